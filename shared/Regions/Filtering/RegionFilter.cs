using System.Text;
using Mothership.Bus;
using Mothership.Bus.Records;
using Mothership.Domain.Fleet;

namespace Mothership.Regions.Filtering;

/// <summary>Whom a message is for.</summary>
public enum Addressee
{
    /// <summary>Another region. By far the most frequent.</summary>
    Other,

    /// <summary>This region.</summary>
    Mine,

    /// <summary>Nobody can tell: the headers name no region.</summary>
    Unknown,
}

/// <summary>
/// Decides from the headers alone, byte by byte and without allocating, whether a message is for this region.
/// </summary>
public sealed class RegionFilter(RegionId region)
{
    private readonly byte[] _cloud = Encoding.UTF8.GetBytes(region.Cloud);
    private readonly byte[] _region = Encoding.UTF8.GetBytes(region.Name);

    /// <summary>Whom a message with these headers is for.</summary>
    public Addressee Decide<THeaders>(THeaders headers)
        where THeaders : struct, IHeaderSource
    {
        bool cloud = false,
            name = false;
        for (var i = 0; i < headers.Count && !(cloud && name); i++)
        {
            var header = headers.NameAt(i);
            if (!cloud && header == BusHeaders.Cloud)
            {
                if (!headers.ValueAt(i).SequenceEqual(_cloud))
                    return headers.ValueAt(i).IsEmpty ? Addressee.Unknown : Addressee.Other;
                cloud = true;
            }
            else if (!name && header == BusHeaders.Region)
            {
                if (!headers.ValueAt(i).SequenceEqual(_region))
                    return headers.ValueAt(i).IsEmpty ? Addressee.Unknown : Addressee.Other;
                name = true;
            }
        }
        return cloud && name ? Addressee.Mine : Addressee.Unknown;
    }
}

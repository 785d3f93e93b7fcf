using System.Security.Cryptography;
using Mothership.Bus.Signing;
using Mothership.Domain.Fleet;

namespace Mothership.Local.Host;

/// <summary>The keys of the bus in a folder of secrets, as whoever deploys the apps puts them into the vault.</summary>
internal static class BusKeyFiles
{
    private const int Bytes = 32;

    /// <summary>Makes a region's first key, unless it is there.</summary>
    internal static void Ensure(string folder, RegionId region)
    {
        var file = Path.Combine(folder, BusKey.NameOf(region, 1));
        if (File.Exists(file))
            return;
        PrivateFile.MakeFolder(folder);
        PrivateFile.WriteText(file, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes)));
    }
}

using Microsoft.Extensions.Configuration;

namespace Mothership.Local.EmbeddedKafka;

/// <summary>How much a region with the embedded operator takes.</summary>
/// <param name="ClustersMax">Setting <c>Region:ClustersMax</c>: the most clusters. Each costs two threads and a little
/// memory.</param>
/// <param name="UnitsMax">Setting <c>Region:UnitsMax</c>: the most capacity units of all clusters together.</param>
public sealed record EmbeddedOperatorOptions(int ClustersMax = 250, int UnitsMax = 2000)
{
    /// <summary>Reads them from an app's settings.</summary>
    public static EmbeddedOperatorOptions From(IConfiguration configuration)
    {
        var defaults = new EmbeddedOperatorOptions();
        return new(
            Number(configuration, "Region:ClustersMax", defaults.ClustersMax),
            Number(configuration, "Region:UnitsMax", defaults.UnitsMax)
        );
    }

    private static int Number(IConfiguration configuration, string name, int otherwise) =>
        configuration[name] is not { } text ? otherwise
        : int.TryParse(text, out var number) && number >= 0 ? number
        : throw new InvalidOperationException($"The setting {name} is '{text}'; it must be a number from 0.");
}

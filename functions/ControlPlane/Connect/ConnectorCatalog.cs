using Microsoft.Extensions.Configuration;

namespace Mothership.ControlPlane.Connect;

/// <summary>
/// The kinds of connector on sale: those of the setting <c>Connect:Classes</c>, which are in the images of all regions;
/// all that are known where it is not set.
/// </summary>
public sealed class ConnectorCatalog
{
    private readonly Dictionary<string, ConnectorPlugin> _byClass;

    /// <summary>A catalogue by the settings.</summary>
    public ConnectorCatalog(IConfiguration configuration)
    {
        var named = (configuration["Connect:Classes"] ?? "").Split(
            ',',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        All = named.Length == 0 ? ConnectorPlugins.All : [.. named.Distinct().Select(ConnectorPlugins.Of)];
        _byClass = All.ToDictionary(p => p.Class);
    }

    /// <summary>All of them.</summary>
    internal IReadOnlyList<ConnectorPlugin> All { get; }

    /// <summary>Their names, to be told.</summary>
    internal string Names => string.Join(", ", All.Select(p => p.Class));

    /// <summary>One of them; null when there is none of that class.</summary>
    internal ConnectorPlugin? Find(string? name) => name is null ? null : _byClass.GetValueOrDefault(name);
}

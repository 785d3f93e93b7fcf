using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>
/// Retries, transport and diagnostics of a client. The SQLite backend has no use for them and ignores them.
/// </summary>
public class TableClientOptions : ClientOptions
{
    /// <summary>Options for a version of the service's protocol.</summary>
    public TableClientOptions(ServiceVersion serviceVersion = ServiceVersion.V2020_12_06)
    {
        VersionString = serviceVersion switch
        {
            ServiceVersion.V2019_02_02 => "2019-02-02",
            ServiceVersion.V2020_12_06 => "2020-12-06",
            _ => throw new ArgumentOutOfRangeException(nameof(serviceVersion)),
        };
        foreach (var parameter in (string[])["api-version", "$format", "$filter", "$top", "$select"])
            Diagnostics.LoggedQueryParameters.Add(parameter);
    }

    /// <summary>Not supported here: a client with a token credential and this option set is refused.</summary>
    public bool EnableTenantDiscovery { get; set; }

    internal string VersionString { get; }

    /// <summary>Versions of the service's protocol.</summary>
    public enum ServiceVersion
    {
        /// <summary>2019-02-02.</summary>
        V2019_02_02 = 1,

        /// <summary>2020-12-06, which takes Entra tokens.</summary>
        V2020_12_06 = 2,
    }
}

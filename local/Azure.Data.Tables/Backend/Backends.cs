using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Mothership.Local.Tables.Rest;
using Mothership.Local.Tables.Sqlite;

namespace Mothership.Local.Tables.Backend;

/// <summary>Chooses the backend of a client.</summary>
internal static class Backends
{
    private const string TokenScope = "https://storage.azure.com/.default";

    public static ITableBackend Connect(string connectionString, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        if (SqliteTarget.Parse(connectionString) is { } target)
            return new SqliteBackend(target);
        var account = AccountConnection.Parse(connectionString);
        return Connect(account.Endpoint, account.Credential, options);
    }

    public static ITableBackend Connect(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        var signing = new SharedKeyPolicy(credential, TimeProvider.System);
        return new RestBackend(endpoint, credential.AccountName, signing, options);
    }

    public static ITableBackend Connect(Uri endpoint, TokenCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        if (options is { EnableTenantDiscovery: true })
            throw new NotSupportedException($"{nameof(TableClientOptions)}.{nameof(options.EnableTenantDiscovery)}");
        var bearer = new BearerTokenAuthenticationPolicy(credential, TokenScope);
        return new RestBackend(endpoint, AccountOf(endpoint), bearer, options);
    }

    // account.table.core.windows.net, or HOST/account for an emulator.
    private static string AccountOf(Uri endpoint) =>
        endpoint.HostNameType == UriHostNameType.Dns && endpoint.Host.Contains('.', StringComparison.Ordinal)
            ? endpoint.Host.Split('.')[0]
            : endpoint.AbsolutePath.Trim('/').Split('/')[0];
}

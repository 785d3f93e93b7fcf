using Azure.Data.Tables;

namespace Mothership.Local.Tables.Rest;

/// <summary>What a storage connection string says: the address of the account's tables and its key.</summary>
internal sealed record AccountConnection(Uri Endpoint, TableSharedKeyCredential Credential)
{
    // The emulator's account and key are published, the same for everybody.
    private const string EmulatorAccount = "devstoreaccount1";
    private const string EmulatorKey =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <exception cref="FormatException">The string names no account that could be reached.</exception>
    /// <exception cref="NotSupportedException">The string carries a shared access signature.</exception>
    public static AccountConnection Parse(string connectionString)
    {
        var settings = Settings(connectionString);
        if (settings.ContainsKey("SharedAccessSignature"))
            throw new NotSupportedException("Shared access signatures are not supported; use the account's key.");
        if (settings.TryGetValue("UseDevelopmentStorage", out var emulator))
            return Emulator(emulator, settings);
        if (!settings.TryGetValue("AccountName", out var name) || !settings.TryGetValue("AccountKey", out var key))
            throw NoCombination();
        var endpoint = settings.TryGetValue("TableEndpoint", out var address) ? address : Default(name, settings);
        return new(new Uri(endpoint), new TableSharedKeyCredential(name, key));
    }

    private static AccountConnection Emulator(string value, Dictionary<string, string> settings)
    {
        if (!bool.TryParse(value, out var isOn) || !isOn)
            throw NoCombination();
        var host = settings.TryGetValue("DevelopmentStorageProxyUri", out var proxy)
            ? new Uri(proxy).Host
            : "127.0.0.1";
        return new(
            new Uri($"http://{host}:10002/{EmulatorAccount}"),
            new TableSharedKeyCredential(EmulatorAccount, EmulatorKey)
        );
    }

    private static string Default(string name, Dictionary<string, string> settings)
    {
        if (!settings.TryGetValue("DefaultEndpointsProtocol", out var protocol))
            throw NoCombination();
        return $"{protocol}://{name}.table.{settings.GetValueOrDefault("EndpointSuffix", "core.windows.net")}";
    }

    private static Dictionary<string, string> Settings(string connectionString)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            // Only the first '=' parts name and value: keys end with '='.
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
                throw new FormatException("Settings must be of the form \"name=value\".");
            if (!settings.TryAdd(part[..at].Trim(), part[(at + 1)..].Trim()))
                throw new FormatException($"Duplicate setting '{part[..at]}' found.");
        }
        return settings;
    }

    private static FormatException NoCombination() => new("No valid combination of account information found.");
}

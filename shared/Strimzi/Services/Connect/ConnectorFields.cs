using Mothership.Domain.Services;
using Mothership.Regions;

namespace Mothership.Strimzi.Services.Connect;

/// <summary>The fields of a configuration as it is sold that mean something to the region itself.</summary>
internal static class ConnectorFields
{
    public const string Class = "connector.class";
    public const string AuthMode = "kafka.auth.mode";
    public const string ByAccount = "SERVICE_ACCOUNT";
    public const string Account = "kafka.service.account.id";
    public const string Key = "kafka.api.key";
    public const string Secret = "kafka.api.secret";

    // For these Strimzi has fields of its own, or they are the region's to say.
    private static readonly HashSet<string> Elsewhere =
    [
        "name",
        Class,
        "tasks.max",
        "connector.plugin.version",
        AuthMode,
        Account,
        Key,
        Secret,
        "kafka.endpoint",
        "kafka.region",
        "cloud.environment",
        "cloud.provider",
    ];

    /// <summary>Whether a field is one of the plugin's.</summary>
    public static bool IsPlugins(string field) =>
        !Elsewhere.Contains(field) && !field.StartsWith(ServiceNames.Own, StringComparison.Ordinal);

    /// <summary>
    /// Refuses what the control plane refuses too: a connector that would be somebody else, or read others' secrets.
    /// </summary>
    /// <exception cref="OperatorException">It is such a field.</exception>
    public static void Check(string field, string value)
    {
        if (ConnectorRules.Refusal(field, value) is { } refusal)
            throw new OperatorException("connector_config_invalid", refusal, isTransient: false);
    }
}

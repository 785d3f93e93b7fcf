using Mothership.Bus.Planning;
using Mothership.Domain.Fleet;
using Mothership.Local.EmbeddedKafka;

namespace Mothership.Local.Host;

/// <summary>The settings that a deployment would give to each app, as the local cloud gives them.</summary>
internal static class AppSettings
{
    internal static Dictionary<string, string?> ControlPlane(
        LocalCloudOptions options,
        StateFolder state,
        string kafka,
        LocalStripe? stripe
    ) =>
        new Dictionary<string, string?>
        {
            ["KafkaBootstrapServers"] = kafka,
            ["KafkaProtocol"] = "Plaintext",
            ["TablesConnection"] = $"Sqlite={state.Tables}",
            ["DurableDatabase"] = state.Durable,
            ["IdempotencyPepper"] = state.Keys.IdempotencyPepper,
            ["HostKey"] = state.Keys.HostKey,
            ["MasterKey"] = state.Keys.MasterKey,
            ["SecretsFolder"] = state.In("secrets"),
        }
            .With(stripe?.Settings ?? new Dictionary<string, string?>())
            .With(options.Settings);

    // One vault: what the control plane puts in, the regions read by its name.
    internal static Dictionary<string, string?> Region(
        LocalCloudOptions options,
        StateFolder state,
        RegionId region,
        string kafka
    ) =>
        new Dictionary<string, string?>
        {
            ["KafkaBootstrapServers"] = kafka,
            ["KafkaProtocol"] = "Plaintext",
            ["Cloud"] = region.Cloud,
            ["Region"] = region.Name,
            ["RegionConsumerGroup"] = AclPlan.GroupOf(region),
            ["RegionOperator"] = EmbeddedClusterOperator.OperatorName,
            ["SecretsFolder"] = state.In("secrets"),
        }.With(options.Settings);

    private static Dictionary<string, string?> With(
        this Dictionary<string, string?> settings,
        IReadOnlyDictionary<string, string?> over
    )
    {
        foreach (var (name, value) in over)
            settings[name] = value;
        return settings;
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mothership.Bus.Planning;

/// <summary>
/// The plan as JSON, for whoever sets a central cluster up by other means: <c>infra/bus/topics.json</c> and
/// <c>infra/bus/acls.json</c>.
/// </summary>
public static class PlanText
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The topics.</summary>
    public static string OfTopics() =>
        Text(new { replicationFactor = TopicPlan.ReplicationFactor, topics = TopicPlan.All });

    /// <summary>The rights; in those of a region <c>{cloud}</c> and <c>{region}</c> stand for its name.</summary>
    public static string OfRights() =>
        Text(
            new
            {
                roles = new[]
                {
                    new
                    {
                        role = "mothership",
                        principal = $"User:{AclPlan.Mothership}",
                        allow = AclPlan.OfMothership,
                    },
                    new
                    {
                        role = "region",
                        principal = "User:region-{cloud}-{region}",
                        allow = AclPlan.OfRegion("mothership-region-{cloud}-{region}"),
                    },
                },
            }
        );

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, Json) + "\n";
}

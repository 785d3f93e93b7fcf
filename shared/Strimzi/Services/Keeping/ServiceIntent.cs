using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Mothership.Regions.Services;
using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.Services.Keeping;

/// <summary>
/// What a region was last told of a service. Kept in a config map apart from all that is built for the service, so that
/// any of that can be lost and made again. Secrets are in it by the names that they have in the vault.
/// </summary>
internal sealed record ServiceIntent
{
    private const string Field = "intent";

    private static readonly JsonSerializerOptions Format = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>What is wanted of it, or was last.</summary>
    public required DesiredService Wanted { get; init; }

    /// <summary>Whether nothing of it is wanted any more.</summary>
    public bool Deleted { get; init; }

    /// <summary>The config map that keeps it.</summary>
    public KubeObject ToObject(string @namespace, string? revision)
    {
        var kept = KubeObject.New(
            KubeKind.ConfigMap,
            @namespace,
            Wanted.Id,
            [
                new(KubeNames.ManagedBy, KubeNames.FieldManager),
                new(KubeNames.Organization, Wanted.Organization),
                new(KubeNames.Environment, Wanted.Environment),
                new(KubeNames.Service, Wanted.Id),
                new(KubeNames.Role, KubeNames.ServiceIntent),
            ]
        );
        if (revision is not null)
            kept.OnlyAs(revision);
        kept.Json["data"] = new JsonObject { [Field] = JsonSerializer.Serialize(this, Format) };
        return kept;
    }

    /// <summary>Reads one; null when somebody has made it unreadable.</summary>
    public static ServiceIntent? Of(KubeObject kept)
    {
        try
        {
            return kept.Text("data", Field) is { } text
                ? JsonSerializer.Deserialize<ServiceIntent>(text, Format)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

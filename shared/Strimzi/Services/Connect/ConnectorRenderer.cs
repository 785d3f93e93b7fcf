using System.Text.Json;
using System.Text.Json.Nodes;
using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Regions.Services;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Mothership.Strimzi.Services.Connect;

/// <summary>One connector as Strimzi knows it: pure, and without any secret's value.</summary>
internal static class ConnectorRenderer
{
    private const string Class = "connector.class";

    // Strimzi has fields for these, and refuses them here.
    private static readonly HashSet<string> Elsewhere = ["name", Class, "tasks.max", "connector.plugin.version"];

    /// <exception cref="OperatorException">There is no such kind of connector.</exception>
    public static KubeObject Render(ClusterPlace place, DesiredService desired)
    {
        var settings = desired.Spec.Settings;
        var name =
            ConnectorClasses.Find(settings.GetValueOrDefault(Class))
            ?? throw new OperatorException(
                "connector_class_unknown",
                "This region has no connectors of this class.",
                isTransient: false
            );
        var connector = KubeObject.New(
            KubeKind.KafkaConnector,
            place.Namespace,
            desired.Id,
            [
                .. Seal.Labels(place.Organization, place.Environment),
                new(KubeNames.Cluster, place.ClusterId),
                new(KubeNames.StrimziCluster, ConnectNames.Of(place.ClusterId)),
                new(KubeNames.Service, desired.Id),
            ]
        );
        Seal.Annotate(connector, ConnectNames.RunState, desired.RunState.ToString());
        if (RequestOf(settings.GetValueOrDefault(ServiceNames.OffsetsRequest)) is { } request)
            Seal.Annotate(connector, ConnectNames.OffsetsRequest, request);
        connector.Json["spec"] = new JsonObject
        {
            ["class"] = name,
            ["tasksMax"] = desired.Spec.Units,
            ["state"] = StateOf(desired.RunState),
            ["autoRestart"] = new JsonObject { ["enabled"] = true },
            ["config"] = Configuration(place, desired),
        };
        return Seal.Close(connector, desired.Generation);
    }

    private static string StateOf(ServiceRunState wanted) =>
        wanted switch
        {
            ServiceRunState.Running => "running",
            ServiceRunState.Paused => "paused",
            _ => "stopped",
        };

    private static JsonObject Configuration(ClusterPlace place, DesiredService desired)
    {
        var config = new JsonObject();
        var plain = desired.Spec.Settings.Where(s => !s.Key.StartsWith(ServiceNames.Own, StringComparison.Ordinal));
        foreach (var (name, value) in plain.OrderBy(s => s.Key, StringComparer.Ordinal))
            if (!Elsewhere.Contains(name))
                config[name] = value;
        foreach (var (name, vaultName) in desired.Spec.Secrets.OrderBy(s => s.Key, StringComparer.Ordinal))
            config[name] = ConnectRenderer.Reference(place, ConnectNames.KeyOf(desired.Id, vaultName));
        return config;
    }

    private static string? RequestOf(string? text)
    {
        try
        {
            return text is null ? null : JsonNode.Parse(text)?["id"]?.ToString();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

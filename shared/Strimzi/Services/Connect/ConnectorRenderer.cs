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
    /// <param name="place">Its cluster.</param>
    /// <param name="desired">The connector.</param>
    /// <param name="file">Its secrets.</param>
    /// <param name="isStopped">Whether it has to stand still at present, whatever is wanted of it.</param>
    /// <param name="settings">Say what kinds there are.</param>
    /// <exception cref="OperatorException">There is no such kind of connector, or its configuration can't be
    /// had.</exception>
    public static KubeObject Render(
        ClusterPlace place,
        DesiredService desired,
        ConnectorFile file,
        bool isStopped,
        StrimziSettings settings
    )
    {
        var kind = desired.Spec.Settings.GetValueOrDefault(ConnectorFields.Class);
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
        connector.Json["spec"] = new JsonObject
        {
            ["class"] = ConnectorClasses.Require(kind, settings),
            ["tasksMax"] = desired.Spec.Units,
            ["state"] = isStopped ? "stopped" : StateOf(desired.RunState),
            ["autoRestart"] = new JsonObject { ["enabled"] = true },
            ["listOffsets"] = At("toConfigMap", ConnectNames.Offsets(desired.Id)),
            ["alterOffsets"] = At("fromConfigMap", ConnectNames.OffsetsWanted(desired.Id)),
            ["config"] = Configuration(desired, file),
        };
        return Seal.Close(connector, desired.Generation);
    }

    /// <summary>The state of one that has nothing else to do.</summary>
    public static string StateOf(KubeObject connector) =>
        StateOf(
            Enum.TryParse<ServiceRunState>(connector.Annotation(ConnectNames.RunState), out var wanted)
                ? wanted
                : ServiceRunState.Running
        );

    private static string StateOf(ServiceRunState wanted) =>
        wanted switch
        {
            ServiceRunState.Running => "running",
            ServiceRunState.Paused => "paused",
            _ => "stopped",
        };

    private static JsonObject At(string how, string name) => new() { [how] = new JsonObject { ["name"] = name } };

    private static JsonObject Configuration(DesiredService desired, ConnectorFile file)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, value) in desired.Spec.Settings.Where(s => ConnectorFields.IsPlugins(s.Key)))
        {
            ConnectorFields.Check(field, value);
            fields[field] = value;
        }
        foreach (var (field, reference) in file.References)
        {
            ConnectorFields.Check(field, "");
            fields[field] = reference;
        }
        ConnectorTranslation.Translate(desired.Spec.Settings.GetValueOrDefault(ConnectorFields.Class), fields);
        foreach (var field in ConnectorAccess.Overrides)
            fields[field] = file.Access;
        return new(fields.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)f.Value)));
    }
}

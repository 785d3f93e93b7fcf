using System.Text.Json.Nodes;
using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Regions.Services;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Mothership.Strimzi.Services.Connect;

/// <summary>Reads what Strimzi and Connect say of a connector, and puts it into customers' words. Pure.</summary>
internal static class ConnectorConditions
{
    private const int TraceMax = 4000;

    // By words that only a fault of the connector's own has. All else passes, or is the region's to sort out.
    private static readonly (string Says, string Reason, string Words)[] Terminal =
    [
        ("Failed to find any class", "connector_class_unknown", "This region has no connectors of this class."),
        (
            "configuration is invalid",
            "connector_config_invalid",
            "The connector does not take its configuration: a value is missing or not valid."
        ),
    ];

    /// <param name="connector">The connector.</param>
    /// <param name="connect">What it runs on; null while that is not there.</param>
    public static OperatedService Read(KubeObject connector, KubeObject? connect)
    {
        var fault = Fault(connector);
        var isReady = fault is null && IsReady(connector, connect);
        return new(
            connector.Label(KubeNames.Service) ?? "",
            ServiceKind.Connector,
            connector.Label(KubeNames.Organization) ?? "",
            long.TryParse(connector.Annotation(KubeNames.Generation), out var generation) ? generation : 0,
            fault is not null ? OperatedState.Failed
                : isReady ? OperatedState.Ready
                : OperatedState.Building,
            Endpoint: null,
            Details(connector),
            fault?.Reason,
            fault?.Words ?? (isReady ? null : "The connector is being started.")
        );
    }

    private static bool IsReady(KubeObject connector, KubeObject? connect)
    {
        if (connector.IsDeleting)
            return false;
        // Where nothing runs, nobody says of a connector that it is stopped.
        if (connector.Annotation(ConnectNames.RunState) == nameof(ServiceRunState.Suspended) && IsAtRest(connect))
            return true;
        // One that has failed at its work is as it was wanted: its details say what became of it.
        return ClusterConditions.IsReady(connector)
            || (ClusterConditions.IsObserved(connector) && StateOf(connector) is "FAILED" or "DEGRADED");
    }

    private static bool IsAtRest(KubeObject? connect) =>
        connect is not null && connect.Number("spec", "replicas") == 0 && ClusterConditions.IsReady(connect);

    private static (string Says, string Reason, string Words)? Fault(KubeObject connector)
    {
        if (!ClusterConditions.IsObserved(connector) || ClusterConditions.IsReady(connector))
            return null;
        var said = connector.Items("status", "conditions").Select(c => c["message"]?.ToString() ?? "").ToList();
        foreach (var known in Terminal)
            if (said.Any(s => s.Contains(known.Says, StringComparison.OrdinalIgnoreCase)))
                return known;
        return null;
    }

    private static Dictionary<string, string> Details(KubeObject connector)
    {
        var details = new Dictionary<string, string>();
        Put(details, ServiceNames.State, StateOf(connector));
        Put(details, ServiceNames.Type, connector.Text("status", "connectorStatus", "type"));
        Put(details, ServiceNames.Trace, Short(connector.Text("status", "connectorStatus", "connector", "trace")));
        if (connector.At("status", "connectorStatus", "tasks") is JsonArray tasks)
            details[ServiceNames.Tasks] = new JsonArray([.. tasks.OfType<JsonObject>().Select(Task)]).ToJsonString();
        if (connector.Annotation(ConnectNames.OffsetsRequest) is { } request)
            details[ServiceNames.OffsetsAnswer] = new JsonObject
            {
                ["id"] = request,
                ["phase"] = "FAILED",
                ["message"] = "Offsets of connectors can't be changed in this region.",
            }.ToJsonString();
        return details;
    }

    private static void Put(Dictionary<string, string> details, string name, string? value)
    {
        if (value is not null)
            details[name] = value;
    }

    private static string? StateOf(KubeObject connector)
    {
        var own = connector.Text("status", "connectorStatus", "connector", "state");
        var tasks = connector.Items("status", "connectorStatus", "tasks").Select(t => t["state"]?.ToString()).ToList();
        var failed = tasks.Count(t => t == "FAILED");
        return own switch
        {
            "FAILED" => "FAILED",
            "PAUSED" or "STOPPED" => "PAUSED",
            "RUNNING" when failed > 0 => failed == tasks.Count ? "FAILED" : "DEGRADED",
            "RUNNING" => "RUNNING",
            _ => null,
        };
    }

    private static JsonObject Task(JsonObject task) =>
        new()
        {
            ["id"] = task["id"]?.DeepClone(),
            ["state"] = task["state"]?.ToString() ?? "UNASSIGNED",
            ["trace"] = Short(task["trace"]?.ToString()) ?? "",
        };

    private static string? Short(string? trace) => trace is { Length: > TraceMax } ? trace[..TraceMax] : trace;
}

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
    private const int RefusalMax = 500;

    // Connect's words for a file that the worker has not got yet, and Strimzi's for what Connect has refused for good.
    private const string NoFile = "Could not read properties from file";
    private const string BadRequest = " returned 400 (";

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
    /// <param name="book">Its config map; null while that is not there.</param>
    public static OperatedService Read(KubeObject connector, KubeObject? connect, KubeObject? book)
    {
        var fault = Fault(connector);
        var isReady = fault is null && IsReady(connector, connect, book);
        return new(
            connector.Label(KubeNames.Service) ?? "",
            ServiceKind.Connector,
            connector.Label(KubeNames.Organization) ?? "",
            long.TryParse(connector.Annotation(KubeNames.Generation), out var generation) ? generation : 0,
            fault is not null ? OperatedState.Failed
                : isReady ? OperatedState.Ready
                : OperatedState.Building,
            Endpoint: null,
            Details(connector, book),
            fault?.Reason,
            fault?.Words ?? (isReady ? null : Progress(connector, book))
        );
    }

    /// <summary>Why Connect does not take offsets; null when it has not said so, or may yet take them.</summary>
    public static string? OffsetsRefusal(KubeObject connector)
    {
        if (!ClusterConditions.IsObserved(connector))
            return null;
        var said = connector
            .Items("status", "conditions")
            .Where(c => c["reason"]?.ToString() is "AlterOffsets" or "ResetOffsets")
            .Select(c => c["message"]?.ToString() ?? "")
            .FirstOrDefault(m => m.Contains(BadRequest, StringComparison.Ordinal));
        if (said is null)
            return null;
        var why = said[(said.IndexOf("): ", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : said.Length)..];
        return $"Connect does not take these offsets. {(why.Length > RefusalMax ? why[..RefusalMax] : why)}".TrimEnd();
    }

    private static string Progress(KubeObject connector, KubeObject? book) =>
        OffsetsBook.IsUnderWay(book) ? "The connector's offsets are being altered."
        : WaitsForFile(connector) ? "The connector's secrets are on their way to it."
        : "The connector is being started.";

    private static bool IsReady(KubeObject connector, KubeObject? connect, KubeObject? book)
    {
        if (connector.IsDeleting)
            return false;
        // Where nothing runs, nobody says of a connector that it is stopped.
        if (connector.Annotation(ConnectNames.RunState) == nameof(ServiceRunState.Suspended) && IsAtRest(connect))
            return true;
        if (OffsetsBook.IsUnderWay(book) || WaitsForFile(connector))
            return false;
        // One that has failed at its work is as it was wanted: its details say what became of it.
        return ClusterConditions.IsReady(connector)
            || (ClusterConditions.IsObserved(connector) && StateOf(connector) is "FAILED" or "DEGRADED");
    }

    // The file comes with the next look of the worker's machine, and Strimzi restarts what has failed.
    private static bool WaitsForFile(KubeObject connector) =>
        connector
            .Items("status", "connectorStatus", "tasks")
            .Select(t => t["trace"]?.ToString())
            .Append(connector.Text("status", "connectorStatus", "connector", "trace"))
            .Any(t => t?.Contains(NoFile, StringComparison.Ordinal) == true);

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

    private static Dictionary<string, string> Details(KubeObject connector, KubeObject? book)
    {
        var details = new Dictionary<string, string>();
        Put(details, ServiceNames.State, StateOf(connector));
        Put(details, ServiceNames.Type, connector.Text("status", "connectorStatus", "type"));
        Put(details, ServiceNames.Trace, Short(connector.Text("status", "connectorStatus", "connector", "trace")));
        if (connector.At("status", "connectorStatus", "tasks") is JsonArray tasks)
            details[ServiceNames.Tasks] = new JsonArray([.. tasks.OfType<JsonObject>().Select(Task)]).ToJsonString();
        if (OffsetsBook.Short(OffsetsBook.OffsetsOf(book)) is { Count: > 0 } offsets)
            details[ServiceNames.Offsets] = offsets.ToJsonString();
        Put(details, ServiceNames.OffsetsAnswer, OffsetsBook.Answer(book)?.ToJsonString());
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

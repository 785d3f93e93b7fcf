using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mothership.ControlPlane.Http;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;

namespace Mothership.ControlPlane.Connect;

/// <summary>Connectors on the wire. Their shapes have maps of any names, so they are made as nodes.</summary>
internal static class ConnectJson
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static Answer Answer(int status, JsonNode body) =>
        new(status, Encoding.UTF8.GetBytes(body.ToJsonString(Readable)), []);

    /// <summary>An error as this group has it.</summary>
    internal static Answer Error(int status, IEnumerable<Fault> faults)
    {
        var message = string.Join(" ", faults.Select(f => f.Detail));
        return Answer(
            status,
            new JsonObject
            {
                ["error"] = new JsonObject { ["code"] = status, ["message"] = message },
            }
        );
    }

    /// <summary>The configuration with every secret masked.</summary>
    internal static JsonObject Config(Service s)
    {
        var config = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in s.Spec.Settings)
            if (!name.StartsWith(ServiceNames.Own, StringComparison.Ordinal))
                config[name] = value;
        foreach (var name in s.Spec.Secrets.Keys.Where(n => !n.StartsWith(ServiceNames.Own, StringComparison.Ordinal)))
            config[name] = ConnectorConfig.Mask;
        return new(config.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)c.Value)));
    }

    /// <summary>Name, type, configuration and tasks.</summary>
    internal static JsonObject Connector(Service s)
    {
        var tasks = new JsonArray();
        for (var i = 0; i < (s.Applied?.Spec.Units ?? 0); i++)
            tasks.Add(TaskId(s, i));
        return new()
        {
            ["name"] = s.DisplayName,
            ["type"] = TypeOf(s),
            ["config"] = Config(s),
            ["tasks"] = tasks,
        };
    }

    /// <summary>One task's id.</summary>
    internal static JsonObject TaskId(Service s, int number) =>
        new() { ["connector"] = s.DisplayName, ["task"] = number };

    /// <summary>Where it stands, by what its region last reported.</summary>
    internal static JsonObject Status(Service s, ServiceObservation? seen)
    {
        var state = StateOf(s, seen);
        var trace = s.FailureCause ?? seen?.Message ?? seen?.Details.GetValueOrDefault(ServiceNames.Trace) ?? "";
        return new()
        {
            ["name"] = s.DisplayName,
            ["connector"] = new JsonObject
            {
                ["state"] = state,
                ["worker_id"] = s.Id.Value,
                ["trace"] = state is "FAILED" or "DEGRADED" ? trace : "",
            },
            ["tasks"] = TasksOf(s, seen),
            ["type"] = TypeOf(s),
        };
    }

    /// <summary>What a region reported as JSON under a name; null when it did not.</summary>
    internal static JsonNode? Detail(ServiceObservation? seen, string name)
    {
        try
        {
            return seen?.Details.GetValueOrDefault(name) is { } text ? JsonNode.Parse(text) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string TypeOf(Service s) =>
        ConnectorPlugins.Of(s.Spec.Settings.GetValueOrDefault(ConnectorConfig.Class) ?? "").Type;

    private static string StateOf(Service s, ServiceObservation? seen) =>
        s switch
        {
            { IsDeleting: true } => "DELETED",
            { Phase: ClusterPhase.Provisioning } => "PROVISIONING",
            { Phase: ClusterPhase.Failed } => "FAILED",
            _ when seen is { State: ObservedState.Failed } => "FAILED",
            { RunState: not ServiceRunState.Running } => "PAUSED",
            _ => seen?.Details.GetValueOrDefault(ServiceNames.State) ?? "RUNNING",
        };

    private static JsonArray TasksOf(Service s, ServiceObservation? seen)
    {
        var tasks = new JsonArray();
        foreach (var task in Detail(seen, ServiceNames.Tasks) as JsonArray ?? [])
            tasks.Add(
                new JsonObject
                {
                    ["id"] = (int?)task?["id"] ?? 0,
                    ["state"] = (string?)task?["state"] ?? "RUNNING",
                    ["worker_id"] = s.Id.Value,
                    ["msg"] = (string?)task?["trace"] ?? "",
                }
            );
        return tasks;
    }
}

using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Http;
using Mothership.Domain.Services;

namespace Mothership.ControlPlane.Connect;

/// <summary>Reads connectors.</summary>
public sealed class ConnectorReadFunctions(ConnectorLookup lookup)
{
    private const string Route = "connect/v1/environments/{environment}/clusters/{cluster}/connectors";

    /// <summary>The names of a cluster's connectors, or a map of what is asked for of each.</summary>
    [Function("ListConnectors")]
    public async Task<IActionResult> ListConnectorsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        string environment,
        string cluster,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var expand = query.Optional("expand")?.Split(',') ?? [];
        query.ThrowIfAny();
        var at = new ConnectorPath(environment, cluster);
        var on = await lookup.ClusterAsync(request, at, cancellation);
        var all = await lookup.AllAsync(request, on, cancellation);
        if (expand.Length == 0)
            return ConnectJson.Answer(
                StatusCodes.Status200OK,
                new JsonArray([.. all.Select(s => (JsonNode)s.DisplayName)])
            );
        var map = new JsonObject();
        foreach (var s in all)
            map[s.DisplayName] = await ExpandAsync(request, s, expand, cancellation);
        return ConnectJson.Answer(StatusCodes.Status200OK, map);
    }

    /// <summary>One connector.</summary>
    [Function("GetConnector")]
    public async Task<IActionResult> GetConnectorAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{name}")] HttpRequest request,
        string environment,
        string cluster,
        string name,
        CancellationToken cancellation
    )
    {
        var at = new ConnectorPath(environment, cluster, name);
        var found = (await lookup.FindAsync(request, at, cancellation)).Value;
        return ConnectJson.Answer(StatusCodes.Status200OK, ConnectJson.Connector(found));
    }

    /// <summary>Its configuration, with secrets masked.</summary>
    [Function("GetConnectorConfig")]
    public async Task<IActionResult> GetConnectorConfigAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{name}/config")] HttpRequest request,
        string environment,
        string cluster,
        string name,
        CancellationToken cancellation
    )
    {
        var at = new ConnectorPath(environment, cluster, name);
        var found = (await lookup.FindAsync(request, at, cancellation)).Value;
        return ConnectJson.Answer(StatusCodes.Status200OK, ConnectJson.Config(found));
    }

    /// <summary>Where it stands.</summary>
    [Function("GetConnectorStatus")]
    public async Task<IActionResult> GetConnectorStatusAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{name}/status")] HttpRequest request,
        string environment,
        string cluster,
        string name,
        CancellationToken cancellation
    )
    {
        var at = new ConnectorPath(environment, cluster, name);
        var found = (await lookup.FindAsync(request, at, cancellation)).Value;
        var seen = await lookup.SeenAsync(request, found, cancellation);
        return ConnectJson.Answer(StatusCodes.Status200OK, ConnectJson.Status(found, seen));
    }

    /// <summary>Its tasks, with their configurations.</summary>
    [Function("GetConnectorTasks")]
    public async Task<IActionResult> GetConnectorTasksAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{name}/tasks")] HttpRequest request,
        string environment,
        string cluster,
        string name,
        CancellationToken cancellation
    )
    {
        var at = new ConnectorPath(environment, cluster, name);
        var found = (await lookup.FindAsync(request, at, cancellation)).Value;
        var tasks = new JsonArray();
        for (var i = 0; i < (found.Applied?.Spec.Units ?? 0); i++)
            tasks.Add(new JsonObject { ["id"] = ConnectJson.TaskId(found, i), ["config"] = ConnectJson.Config(found) });
        return ConnectJson.Answer(StatusCodes.Status200OK, tasks);
    }

    private async Task<JsonObject> ExpandAsync(
        HttpRequest request,
        Service s,
        string[] expand,
        CancellationToken cancellation
    )
    {
        var shown = new JsonObject();
        if (expand.Contains("id"))
            shown["id"] = new JsonObject { ["id"] = s.Id.Value, ["id_type"] = "ID" };
        if (expand.Contains("info"))
            shown["info"] = ConnectJson.Connector(s);
        if (expand.Contains("status"))
            shown["status"] = ConnectJson.Status(s, await lookup.SeenAsync(request, s, cancellation));
        return shown;
    }
}

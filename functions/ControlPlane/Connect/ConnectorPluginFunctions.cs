using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Errors;

namespace Mothership.ControlPlane.Connect;

/// <summary>The kinds of connector, and what they say of a configuration.</summary>
public sealed class ConnectorPluginFunctions(ConnectorLookup lookup, ConnectorCatalog catalog)
{
    private const string Route = "connect/v1/environments/{environment}/clusters/{cluster}/connector-plugins";

    /// <summary>All kinds.</summary>
    [Function("ListConnectorPlugins")]
    public async Task<IActionResult> ListConnectorPluginsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        string environment,
        string cluster,
        CancellationToken cancellation
    )
    {
        var at = new ConnectorPath(environment, cluster);
        await lookup.ClusterAsync(request, at, cancellation);
        var plugins = new JsonArray();
        foreach (var p in catalog.All)
            plugins.Add(
                new JsonObject
                {
                    ["class"] = p.Class,
                    ["type"] = p.Type,
                    ["version"] = "1.0",
                }
            );
        return ConnectJson.Answer(StatusCodes.Status200OK, plugins);
    }

    /// <summary>What is wrong with a configuration, field by field. Changes nothing.</summary>
    [Function("ValidateConnectorConfig")]
    public async Task<IActionResult> ValidateConnectorConfigAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "/{plugin}/config/validate")]
            HttpRequest request,
        string environment,
        string cluster,
        string plugin,
        CancellationToken cancellation
    )
    {
        var at = new ConnectorPath(environment, cluster);
        using var body = await RequestBody.ReadAsync(request, cancellation);
        await lookup.ClusterAsync(request, at, cancellation);
        if (catalog.Find(plugin) is not { } known)
            throw new MothershipException(
                ErrorKind.NotFound,
                "resource_not_found",
                $"There is no such plugin. To be had: {catalog.Names}."
            );
        var faults = new BodyFaults();
        var read = ConnectorConfig.Read(body.Root, "", catalog, faults);
        faults.ThrowIfAny();
        return ConnectJson.Answer(StatusCodes.Status200OK, Verdict(known, read.Check()));
    }

    private static JsonObject Verdict(ConnectorPlugin plugin, ConnectorConfig config)
    {
        string[] common = [ConnectorConfig.Name, ConnectorConfig.Class, ConnectorConfig.TasksMax];
        var fields = common.Concat(plugin.Required).Concat(config.Values.Keys).Concat(config.Errors.Keys).Distinct();
        var configs = new JsonArray();
        foreach (var field in fields.Order(StringComparer.Ordinal))
            configs.Add(
                new JsonObject { ["definition"] = Definition(field, plugin), ["value"] = Value(field, plugin, config) }
            );
        return new()
        {
            ["name"] = plugin.Class,
            ["groups"] = new JsonArray("Common", "Connector"),
            ["error_count"] = config.Errors.Count,
            ["configs"] = configs,
        };
    }

    private static JsonObject Definition(string field, ConnectorPlugin plugin)
    {
        var isTasks = field == ConnectorConfig.TasksMax;
        var isRequired = field is ConnectorConfig.Name or ConnectorConfig.Class || plugin.Required.Contains(field);
        return new()
        {
            ["name"] = field,
            ["type"] = isTasks ? "INT" : Kind(field, plugin),
            ["required"] = isRequired,
            ["default_value"] = isTasks ? "1" : "",
            ["importance"] = isRequired ? "HIGH" : "MEDIUM",
            ["group"] = plugin.Required.Contains(field) ? "Connector" : "Common",
            ["display_name"] = field,
        };
    }

    private static string Kind(string field, ConnectorPlugin plugin) => plugin.IsSecret(field) ? "PASSWORD" : "STRING";

    private static JsonObject Value(string field, ConnectorPlugin plugin, ConnectorConfig config)
    {
        var value = config.Values.GetValueOrDefault(field);
        var errors = config.Errors.GetValueOrDefault(field) ?? [];
        return new()
        {
            ["name"] = field,
            ["value"] = plugin.IsSecret(field) && value is not null ? ConnectorConfig.Mask : value,
            ["recommended_values"] = new JsonArray(),
            ["errors"] = new JsonArray([.. errors.Select(e => (JsonNode)e)]),
            ["visible"] = true,
        };
    }
}

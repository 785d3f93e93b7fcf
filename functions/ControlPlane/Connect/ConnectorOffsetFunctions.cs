using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.ControlPlane.Services;
using Mothership.Domain;
using Mothership.Domain.Errors;
using Mothership.Domain.Services;

namespace Mothership.ControlPlane.Connect;

/// <summary>Where connectors have read to, or written; and how that is altered.</summary>
public sealed class ConnectorOffsetFunctions(ServiceDesk desk, ConnectorLookup lookup, TimeProvider time)
{
    private const string Route = "connect/v1/environments/{environment}/clusters/{cluster}/connectors/{name}/offsets";

    /// <summary>The offsets that its region last reported.</summary>
    [Function("GetConnectorOffsets")]
    public async Task<IActionResult> GetConnectorOffsetsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        string environment,
        string cluster,
        string name,
        CancellationToken cancellation
    )
    {
        var at = new ConnectorPath(environment, cluster, name);
        var found = (await lookup.FindAsync(request, at, cancellation)).Value;
        var seen = await lookup.SeenAsync(request, found, cancellation);
        var shown = new JsonObject
        {
            ["name"] = found.DisplayName,
            ["id"] = found.Id.Value,
            ["offsets"] = ConnectJson.Detail(seen, ServiceNames.Offsets) ?? new JsonArray(),
            ["metadata"] = new JsonObject { ["observed_at"] = (seen?.ReportedAt ?? found.CreatedAt).UtcDateTime },
        };
        return ConnectJson.Answer(StatusCodes.Status200OK, shown);
    }

    /// <summary>Asks for other offsets, or for none.</summary>
    [Function("AlterConnectorOffsets")]
    public async Task<IActionResult> AlterConnectorOffsetsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/request")] HttpRequest request,
        string environment,
        string cluster,
        string name,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        var at = new ConnectorPath(environment, cluster, name);
        using var body = await RequestBody.ReadAsync(request, cancellation);
        var (type, offsets) = Read(body);
        var outcome = await desk.ChangeAsync(
            request,
            () => lookup.FindAsync(request, at, cancellation),
            s => Task.FromResult(Asked(s, type, offsets)),
            durable,
            cancellation
        );
        return ConnectJson.Answer(StatusCodes.Status202Accepted, Info(outcome.Service));
    }

    /// <summary>What became of what was last asked for.</summary>
    [Function("GetConnectorOffsetsRequest")]
    public async Task<IActionResult> GetConnectorOffsetsRequestAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/request/status")] HttpRequest request,
        string environment,
        string cluster,
        string name,
        CancellationToken cancellation
    )
    {
        var at = new ConnectorPath(environment, cluster, name);
        var found = (await lookup.FindAsync(request, at, cancellation)).Value;
        if (Wanted(found) is not { } wanted)
            throw new MothershipException(ErrorKind.NotFound, "resource_not_found", "No offsets were asked for.");
        var seen = await lookup.SeenAsync(request, found, cancellation);
        var answer = ConnectJson.Detail(seen, ServiceNames.OffsetsAnswer);
        var isMeant = answer is not null && (string?)answer["id"] == (string?)wanted["id"];
        var shown = new JsonObject
        {
            ["request"] = Info(found),
            ["status"] = new JsonObject
            {
                ["phase"] = (isMeant ? (string?)answer!["phase"] : null) ?? "PENDING",
                ["message"] = (isMeant ? (string?)answer!["message"] : null) ?? "",
            },
        };
        return ConnectJson.Answer(StatusCodes.Status200OK, shown);
    }

    private static (string Type, JsonArray Offsets) Read(RequestBody body)
    {
        var faults = new BodyFaults();
        var root = ObjectReader.Of(body.Root, faults).Require("type");
        var type = root.Text("type");
        root.Items("offsets");
        if (type is not null and not ("PATCH" or "DELETE"))
            faults.Invalid("/type", "type must be one of PATCH, DELETE.");
        if (type == "PATCH" && !root.Has("offsets"))
            faults.Invalid("/offsets", "offsets is required for PATCH.");
        faults.ThrowIfAny();
        var given = root.Has("offsets") ? JsonNode.Parse(body.Root.GetProperty("offsets").GetRawText()) : null;
        return (type!, given as JsonArray ?? []);
    }

    private ServiceChange Asked(Service s, string type, JsonArray offsets)
    {
        var wanted = new JsonObject
        {
            ["id"] = $"{s.Generation + 1}",
            ["type"] = type,
            ["requested_at"] = time.GetUtcNow().UtcDateTime,
            ["offsets"] = offsets.DeepClone(),
        };
        var text = wanted.ToJsonString();
        if (text.Length > Limits.ConnectorSettingLength)
            throw new MothershipException(
                ErrorKind.TooLarge,
                "body_too_large",
                "These are too many offsets at a time."
            );
        return ConnectorInputs.With(s, ServiceNames.OffsetsRequest, text);
    }

    private static JsonObject? Wanted(Service s) =>
        s.Spec.Settings.GetValueOrDefault(ServiceNames.OffsetsRequest) is { } text
            ? JsonNode.Parse(text)!.AsObject()
            : null;

    private static JsonObject Info(Service s)
    {
        var wanted = Wanted(s)!;
        return new()
        {
            ["id"] = s.Id.Value,
            ["name"] = s.DisplayName,
            ["type"] = wanted["type"]!.DeepClone(),
            ["requested_at"] = wanted["requested_at"]!.DeepClone(),
            ["offsets"] = wanted["offsets"]!.DeepClone(),
        };
    }
}

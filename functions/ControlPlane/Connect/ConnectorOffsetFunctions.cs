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
        if (ConnectorOffsets.Wanted(found) is not { } wanted)
            throw new MothershipException(ErrorKind.NotFound, "resource_not_found", "No offsets were asked for.");
        var seen = await lookup.SeenAsync(request, found, cancellation);
        var answer = ConnectJson.Detail(seen, ServiceNames.OffsetsAnswer);
        var isMeant = answer is not null && (string?)answer["id"] == (string?)wanted["id"];
        var told = isMeant ? answer! : new JsonObject();
        var shown = new JsonObject
        {
            ["request"] = Info(found),
            ["status"] = new JsonObject
            {
                ["phase"] = (string?)told["phase"] ?? "PENDING",
                ["message"] = (string?)told["message"] ?? "",
            },
            ["previous_offsets"] = told["previous_offsets"]?.DeepClone() ?? new JsonArray(),
            ["applied_at"] = told["applied_at"]?.DeepClone(),
        };
        return ConnectJson.Answer(StatusCodes.Status200OK, shown);
    }

    private static (string Type, JsonArray Offsets) Read(RequestBody body)
    {
        var faults = new BodyFaults();
        var root = ObjectReader.Of(body.Root, faults).Require("type");
        var type = root.Text("type");
        var offsets = ConnectorOffsets.Read(body.Root, faults);
        if (type is not null and not (ConnectorOffsets.Patch or ConnectorOffsets.Delete))
            faults.Invalid("/type", "type must be one of PATCH, DELETE.");
        if (type == ConnectorOffsets.Patch && !root.Has("offsets"))
            faults.Invalid("/offsets", "offsets is required for PATCH.");
        faults.ThrowIfAny();
        return (type!, type == ConnectorOffsets.Delete ? [] : offsets ?? []);
    }

    private ServiceChange Asked(Service s, string type, JsonArray offsets) =>
        ConnectorInputs.With(
            s,
            ServiceNames.OffsetsRequest,
            ConnectorOffsets.Setting(s.Generation + 1, type, offsets, time.GetUtcNow())
        );

    private static JsonObject Info(Service s)
    {
        var wanted = ConnectorOffsets.Wanted(s)!;
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

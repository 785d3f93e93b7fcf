using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Mothership.ControlPlane.Clusters;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Services;
using Mothership.Domain.Ids;
using Mothership.Domain.Services;

namespace Mothership.ControlPlane.Connect;

/// <summary>Creates, changes and deletes connectors.</summary>
public sealed class ConnectorChangeFunctions(
    ServiceDesk desk,
    ConnectorLookup lookup,
    ConnectorInputs inputs,
    IIdSource ids
)
{
    private const string Route = "connect/v1/environments/{environment}/clusters/{cluster}/connectors";

    /// <summary>Accepts a new connector.</summary>
    [Function("CreateConnector")]
    public async Task<IActionResult> CreateConnectorAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        string environment,
        string cluster,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        var at = new ConnectorPath(environment, cluster);
        using var body = await RequestBody.ReadAsync(request, cancellation);
        var draft = await inputs.NewAsync(request, body, at, cancellation);
        return await desk.CreateAsync(
            request,
            body,
            ServiceIds.New(ServiceKind.Connector, ids),
            draft,
            Created,
            durable,
            cancellation
        );
    }

    /// <summary>Another configuration; of a connector that is not there, its first.</summary>
    [Function("PutConnectorConfig")]
    public async Task<IActionResult> PutConnectorConfigAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "/{name}/config")] HttpRequest request,
        string environment,
        string cluster,
        string name,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        var at = new ConnectorPath(environment, cluster, name);
        using var body = await RequestBody.ReadAsync(request, cancellation);
        var config = inputs.ReadConfig(body, name);
        if (await lookup.TryFindAsync(request, at, cancellation) is not { Value: var there })
        {
            var draft = await inputs.DraftAsync(request, at, name, config, offsets: null, cancellation);
            var id = ServiceIds.New(ServiceKind.Connector, ids);
            return await desk.CreateAsync(request, body, id, draft, Created, durable, cancellation);
        }
        if (ClusterPreview.IsAskedFor(request))
            return await desk.PreviewAsync(request, there, ConnectorInputs.Resized(there, config), cancellation);
        var outcome = await desk.ChangeAsync(
            request,
            () => lookup.FindAsync(request, at, cancellation),
            s => inputs.ChangeAsync(s, config, cancellation),
            durable,
            cancellation
        );
        return ConnectJson.Answer(StatusCodes.Status200OK, ConnectJson.Connector(outcome.Service));
    }

    /// <summary>Pauses it.</summary>
    [Function("PauseConnector")]
    public async Task<IActionResult> PauseConnectorAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "/{name}/pause")] HttpRequest request,
        string environment,
        string cluster,
        string name,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        var at = new ConnectorPath(environment, cluster, name);
        await ChangeAsync(request, at, _ => new ServiceChange(IsPaused: true), durable, cancellation);
        return Answer.Empty(StatusCodes.Status202Accepted);
    }

    /// <summary>Lets it run again.</summary>
    [Function("ResumeConnector")]
    public async Task<IActionResult> ResumeConnectorAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "/{name}/resume")] HttpRequest request,
        string environment,
        string cluster,
        string name,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        var at = new ConnectorPath(environment, cluster, name);
        await ChangeAsync(request, at, _ => new ServiceChange(IsPaused: false), durable, cancellation);
        return Answer.Empty(StatusCodes.Status202Accepted);
    }

    /// <summary>Restarts it once.</summary>
    [Function("RestartConnector")]
    public async Task<IActionResult> RestartConnectorAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route + "/{name}/restart")] HttpRequest request,
        string environment,
        string cluster,
        string name,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        var at = new ConnectorPath(environment, cluster, name);
        await ChangeAsync(
            request,
            at,
            s => ConnectorInputs.With(s, ServiceNames.Restart, $"{s.Generation + 1}"),
            durable,
            cancellation
        );
        return Answer.Empty(StatusCodes.Status204NoContent);
    }

    /// <summary>Deletes it.</summary>
    [Function("DeleteConnector")]
    public async Task<IActionResult> DeleteConnectorAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Route + "/{name}")] HttpRequest request,
        string environment,
        string cluster,
        string name,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        var at = new ConnectorPath(environment, cluster, name);
        await desk.DeleteAsync(request, () => lookup.FindAsync(request, at, cancellation), durable, cancellation);
        return ConnectJson.Answer(StatusCodes.Status200OK, new JsonObject { ["error"] = null });
    }

    private static Answer Created(Service s)
    {
        var body = ConnectJson.Connector(s);
        if (ConnectorOffsets.Wanted(s)?["offsets"] is { } offsets)
            body["offsets"] = offsets.DeepClone();
        return ConnectJson.Answer(StatusCodes.Status201Created, body);
    }

    private Task<ServiceOutcome> ChangeAsync(
        HttpRequest request,
        ConnectorPath at,
        Func<Service, ServiceChange> change,
        DurableTaskClient durable,
        CancellationToken cancellation
    ) =>
        desk.ChangeAsync(
            request,
            () => lookup.FindAsync(request, at, cancellation),
            s => Task.FromResult(change(s)),
            durable,
            cancellation
        );
}

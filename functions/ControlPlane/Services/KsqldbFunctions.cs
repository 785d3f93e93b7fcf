using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Ids;
using Mothership.Domain.Services;

namespace Mothership.ControlPlane.Services;

/// <summary>ksqlDB clusters.</summary>
public sealed class KsqldbFunctions(
    ServiceDesk desk,
    ServiceLookup lookup,
    KsqldbInputs inputs,
    Links links,
    IIdSource ids
)
{
    private const string Group = "ksqldbcm/v2";
    private const string Route = "ksqldbcm/v2/clusters";
    private const int DefaultStorage = 125;

    private static readonly ListKind<ServiceBody> Listing = new(
        Group,
        "ClusterList",
        ServiceJson.Wire.ListBodyServiceBody
    );

    /// <summary>One page of an environment's ksqlDB clusters.</summary>
    [Function("ListKsqldbClusters")]
    public async Task<IActionResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var page = query.Page();
        var environment = query.Required("environment");
        query.ThrowIfAny();
        var found = await lookup.ListAsync(request, ServiceKind.Ksqldb, environment, page, cancellation);
        return Listing.Show(found, s => BodyOf(request, s), links, request);
    }

    /// <summary>Accepts a new one.</summary>
    [Function("CreateKsqldbCluster")]
    public async Task<IActionResult> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        using var body = await RequestBody.ReadAsync(request, cancellation);
        var draft = await inputs.NewAsync(request, body, cancellation);
        var id = ServiceIds.New(ServiceKind.Ksqldb, ids);
        return await desk.CreateAsync(
            request,
            body,
            id,
            draft,
            s => Show(request, StatusCodes.Status202Accepted, s),
            durable,
            cancellation
        );
    }

    /// <summary>One of them.</summary>
    [Function("GetKsqldbCluster")]
    public async Task<IActionResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var environment = EnvironmentOf(request);
        var found = await lookup.FindAsync(request, ServiceKind.Ksqldb, id, environment, cancellation);
        return Show(request, StatusCodes.Status200OK, found.Value);
    }

    /// <summary>Changes the size.</summary>
    [Function("UpdateKsqldbCluster")]
    public async Task<IActionResult> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = Route + "/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        using var body = await RequestBody.ReadAsync(request, cancellation);
        var (environment, csu) = KsqldbInputs.ReadChange(body);
        var outcome = await desk.ChangeAsync(
            request,
            () => lookup.FindAsync(request, ServiceKind.Ksqldb, id, environment, cancellation),
            s => Task.FromResult(new ServiceChange(Spec: s.Spec with { Units = csu ?? s.Spec.Units })),
            durable,
            cancellation
        );
        return Show(request, StatusCodes.Status200OK, outcome.Service);
    }

    /// <summary>Deletes one.</summary>
    [Function("DeleteKsqldbCluster")]
    public async Task<IActionResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Route + "/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        var environment = EnvironmentOf(request);
        var outcome = await desk.DeleteAsync(
            request,
            () => lookup.FindAsync(request, ServiceKind.Ksqldb, id, environment, cancellation),
            durable,
            cancellation
        );
        return desk.Deleted(request, outcome);
    }

    private static string EnvironmentOf(HttpRequest request)
    {
        var query = new QueryReader(request);
        var environment = query.Required("environment");
        query.ThrowIfAny();
        return environment;
    }

    private Answer Show(HttpRequest request, int status, Service s) =>
        ServiceJson.Show(status, BodyOf(request, s), s.Version);

    private ServiceBody BodyOf(HttpRequest request, Service s)
    {
        var root = links.Root(request);
        var body = ServiceBody.Of(s, Group, root);
        var identity = s.Spec.Settings.GetValueOrDefault(ServiceNames.Identity) ?? "";
        var kind = identity.StartsWith("u-", StringComparison.Ordinal) ? "users" : "service-accounts";
        return body with
        {
            Spec = body.Spec with
            {
                Csu = s.Spec.Units,
                UseDetailedProcessingLog = s.Spec.Settings.GetValueOrDefault(ServiceNames.DetailedLog) == "true",
                KafkaCluster = ServiceBody.ClusterOf(s, root),
                CredentialIdentity = new(
                    identity,
                    $"{root}/iam/v2/{kind}/{identity}",
                    Crn.Of(s.Organization, kind.TrimEnd('s'), identity)
                ),
            },
            Status = body.Status with
            {
                HttpEndpoint = s.Endpoint ?? "",
                IsPaused = s.IsOff,
                Storage = DefaultStorage * s.Spec.Units,
                TopicPrefix = string.Create(CultureInfo.InvariantCulture, $"p{s.Id.Value}"),
            },
        };
    }
}

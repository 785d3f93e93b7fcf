using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Ids;
using Mothership.Domain.Organizations;
using Mothership.Domain.Ports;

namespace Mothership.ControlPlane.Organizations;

/// <summary>The environments of the caller's organisation.</summary>
public sealed class EnvironmentFunctions(
    IEnvironmentStore environments,
    IdempotentPost posts,
    QuotaOptions quotas,
    Links links,
    IIdSource ids,
    TimeProvider time
)
{
    private const string Kind = "environment";
    private static readonly ListKind<EnvironmentBody> Listing = new(
        "org/v2",
        "EnvironmentList",
        ApiJson.Wire.ListBodyEnvironmentBody
    );

    /// <summary>One page of them.</summary>
    [Function("ListEnvironments")]
    public async Task<IActionResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "org/v2/environments")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var page = query.Page();
        query.ThrowIfAny();
        var found = await environments.ListAsync(request.Scope().Tenant, page, cancellation);
        return Listing.Show(found, e => EnvironmentBody.Of(e, links, request), links, request);
    }

    /// <summary>A new one.</summary>
    [Function("CreateEnvironment")]
    public async Task<IActionResult> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "org/v2/environments")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        using var body = await RequestBody.ReadAsync(request, cancellation);
        var faults = new BodyFaults();
        var input = EnvironmentInput.Read(ObjectReader.Of(body.Root, faults));
        faults.Merge(EnvironmentRecord.CheckNew(input.DisplayName));
        faults.ThrowIfAny();
        return await posts.RunAsync(request, body, EnvironmentId.New(ids).Value, Store, cancellation);

        async Task<Answer> Store(PostClaim claim)
        {
            var record = New(new(claim.ResourceId), input, request);
            var quota = quotas.EnvironmentsPerOrganization;
            var stored = await environments.CreateAsync(request.Scope().Tenant, record, quota, cancellation);
            return Show(StatusCodes.Status201Created, stored.Value, request)
                .With("Location", links.To(request, EnvironmentBody.PathOf(stored.Value)));
        }
    }

    /// <summary>One of them.</summary>
    [Function("GetEnvironment")]
    public async Task<IActionResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "org/v2/environments/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => Show(StatusCodes.Status200OK, (await FindAsync(request, id, cancellation)).Value, request);

    /// <summary>Changes one.</summary>
    [Function("UpdateEnvironment")]
    public async Task<IActionResult> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "org/v2/environments/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        using var body = await RequestBody.ReadAsync(request, cancellation);
        var faults = new BodyFaults();
        var input = EnvironmentInput.Read(ObjectReader.Of(body.Root, faults));
        var changed = await Contention.RetryAsync(() => UpdateAsync(request, id, input.Change, faults, cancellation));
        return Show(StatusCodes.Status200OK, changed, request);
    }

    /// <summary>Removes one that has no clusters.</summary>
    [Function("DeleteEnvironment")]
    public async Task<IActionResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "org/v2/environments/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => await Removal.RunAsync(() => DeleteAsync(request, id, cancellation));

    private async Task DeleteAsync(HttpRequest request, string id, CancellationToken cancellation)
    {
        var stored = await FindAsync(request, id, cancellation);
        var etag = Preconditions.Check(request, stored.Value.Version) ? stored.ETag : null;
        await environments.DeleteAsync(request.Scope().Tenant, stored.Value.Id, etag, cancellation);
    }

    private async Task<EnvironmentRecord> UpdateAsync(
        HttpRequest request,
        string id,
        EnvironmentChange change,
        BodyFaults faults,
        CancellationToken cancellation
    )
    {
        var stored = await FindAsync(request, id, cancellation);
        faults.Merge(stored.Value.Check(change));
        faults.ThrowIfAny();
        Preconditions.Check(request, stored.Value.Version);
        if (stored.Value.Apply(change, time.GetUtcNow()) is not { } next)
            return stored.Value;
        var saved = await environments.UpdateAsync(request.Scope().Tenant, next, stored.ETag, cancellation);
        return saved.Value;
    }

    private Task<Stored<EnvironmentRecord>> FindAsync(HttpRequest request, string id, CancellationToken cancellation) =>
        Missing.OrNotFoundAsync(Kind, id, () => environments.FindAsync(request.Scope().Tenant, new(id), cancellation));

    private EnvironmentRecord New(EnvironmentId id, EnvironmentInput input, HttpRequest request)
    {
        var now = time.GetUtcNow();
        return new()
        {
            Id = id,
            Organization = request.Caller().Organization,
            DisplayName = input.DisplayName!,
            Package = input.Package ?? GovernancePackage.Essentials,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    private Answer Show(int status, EnvironmentRecord environment, HttpRequest request) =>
        Answer
            .Of(status, EnvironmentBody.Of(environment, links, request), ApiJson.Wire.EnvironmentBody)
            .Tagged(environment.Version);
}

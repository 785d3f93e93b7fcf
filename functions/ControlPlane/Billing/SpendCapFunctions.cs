using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain;
using Mothership.Domain.Billing;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Standing;

namespace Mothership.ControlPlane.Billing;

/// <summary>The spend caps of the caller's organisation.</summary>
public sealed class SpendCapFunctions(
    ISpendCapStore caps,
    SpendCapEffects effects,
    IdempotentPost posts,
    IPriceBook prices,
    Links links,
    IIdSource ids,
    TimeProvider time
)
{
    private const string Kind = "spend cap";
    private static readonly ListKind<SpendCapBody> Listing = new(
        "billing/v1",
        "SpendCapList",
        BillingJson.Wire.ListBodySpendCapBody
    );

    /// <summary>One page of them.</summary>
    [Function("ListSpendCaps")]
    public async Task<IActionResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "billing/v1/spend-caps")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var page = query.Page();
        query.ThrowIfAny();
        var found = await caps.ListAsync(request.Scope().Tenant, page, cancellation);
        return Listing.Show(found, c => SpendCapBody.Of(c, links, request), links, request);
    }

    /// <summary>A new one.</summary>
    [Function("CreateSpendCap")]
    public async Task<IActionResult> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "billing/v1/spend-caps")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        using var body = await RequestBody.ReadAsync(request, cancellation);
        var faults = new BodyFaults();
        var input = SpendCapInput.ReadNew(ObjectReader.Of(body.Root, faults), prices.Currency);
        faults.ThrowIfAny();
        var answer = await posts.RunAsync(request, body, SpendCapId.New(ids).Value, Store, cancellation);
        await effects.ApplyAsync(request, durable, cancellation);
        return answer;

        async Task<Answer> Store(PostClaim claim)
        {
            var cap = New(new(claim.ResourceId), input, request);
            const int quota = Limits.SpendCapsPerOrganization;
            var stored = await caps.CreateAsync(request.Scope().Tenant, cap, quota, cancellation);
            return Show(StatusCodes.Status201Created, stored.Value, request)
                .With("Location", links.To(request, SpendCapBody.PathOf(stored.Value)));
        }
    }

    /// <summary>One of them.</summary>
    [Function("GetSpendCap")]
    public async Task<IActionResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "billing/v1/spend-caps/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => Show(StatusCodes.Status200OK, (await FindAsync(request, id, cancellation)).Value, request);

    /// <summary>Changes one.</summary>
    [Function("UpdateSpendCap")]
    public async Task<IActionResult> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "billing/v1/spend-caps/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        using var body = await RequestBody.ReadAsync(request, cancellation);
        var faults = new BodyFaults();
        var input = SpendCapInput.Read(ObjectReader.Of(body.Root, faults), prices.Currency);
        var changed = await Contention.RetryAsync(() => UpdateAsync(request, id, input, faults, cancellation));
        await effects.ApplyAsync(request, durable, cancellation);
        return Show(StatusCodes.Status200OK, changed, request);
    }

    /// <summary>Removes one.</summary>
    [Function("DeleteSpendCap")]
    public async Task<IActionResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "billing/v1/spend-caps/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        var answer = await Removal.RunAsync(() => DeleteAsync(request, id, cancellation));
        await effects.ApplyAsync(request, durable, cancellation);
        return answer;
    }

    private async Task<SpendCap> UpdateAsync(
        HttpRequest request,
        string id,
        SpendCapInput input,
        BodyFaults faults,
        CancellationToken cancellation
    )
    {
        var stored = await FindAsync(request, id, cancellation);
        input.RefuseMoves(stored.Value, faults);
        faults.ThrowIfAny();
        Preconditions.Check(request, stored.Value.Version);
        if (stored.Value.Apply(input.Change, time.GetUtcNow()) is not { } next)
            return stored.Value;
        return (await caps.UpdateAsync(request.Scope().Tenant, next, stored.ETag, cancellation)).Value;
    }

    private async Task DeleteAsync(HttpRequest request, string id, CancellationToken cancellation)
    {
        var stored = await FindAsync(request, id, cancellation);
        var etag = Preconditions.Check(request, stored.Value.Version) ? stored.ETag : null;
        await caps.DeleteAsync(request.Scope().Tenant, stored.Value.Id, etag, cancellation);
    }

    private Task<Stored<SpendCap>> FindAsync(HttpRequest request, string id, CancellationToken cancellation) =>
        Missing.OrNotFoundAsync(Kind, id, () => caps.FindAsync(request.Scope().Tenant, new(id), cancellation));

    private SpendCap New(SpendCapId id, SpendCapInput input, HttpRequest request)
    {
        var now = time.GetUtcNow();
        return new()
        {
            Id = id,
            Organization = request.Caller().Organization,
            Environment = string.IsNullOrEmpty(input.Environment) ? null : new EnvironmentId(input.Environment),
            Amount = input.Change.Amount!.Value,
            Currency = prices.Currency,
            Action = input.Change.Action!.Value,
            Thresholds = input.Change.Thresholds ?? [],
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    private Answer Show(int status, SpendCap cap, HttpRequest request) =>
        Answer.Of(status, SpendCapBody.Of(cap, links, request), BillingJson.Wire.SpendCapBody).Tagged(cap.Version);
}

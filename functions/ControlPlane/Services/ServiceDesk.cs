using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Mothership.ControlPlane.Clusters;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Operations;
using Mothership.Domain.Billing;
using Mothership.Domain.Errors;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Orchestrations.Launching;
using Mothership.Stores.Standing;

namespace Mothership.ControlPlane.Services;

/// <summary>
/// What the groups of services have in common: accepts, changes and deletes, as is done with clusters.
/// </summary>
public sealed class ServiceDesk(
    IServiceStore services,
    IOperationStore operations,
    SecretFields secrets,
    SpendRoom room,
    SpendPreview spending,
    IdempotentPost posts,
    QuotaOptions quotas,
    IPriceBook prices,
    Links links,
    TimeProvider time
)
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    /// <summary>A new service, or what it would come to.</summary>
    /// <param name="request">The request.</param>
    /// <param name="body">Its body.</param>
    /// <param name="id">For the service, should this request be the first with its key.</param>
    /// <param name="draft">What is asked for.</param>
    /// <param name="show">The answer.</param>
    /// <param name="durable">Starts its operation.</param>
    /// <param name="cancellation">Stops it.</param>
    internal async Task<Answer> CreateAsync(
        HttpRequest request,
        RequestBody body,
        ServiceId id,
        ServiceDraft draft,
        Func<Service, Answer> show,
        DurableTaskClient durable,
        CancellationToken cancellation
    ) =>
        ClusterPreview.IsAskedFor(request)
            ? await PreviewAsync(request, before: null, Decide(request, id, draft, None), cancellation)
            : await posts.RunAsync(
                request,
                body,
                id.Value,
                claim => AcceptAsync(request, draft, claim, show, durable, cancellation),
                cancellation
            );

    /// <summary>Changes a service.</summary>
    /// <param name="request">The request.</param>
    /// <param name="find">Reads it, or refuses; called anew when somebody else was faster.</param>
    /// <param name="change">What is to be changed of what was read.</param>
    /// <param name="durable">Starts the operation.</param>
    /// <param name="cancellation">Stops it.</param>
    internal async Task<ServiceOutcome> ChangeAsync(
        HttpRequest request,
        Func<Task<Stored<Service>>> find,
        Func<Service, Task<ServiceChange>> change,
        DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        var tenant = request.Scope().Tenant;
        var outcome = await Contention.RetryAsync(() =>
            room.RunAsync(
                tenant,
                async () =>
                {
                    var stored = await find();
                    Preconditions.Check(request, stored.Value.Version);
                    var wanted = await change(stored.Value);
                    return await SaveAsync(request, stored, DecideChange(request, stored.Value, wanted), cancellation);
                },
                cancellation
            )
        );
        return await StartAsync(outcome, durable, cancellation);
    }

    /// <summary>What a change would come to, or why it would be refused.</summary>
    internal Task<Answer> PreviewAsync(
        HttpRequest request,
        Service service,
        ServiceChange change,
        CancellationToken cancellation
    )
    {
        Preconditions.Check(request, service.Version);
        return PreviewAsync(request, service, DecideChange(request, service, change), cancellation);
    }

    /// <summary>Deletes a service; billing ends at once, the region follows.</summary>
    internal async Task<ServiceOutcome> DeleteAsync(
        HttpRequest request,
        Func<Task<Stored<Service>>> find,
        DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        var outcome = await Contention.RetryAsync(async () =>
        {
            var stored = await find();
            Preconditions.Check(request, stored.Value.Version);
            var now = time.GetUtcNow();
            var decision = ServiceDecider.Repricing(
                stored.Value,
                prices,
                now,
                s => ServiceDecider.Delete(s, request.Caller().Actor, now)
            );
            return await SaveAsync(request, stored, decision, cancellation);
        });
        return await StartAsync(outcome, durable, cancellation);
    }

    /// <summary>The answer to a deletion, with the address of its operation.</summary>
    internal Answer Deleted(HttpRequest request, ServiceOutcome outcome) =>
        Answer.Empty(StatusCodes.Status204NoContent).Naming(outcome.Operation, links, request);

    private async Task<Answer> AcceptAsync(
        HttpRequest request,
        ServiceDraft draft,
        PostClaim claim,
        Func<Service, Answer> show,
        DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        var tenant = request.Scope().Tenant;
        var id = new ServiceId(claim.ResourceId);
        var earlier = claim.MayExist ? (await services.FindAsync(tenant, id, cancellation))?.Value : null;
        var service = earlier ?? await StoreAsync(request, id, draft, cancellation);
        var first = OperationId.For(id, 1);
        // Should the process die before this, the reconcile timer finds the open operation and starts it.
        if (await operations.FindAsync(tenant, first, cancellation) is { Value: var operation })
            await OperationLauncher.StartAsync(durable, operation, cancellation);
        return show(service).With("Location", links.To(request, OperationBody.PathOf(first)));
    }

    private async Task<Service> StoreAsync(
        HttpRequest request,
        ServiceId id,
        ServiceDraft draft,
        CancellationToken cancellation
    )
    {
        var tenant = request.Scope().Tenant;
        var values = draft.Secrets.ToDictionary(s => s.Key, s => (string?)s.Value);
        var named = await secrets.StoreAsync(id, generation: 1, values, None, cancellation);
        var decision = Decide(request, id, draft, named);
        var quota = quotas.Of(draft.Kind);
        try
        {
            var stored = await room.RunAsync(
                tenant,
                () => services.CreateAsync(tenant, decision, quota, cancellation),
                cancellation
            );
            return stored.Value;
        }
        catch (MothershipException)
        {
            await secrets.DropAsync(named, None, cancellation);
            throw;
        }
    }

    private ServiceDecision Decide(
        HttpRequest request,
        ServiceId id,
        ServiceDraft draft,
        IReadOnlyDictionary<string, string> named
    )
    {
        var (caller, now) = (request.Caller(), time.GetUtcNow());
        var spec = draft.Spec with { Secrets = named };
        var service = draft.New(id, spec, caller.Organization, caller.Actor, now);
        return ServiceDecider.Create(service, PriceOf(service, spec.Units));
    }

    private ServiceDecision? DecideChange(HttpRequest request, Service service, ServiceChange change)
    {
        var price = change.Spec is { } spec && spec.Units != service.Spec.Units ? PriceOf(service, spec.Units) : null;
        return ServiceDecider.Update(service, change, request.Caller().Actor, time.GetUtcNow(), price);
    }

    private Price? PriceOf(Service service, int units)
    {
        var price = ServiceTariff.Find(prices, service.Region, service.Kind, units, time.GetUtcNow());
        if (price is null && ServiceTariff.NeedsPrice(service.Kind))
            throw new MothershipException(
                ErrorKind.Invalid,
                "invalid_configuration",
                $"{ServiceTariff.AddOnOf(service.Kind)} is not on sale in {service.Region}.",
                "/spec"
            );
        return price;
    }

    private async Task<Answer> PreviewAsync(
        HttpRequest request,
        Service? before,
        ServiceDecision? decision,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        var service = decision?.Service ?? before!;
        var quota = before is null ? quotas.Of(service.Kind) : (int?)null;
        var rooms = decision is null
            ? []
            : await spending.LookAsync(request.Scope().Tenant, decision, quota, cancellation);
        var price = PriceOf(service, service.Spec.Units) ?? new Price(0m, prices.Currency, "");
        var present = before?.NetPerSecond ?? 0m;
        // What runs costs what its last event says, whatever the book says by now.
        var isResized = before is null || before.Spec.Units != service.Spec.Units;
        var body = ClusterPreviewBody.Of(price, present, isResized ? price.NetPerSecond : present, rooms, now) with
        {
            Kind = "ServicePreview",
        };
        return Answer.Ok(body, ClusterPreviewJson.Wire.ClusterPreviewBody);
    }

    private async Task<ServiceOutcome> SaveAsync(
        HttpRequest request,
        Stored<Service> stored,
        ServiceDecision? decision,
        CancellationToken cancellation
    )
    {
        if (decision is null)
            return new(stored.Value, stored.Value.IsDeleting ? stored.Value.OpenOperation : null);
        var saved = await services.SaveAsync(request.Scope().Tenant, decision, stored.ETag, cancellation);
        return new(saved.Value, decision.Started?.Id) { Started = decision.Started };
    }

    private static async Task<ServiceOutcome> StartAsync(
        ServiceOutcome outcome,
        DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        if (outcome.Started is { } started)
            await OperationLauncher.StartAsync(durable, started, cancellation);
        return outcome;
    }
}

/// <summary>What a change or a deletion has come to.</summary>
/// <param name="Service">The service as it is now.</param>
/// <param name="Operation">What is under way because of it; null for nothing.</param>
internal sealed record ServiceOutcome(Service Service, OperationId? Operation)
{
    /// <summary>The operation that began with it.</summary>
    internal Domain.Operations.Operation? Started { get; init; }
}

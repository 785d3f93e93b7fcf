using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Ids;
using Mothership.Domain.Operations;

namespace Mothership.Domain.Services;

/// <summary>
/// All decisions about a service, by the rules of <see cref="ClusterDecider"/>: pure, and null when there is nothing to
/// do, so that every caller may repeat itself. A price that is null means that the service costs nothing: then it has
/// no billing events.
/// </summary>
public static partial class ServiceDecider
{
    /// <summary>Accepts a new service. Its price counts against spend caps from now on.</summary>
    public static ServiceDecision Create(Service requested, Price? price)
    {
        var operation = Begin(requested, OperationKind.ServiceCreate, requested.CreatedAt);
        var next = requested with { OpenOperation = operation.Id, CommittedPerSecond = price?.NetPerSecond };
        return ServiceDecision.On(before: null, next, operation) with { NeedsRoom = price is not null };
    }

    /// <summary>
    /// A customer's change, or that of its cluster. A new size comes with its price, which counts against spend caps if
    /// it is higher.
    /// </summary>
    /// <returns>Null when everything already is as asked for.</returns>
    /// <exception cref="MothershipException">Conflict: the change is not possible now.</exception>
    public static ServiceDecision? Update(
        Service service,
        ServiceChange change,
        string actor,
        DateTimeOffset now,
        Price? price = null
    )
    {
        RefuseWhileDeleting(service);
        var next = service with
        {
            DisplayName = change.DisplayName ?? service.DisplayName,
            Spec = change.Spec ?? service.Spec,
            IsPaused = change.IsPaused ?? service.IsPaused,
            IsSuspended = change.IsSuspended ?? service.IsSuspended,
        };
        if (next.Wanted == service.Wanted)
            return next == service ? null : new(Touch(next, now) with { Actor = actor });

        CheckChange(service, change);
        next = Touch(next, now) with { Actor = actor, Generation = service.Generation + 1 };
        if (price?.NetPerSecond is { } rate && rate > (service.CommittedPerSecond ?? 0m))
            next = next with { CommittedPerSecond = rate };
        var operation = Begin(next, OperationKind.ServiceUpdate, now);
        var decision = ServiceDecision.On(service, next with { OpenOperation = operation.Id }, operation);
        return decision with { NeedsRoom = decision.CommitmentChange > 0m };
    }

    /// <summary>Makes it be suspended, or run, as its cluster is.</summary>
    /// <returns>Null when it is wanted so already, or never was usable, or its deletion came first.</returns>
    /// <exception cref="MothershipException">Conflict: another operation is under way.</exception>
    public static ServiceDecision? Follow(Service service, bool isSuspended, string actor, DateTimeOffset now) =>
        service.IsDeleting || service.Phase == ClusterPhase.Failed
            ? null
            : Update(service, new(IsSuspended: isSuspended), actor, now);

    /// <summary>A request to delete. It costs nothing any more, whenever the region gets round to it.</summary>
    /// <param name="service">The service.</param>
    /// <param name="actor">Who asks for it.</param>
    /// <param name="now">The present.</param>
    /// <param name="costsUntil">When it has ceased to cost; null for now. Its cluster's deletion may have been asked
    /// for a moment ago.</param>
    /// <returns>Null when a deletion is under way already.</returns>
    public static ServiceDecision? Delete(
        Service service,
        string actor,
        DateTimeOffset now,
        DateTimeOffset? costsUntil = null
    )
    {
        if (service.IsDeleting && service.OpenOperation is not null)
            return null;
        var next = Touch(service, now) with { Actor = actor, Generation = service.Generation + 1 };
        if (!service.IsDeleting)
        {
            var end = costsUntil is { } earlier && earlier < now ? earlier : now;
            next = next with { DeletionRequestedAt = end, CommittedPerSecond = null };
            if (service.LastBilledAt is not null)
                next = Bill(next, PriceEventKind.Deleted, service.Applied!.Spec.Units, end, price: null);
        }
        var operation = Begin(next, OperationKind.ServiceDelete, now);
        return ServiceDecision.On(service, next with { OpenOperation = operation.Id }, operation);
    }

    /// <summary>The region has built the first generation: the service is usable and costs from now on.</summary>
    /// <returns>Null when it is already so, or when a deletion came first.</returns>
    public static ServiceDecision? Activate(
        Service service,
        long generation,
        string? endpoint,
        Price? price,
        DateTimeOffset now
    )
    {
        if (!IsPresent(service, generation) || service.Phase != ClusterPhase.Provisioning)
            return null;
        var next = Touch(service, now) with
        {
            Phase = ClusterPhase.Provisioned,
            ProvisionedAt = now,
            Applied = service.Wanted,
            Endpoint = endpoint,
            OpenOperation = null,
            CommittedPerSecond = price?.NetPerSecond,
        };
        return ServiceDecision.On(
            service,
            price is null ? next : BillRunning(next, PriceEventKind.Created, now, price)
        );
    }

    /// <summary>The region has applied a change: what it costs now counts from now on.</summary>
    /// <param name="service">The service.</param>
    /// <param name="generation">What was applied.</param>
    /// <param name="endpoint">Where it is reached; null when the report says nothing of it.</param>
    /// <param name="price">The price of the size that it is wanted at; not needed when that is as before.</param>
    /// <param name="now">The present.</param>
    /// <returns>Null when it is already so, when a deletion came first, or when it was never usable.</returns>
    public static ServiceDecision? Apply(
        Service service,
        long generation,
        string? endpoint,
        Price? price,
        DateTimeOffset now
    )
    {
        if (!IsPresent(service, generation) || service.Applied is not { } applied || applied == service.Wanted)
            return null;
        var next = Touch(service, now) with
        {
            Applied = service.Wanted,
            Endpoint = endpoint ?? service.Endpoint,
            OpenOperation = null,
            CommittedPerSecond = service.NetPerSecond,
        };
        if (service.LastBilledAt is not null)
            next = BillChange(applied, next, price, now);
        return ServiceDecision.On(service, next);
    }

    /// <summary>
    /// The creation came to nothing. The generation moves on, so that the region can be told that nothing is wanted.
    /// </summary>
    /// <returns>Null when it is already so, or when a deletion came first.</returns>
    public static ServiceDecision? FailCreation(Service service, long generation, string cause, DateTimeOffset now)
    {
        if (!IsPresent(service, generation) || service.Phase != ClusterPhase.Provisioning)
            return null;
        var next = Touch(service, now) with
        {
            Phase = ClusterPhase.Failed,
            FailureCause = cause,
            Generation = generation + 1,
            OpenOperation = null,
            CommittedPerSecond = null,
        };
        return ServiceDecision.On(service, next);
    }

    /// <summary>
    /// Begins a creation anew that came to nothing, of what nobody but the system can ask for again. Its price counts
    /// against spend caps as at first.
    /// </summary>
    /// <returns>Null when it has not failed, was usable before, or is to go.</returns>
    public static ServiceDecision? Retry(Service service, Price? price, string actor, DateTimeOffset now)
    {
        var hasFailed = service is { Phase: ClusterPhase.Failed, ProvisionedAt: null, OpenOperation: null };
        if (service.IsDeleting || !hasFailed)
            return null;
        var next = Touch(service, now) with
        {
            Phase = ClusterPhase.Provisioning,
            FailureCause = null,
            Generation = service.Generation + 1,
            CommittedPerSecond = price?.NetPerSecond,
            Actor = actor,
        };
        var operation = Begin(next, OperationKind.ServiceCreate, now);
        var decision = ServiceDecision.On(service, next with { OpenOperation = operation.Id }, operation);
        return decision with { NeedsRoom = decision.CommitmentChange > 0m };
    }

    /// <summary>The change came to nothing. What the region had confirmed before is wanted again.</summary>
    /// <returns>Null when it is already so, or when a deletion came first.</returns>
    public static ServiceDecision? Revert(Service service, long generation, DateTimeOffset now)
    {
        if (!IsPresent(service, generation) || service.Applied is not { } applied || applied == service.Wanted)
            return null;
        var next = Touch(service, now) with
        {
            Spec = applied.Spec,
            IsPaused = applied.IsPaused,
            IsSuspended = applied.IsSuspended,
            Generation = generation + 1,
            OpenOperation = null,
            CommittedPerSecond = service.NetPerSecond,
        };
        return ServiceDecision.On(service, next);
    }

    /// <summary>The region did not confirm the deletion in time. It stays wanted; nothing is billed.</summary>
    /// <returns>Null when it is already so, or when a later deletion is under way.</returns>
    public static ServiceDecision? FailDeletion(Service service, long generation, string cause, DateTimeOffset now)
    {
        if (service.Generation != generation || !service.IsDeleting || service.OpenOperation is null)
            return null;
        return new(
            Touch(service, now) with
            {
                Phase = ClusterPhase.Failed,
                FailureCause = cause,
                OpenOperation = null,
            }
        );
    }

    /// <summary>A region reports another address than is known.</summary>
    /// <returns>Null when nothing is new.</returns>
    public static ServiceDecision? Move(Service service, string endpoint, DateTimeOffset now) =>
        service.IsDeleting || service.Phase != ClusterPhase.Provisioned || service.Endpoint == endpoint
            ? null
            : new(Touch(service, now) with { Endpoint = endpoint });

    /// <summary>The events of the outbox are in the event table.</summary>
    /// <returns>Null when the outbox holds none of them.</returns>
    public static ServiceDecision? ClearOutbox(Service service, IReadOnlyCollection<string> recordedEventIds)
    {
        var left = service.Outbox.Where(e => !recordedEventIds.Contains(e.EventId)).ToList();
        return left.Count == service.Outbox.Count
            ? null
            : new(service with { Outbox = left, Version = service.Version + 1 });
    }

    private static Service Touch(Service service, DateTimeOffset now) =>
        service with
        {
            UpdatedAt = now,
            Version = service.Version + 1,
        };

    private static bool IsPresent(Service service, long generation) =>
        service.Generation == generation && !service.IsDeleting;

    private static Operation Begin(Service service, OperationKind kind, DateTimeOffset now) =>
        new()
        {
            Id = OperationId.For(service.Id, service.Generation),
            Organization = service.Organization,
            Environment = service.Environment,
            Cluster = service.Cluster,
            Service = service.Id,
            Generation = service.Generation,
            Kind = kind,
            CreatedAt = now,
            UpdatedAt = now,
            Actor = service.Actor,
        };

    private static void RefuseWhileDeleting(Service service)
    {
        if (service.IsDeleting)
            throw new MothershipException(ErrorKind.Conflict, "service_deleting", $"{service.Id} is being deleted.");
    }

    private static void CheckChange(Service service, ServiceChange change)
    {
        if (service.Phase == ClusterPhase.Failed)
            throw new MothershipException(
                ErrorKind.Conflict,
                "service_failed",
                $"{service.Id} could not be created ({service.FailureCause}). Delete it and create another."
            );
        if (service.OpenOperation is { } open)
            throw new MothershipException(
                ErrorKind.Conflict,
                "operation_in_progress",
                $"Operation {open} is under way on {service.Id}. Repeat the request when it is done."
            );
        if (service.IsSuspended && change.IsSuspended is null)
            throw new MothershipException(
                ErrorKind.Conflict,
                "service_suspended",
                $"{service.Id} is suspended with its cluster. It can be changed when that runs again."
            );
    }
}

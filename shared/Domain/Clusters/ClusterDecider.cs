using Mothership.Domain.Billing;
using Mothership.Domain.Errors;
using Mothership.Domain.Ids;
using Mothership.Domain.Operations;

namespace Mothership.Domain.Clusters;

/// <summary>
/// All decisions about a cluster. Pure: state, request and time in, next state out. A null answer means that there is
/// nothing to do, because it has been done already or because a later decision has made it pointless; so every caller
/// may repeat itself.
/// </summary>
public static partial class ClusterDecider
{
    /// <summary>
    /// Accepts a new cluster. The caller has checked the config with <see cref="ClusterSizes"/> and that it has a
    /// price, which counts against spend caps from now on.
    /// </summary>
    public static ClusterDecision Create(Cluster requested, Price? price = null)
    {
        var operation = Begin(requested, OperationKind.ClusterCreate, requested.CreatedAt);
        var next = requested with { OpenOperation = operation.Id, CommittedPerSecond = price?.NetPerSecond };
        return ClusterDecision.On(before: null, next, operation) with { NeedsRoom = true };
    }

    /// <summary>A customer's change. A new kind or size comes with its price, which counts against spend caps if it is
    /// higher.</summary>
    /// <returns>Null when everything already is as asked for.</returns>
    /// <exception cref="MothershipException">Conflict or Invalid: the change is not possible now or at all.</exception>
    public static ClusterDecision? Update(
        Cluster cluster,
        ClusterChange change,
        string actor,
        DateTimeOffset now,
        Price? price = null
    )
    {
        RefuseWhileDeleting(cluster);
        var config = change.Config is { } wanted && wanted != cluster.Config ? wanted : null;
        var next = cluster with
        {
            DisplayName = change.DisplayName ?? cluster.DisplayName,
            DeletionProtection = change.DeletionProtection ?? cluster.DeletionProtection,
        };
        RefuseProtectionOfSharedKinds(change, config ?? cluster.Config);
        if (config is null)
            return next == cluster ? null : new(Touch(next, now) with { Actor = actor });

        CheckConfigChange(cluster, config);
        next = Touch(next, now) with { Actor = actor, Config = config, Generation = cluster.Generation + 1 };
        if (price?.NetPerSecond is { } rate && rate > (cluster.CommittedPerSecond ?? 0m))
            next = next with { CommittedPerSecond = rate };
        var operation = Begin(next, OperationKind.ClusterUpdate, now);
        var decision = ClusterDecision.On(cluster, next with { OpenOperation = operation.Id }, operation);
        return decision with { NeedsRoom = decision.CommitmentChange > 0m };
    }

    /// <summary>A request to delete. Billing ends here, whenever the region gets round to it.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="actor">Who asks for it.</param>
    /// <param name="now">The present.</param>
    /// <param name="force">Whether deletion protection is passed over: what is not paid for is not protected.</param>
    /// <returns>Null when a deletion is under way already.</returns>
    /// <exception cref="MothershipException">Conflict: it is protected.</exception>
    public static ClusterDecision? Delete(Cluster cluster, string actor, DateTimeOffset now, bool force = false)
    {
        if (cluster.IsDeleting && cluster.OpenOperation is not null)
            return null;
        if (cluster.DeletionProtection && !force)
            throw new MothershipException(
                ErrorKind.Conflict,
                "deletion_protected",
                $"Cluster {cluster.Id} has deletion protection. Set spec.deletion_protection to false first."
            );

        var next = Touch(cluster, now) with { Actor = actor, Generation = cluster.Generation + 1 };
        if (!cluster.IsDeleting)
        {
            next = next with { DeletionRequestedAt = now, CommittedPerSecond = null };
            if (cluster.AppliedConfig is { } applied && cluster.ProvisionedAt is not null)
                next = Bill(next, PriceEventKind.Deleted, applied, now, price: null);
        }
        var operation = Begin(next, OperationKind.ClusterDelete, now);
        return ClusterDecision.On(cluster, next with { OpenOperation = operation.Id }, operation);
    }

    /// <summary>The region has built the first generation: the cluster is usable and costs from now on.</summary>
    /// <returns>Null when it is already so, or when a deletion came first.</returns>
    public static ClusterDecision? Activate(
        Cluster cluster,
        long generation,
        ClusterEndpoints endpoints,
        Price price,
        DateTimeOffset now
    )
    {
        if (cluster.Generation != generation || cluster.IsDeleting || cluster.Phase != ClusterPhase.Provisioning)
            return null;
        var next = Touch(cluster, now) with
        {
            Phase = ClusterPhase.Provisioned,
            ProvisionedAt = now,
            AppliedConfig = cluster.Config,
            BootstrapEndpoint = endpoints.Bootstrap,
            HttpEndpoint = endpoints.Http,
            OpenOperation = null,
        };
        return ClusterDecision.On(cluster, BillRunning(next, PriceEventKind.Created, now, price));
    }

    /// <summary>The region has applied a change of kind or size: the new price counts from now on.</summary>
    /// <returns>Null when it is already so, when a deletion came first, or when the cluster was never usable.</returns>
    public static ClusterDecision? ApplyConfig(Cluster cluster, long generation, Price price, DateTimeOffset now)
    {
        if (cluster.Generation != generation || cluster.IsDeleting || cluster.AppliedConfig is not { } applied)
            return null;
        if (applied == cluster.Config)
            return null;
        var next = Touch(cluster, now) with { AppliedConfig = cluster.Config, OpenOperation = null };
        return ClusterDecision.On(cluster, BillRunning(next, PriceEventKind.Updated, now, price));
    }

    /// <summary>
    /// The creation came to nothing. The generation moves on, so that the region can be told that nothing is wanted.
    /// </summary>
    /// <returns>Null when it is already so, or when a deletion came first.</returns>
    public static ClusterDecision? FailCreation(Cluster cluster, long generation, string cause, DateTimeOffset now)
    {
        if (cluster.Generation != generation || cluster.IsDeleting || cluster.Phase != ClusterPhase.Provisioning)
            return null;
        var next = Touch(cluster, now) with
        {
            Phase = ClusterPhase.Failed,
            FailureCause = cause,
            Generation = generation + 1,
            OpenOperation = null,
            CommittedPerSecond = null,
        };
        return ClusterDecision.On(cluster, next);
    }

    /// <summary>
    /// The change of kind or size came to nothing. What the region had confirmed before is wanted again.
    /// </summary>
    /// <returns>Null when it is already so, or when a deletion came first.</returns>
    public static ClusterDecision? RevertConfig(Cluster cluster, long generation, DateTimeOffset now)
    {
        if (cluster.Generation != generation || cluster.IsDeleting || cluster.AppliedConfig is not { } applied)
            return null;
        if (applied == cluster.Config)
            return null;
        var next = Touch(cluster, now) with
        {
            Config = applied,
            Generation = generation + 1,
            OpenOperation = null,
            CommittedPerSecond = cluster.NetPerSecond,
        };
        return ClusterDecision.On(cluster, next);
    }

    /// <summary>
    /// The region has found the cluster's pool full before it was ever ready: it is wanted on another one. Its
    /// operation goes on with the next generation.
    /// </summary>
    /// <returns>Null when it is already so, or when a deletion came first.</returns>
    public static ClusterDecision? Move(Cluster cluster, long generation, string pool, DateTimeOffset now)
    {
        if (cluster.Generation != generation || cluster.IsDeleting || cluster.Phase != ClusterPhase.Provisioning)
            return null;
        return new(Touch(cluster, now) with { Generation = generation + 1, Pool = pool.Length == 0 ? null : pool });
    }

    /// <summary>The region did not confirm the deletion in time. It stays wanted; nothing is billed.</summary>
    /// <returns>Null when it is already so, or when a later deletion is under way.</returns>
    public static ClusterDecision? FailDeletion(Cluster cluster, long generation, string cause, DateTimeOffset now)
    {
        if (cluster.Generation != generation || !cluster.IsDeleting || cluster.OpenOperation is null)
            return null;
        var next = Touch(cluster, now) with { Phase = ClusterPhase.Failed, FailureCause = cause, OpenOperation = null };
        return new(next);
    }

    /// <summary>A region reports other addresses than are known, as after its restart.</summary>
    /// <returns>Null when nothing is new.</returns>
    public static ClusterDecision? MoveEndpoints(Cluster cluster, ClusterEndpoints endpoints, DateTimeOffset now)
    {
        var known = new ClusterEndpoints(cluster.BootstrapEndpoint ?? "", cluster.HttpEndpoint);
        if (cluster.IsDeleting || cluster.Phase != ClusterPhase.Provisioned || known == endpoints)
            return null;
        return new(Touch(cluster, now) with { BootstrapEndpoint = endpoints.Bootstrap, HttpEndpoint = endpoints.Http });
    }

    /// <summary>The events of the outbox are in the event table.</summary>
    /// <returns>Null when the outbox holds none of them.</returns>
    public static ClusterDecision? ClearOutbox(Cluster cluster, IReadOnlyCollection<string> recordedEventIds)
    {
        var left = cluster.Outbox.Where(e => !recordedEventIds.Contains(e.EventId)).ToList();
        return left.Count == cluster.Outbox.Count
            ? null
            : new(cluster with { Outbox = left, Version = cluster.Version + 1 });
    }

    private static Cluster Touch(Cluster cluster, DateTimeOffset now) =>
        cluster with
        {
            UpdatedAt = now,
            Version = cluster.Version + 1,
        };

    private static Operation Begin(Cluster cluster, OperationKind kind, DateTimeOffset now) =>
        new()
        {
            Id = OperationId.For(cluster.Id, cluster.Generation),
            Organization = cluster.Organization,
            Environment = cluster.Environment,
            Cluster = cluster.Id,
            Generation = cluster.Generation,
            Kind = kind,
            CreatedAt = now,
            UpdatedAt = now,
            Actor = cluster.Actor,
        };

    /// <summary>It runs, as it is built now, at a price that counts from now on.</summary>
    private static Cluster BillRunning(Cluster cluster, PriceEventKind kind, DateTimeOffset now, Price price) =>
        Bill(cluster, kind, cluster.AppliedConfig!, now, price) with
        {
            NetPerSecond = price.NetPerSecond,
            CommittedPerSecond = price.NetPerSecond,
        };

    private static Cluster Bill(
        Cluster cluster,
        PriceEventKind kind,
        ClusterConfig config,
        DateTimeOffset now,
        Price? price
    )
    {
        var billable = new Billable(
            cluster.Organization,
            new(ResourceId.Of(cluster.Id), cluster.DisplayName, cluster.Environment, cluster.Region),
            Meter.ClusterSeconds,
            config.Kind.ToString(),
            config.Size,
            cluster.Generation,
            cluster.Actor,
            cluster.Currency,
            cluster.LastBilledAt
        );
        var billed = billable.Event(kind, now, price);
        return cluster with
        {
            Outbox = [.. cluster.Outbox, billed],
            LastBilledAt = billed.EffectiveAt,
            Currency = billed.Currency,
        };
    }

    private static void RefuseWhileDeleting(Cluster cluster)
    {
        if (cluster.IsDeleting)
            throw new MothershipException(
                ErrorKind.Conflict,
                "cluster_deleting",
                $"Cluster {cluster.Id} is being deleted."
            );
    }

    private static void RefuseWhileBusy(Cluster cluster)
    {
        if (cluster.OpenOperation is { } open)
            throw new MothershipException(
                ErrorKind.Conflict,
                "operation_in_progress",
                $"Operation {open} is under way on cluster {cluster.Id}. Repeat the request when it is done."
            );
    }

    private static void RefuseProtectionOfSharedKinds(ClusterChange change, ClusterConfig config)
    {
        if (change.DeletionProtection is true && config.Kind is (ClusterKind.Basic or ClusterKind.Standard))
            throw new MothershipException(
                ErrorKind.Invalid,
                "invalid_configuration",
                $"Deletion protection is not available for {config.Kind} clusters.",
                "/spec/deletion_protection"
            );
    }

    private static void CheckConfigChange(Cluster cluster, ClusterConfig config)
    {
        if (cluster.Phase == ClusterPhase.Failed)
            throw new MothershipException(
                ErrorKind.Conflict,
                "cluster_failed",
                $"Cluster {cluster.Id} could not be created ({cluster.FailureCause}). Delete it and create another."
            );
        RefuseWhileBusy(cluster);
        if (cluster.SuspendedAt is not null)
            throw new MothershipException(
                ErrorKind.Conflict,
                "cluster_suspended",
                $"Cluster {cluster.Id} is suspended: {cluster.Suspension?.Reason} It can be resized when it runs again."
            );
        if (
            config.Kind != cluster.Config.Kind
            && (cluster.Config.Kind, config.Kind) != (ClusterKind.Basic, ClusterKind.Standard)
        )
            throw new MothershipException(
                ErrorKind.Invalid,
                "invalid_configuration",
                $"A {cluster.Config.Kind} cluster can't become {config.Kind}: the only change of "
                    + $"kind is from Basic to Standard.",
                "/spec/config/kind"
            );
        if (ClusterSizes.Check(config, cluster.Availability) is { Count: > 0 } faults)
            throw new MothershipException(ErrorKind.Invalid, faults);
    }
}

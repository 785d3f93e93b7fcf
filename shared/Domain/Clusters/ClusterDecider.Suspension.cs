using Mothership.Domain.Billing;
using Mothership.Domain.Errors;
using Mothership.Domain.Operations;

namespace Mothership.Domain.Clusters;

/// <summary>
/// The decisions that stop a cluster and let it run again. What it may come to cost stays committed meanwhile: it is to
/// run again as soon as the reason is gone.
/// </summary>
public static partial class ClusterDecider
{
    /// <summary>
    /// Stops a cluster: its compute goes away, its data stays. It costs until its region has confirmed that.
    /// </summary>
    /// <returns>Null when it is wanted so already, or never was usable, or its deletion came first.</returns>
    /// <exception cref="MothershipException">Conflict: another operation is under way.</exception>
    public static ClusterDecision? Suspend(Cluster cluster, string reason, string actor, DateTimeOffset now)
    {
        if (cluster.IsDeleting || cluster.Phase == ClusterPhase.Failed)
            return null;
        if (cluster.Suspension is { } present)
            return present.Reason == reason
                ? null
                : new(Touch(cluster, now) with { Suspension = present with { Reason = reason } });
        RefuseWhileBusy(cluster);
        if (cluster.Phase != ClusterPhase.Provisioned)
            return null;
        return Begun(cluster, new Suspension(reason, now), OperationKind.ClusterSuspend, actor, now);
    }

    /// <summary>Lets a suspended cluster run again. It costs once its region has confirmed that.</summary>
    /// <returns>Null when it is wanted running already, or its deletion came first.</returns>
    /// <exception cref="MothershipException">Conflict: another operation is under way.</exception>
    public static ClusterDecision? Resume(Cluster cluster, string actor, DateTimeOffset now)
    {
        if (cluster.IsDeleting || cluster.Suspension is null)
            return null;
        RefuseWhileBusy(cluster);
        return Begun(cluster, suspension: null, OperationKind.ClusterResume, actor, now);
    }

    /// <summary>The region has stopped it: it costs nothing from now on.</summary>
    /// <returns>Null when it is already so, or when a later request came first.</returns>
    public static ClusterDecision? ConfirmSuspension(Cluster cluster, long generation, DateTimeOffset now)
    {
        if (!IsPresent(cluster, generation) || cluster.Suspension is null || cluster.SuspendedAt is not null)
            return null;
        var next = Touch(cluster, now) with { SuspendedAt = now, OpenOperation = null };
        return new(Bill(next, PriceEventKind.Suspended, cluster.AppliedConfig!, now, price: null));
    }

    /// <summary>The region has it running again: it costs from now on, at the price of now.</summary>
    /// <returns>Null when it is already so, or when a later request came first.</returns>
    public static ClusterDecision? ConfirmResume(
        Cluster cluster,
        long generation,
        ClusterEndpoints endpoints,
        Price price,
        DateTimeOffset now
    )
    {
        if (!IsPresent(cluster, generation) || cluster.Suspension is not null || cluster.SuspendedAt is null)
            return null;
        var next = Touch(cluster, now) with
        {
            SuspendedAt = null,
            OpenOperation = null,
            BootstrapEndpoint = endpoints.Bootstrap,
            HttpEndpoint = endpoints.Http,
        };
        return ClusterDecision.On(cluster, BillRunning(next, PriceEventKind.Resumed, now, price));
    }

    /// <summary>
    /// The region did not confirm a suspension, or a resumption, in time. What it had confirmed before is wanted again,
    /// and billed as before; whoever wanted the change may ask again.
    /// </summary>
    /// <returns>Null when it is already so, or when a later request came first.</returns>
    public static ClusterDecision? RevertSuspension(Cluster cluster, long generation, string cause, DateTimeOffset now)
    {
        var isSuspended = cluster.SuspendedAt is not null;
        if (!IsPresent(cluster, generation) || isSuspended == cluster.Suspension is not null)
            return null;
        var next = Touch(cluster, now) with { Generation = generation + 1, OpenOperation = null };
        return new(next with { Suspension = isSuspended ? new(cause, now) : null });
    }

    private static ClusterDecision Begun(
        Cluster cluster,
        Suspension? suspension,
        OperationKind kind,
        string actor,
        DateTimeOffset now
    )
    {
        var next = Touch(cluster, now) with
        {
            Actor = actor,
            Suspension = suspension,
            Generation = cluster.Generation + 1,
        };
        var operation = Begin(next, kind, now);
        return new(next with { OpenOperation = operation.Id }, operation);
    }

    private static bool IsPresent(Cluster cluster, long generation) =>
        cluster.Generation == generation && !cluster.IsDeleting && cluster.Phase == ClusterPhase.Provisioned;
}

namespace Mothership.Regions;

/// <summary>
/// What an operator that takes its time offers beside its calls: it goes on with what it was last told, and repairs
/// what somebody else has changed. Level-triggered: it compares what is with what is wanted, whatever happened in
/// between.
/// </summary>
public interface IReconciler
{
    /// <summary>
    /// Goes on with one cluster; null when nothing is known of it. One that has just gone is told of once, as
    /// <see cref="OperatedState.Gone"/>.
    /// </summary>
    Task<OperatedCluster?> ReconcileAsync(string clusterId, CancellationToken cancellation);

    /// <summary>Goes on with all of them. One that can't be helped at present does not keep the others.</summary>
    /// <returns>All that there are, and those that have just gone.</returns>
    Task<IReadOnlyList<OperatedCluster>> ReconcileAsync(CancellationToken cancellation);
}

using Mothership.Domain.Fleet;

namespace Mothership.Regions;

/// <summary>
/// What an operator offers beside its calls when it runs on several Kubernetes clusters: each with its own capacity.
/// Heartbeats carry them, and the mothership names one of them in each desired state.
/// </summary>
public interface IPoolCapacity
{
    /// <summary>
    /// All of them, in any order, under names that are distinct: letters, digits, <c>-</c> and <c>_</c>. One that can't
    /// be reached at present is left out or says that it accepts nothing; its clusters stay where they are.
    /// </summary>
    Task<IReadOnlyList<PoolCapacity>> PoolsAsync(CancellationToken cancellation);
}

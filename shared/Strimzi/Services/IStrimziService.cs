using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Regions.Services;

namespace Mothership.Strimzi.Services;

/// <summary>Runs the services of some kinds on Kubernetes. All calls are safe to repeat and return soon.</summary>
public interface IStrimziService
{
    /// <summary>The kinds that it runs.</summary>
    IReadOnlyCollection<ServiceKind> Kinds { get; }

    /// <summary>Makes a service be as desired, as far as it gets without waiting.</summary>
    /// <exception cref="OperatorException">It can't be made so.</exception>
    Task<OperatedService> ApplyAsync(DesiredService desired, CancellationToken cancellation);

    /// <summary>
    /// Makes a service be as it was when it was last applied: what others have changed is repaired. Where nothing
    /// differs, nothing is written.
    /// </summary>
    /// <exception cref="OperatorException">It can't be made so.</exception>
    Task<OperatedService> MendAsync(DesiredService desired, CancellationToken cancellation) =>
        ApplyAsync(desired, cancellation);

    /// <summary>Makes a service be gone; nothing happens where it runs none of this id.</summary>
    /// <returns>Whether it is gone; false while it is going, to be asked again.</returns>
    Task<bool> DeleteAsync(string id, long generation, CancellationToken cancellation);

    /// <summary>Reads one; null when it runs none of this id.</summary>
    Task<OperatedService?> FindAsync(string id, CancellationToken cancellation);

    /// <summary>All that it runs.</summary>
    Task<IReadOnlyList<OperatedService>> ListAsync(CancellationToken cancellation);
}

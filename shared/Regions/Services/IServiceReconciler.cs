namespace Mothership.Regions.Services;

/// <summary>What a look at everything has found.</summary>
/// <param name="Seen">All services that are wanted, as far as they could be looked at, and those that have just
/// gone.</param>
/// <param name="Forgotten">Those that are there, of which the region does not know any more what is wanted. They are
/// left as they are; told of as being built, they make the mothership say it again.</param>
public sealed record ServicesFound(IReadOnlyList<OperatedService> Seen, IReadOnlyList<OperatedService> Forgotten);

/// <summary>
/// What a service operator that takes its time offers beside its calls: it goes on with what it was last told of each
/// service, and repairs what somebody else has changed.
/// </summary>
public interface IServiceReconciler
{
    /// <summary>
    /// Goes on with all services. One that can't be helped at present does not keep the others. Where nothing differs,
    /// nothing is written.
    /// </summary>
    Task<ServicesFound> ReconcileAsync(CancellationToken cancellation);
}

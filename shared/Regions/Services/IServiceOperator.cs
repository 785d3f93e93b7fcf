using Mothership.Domain.Services;

namespace Mothership.Regions.Services;

/// <summary>What is wanted of one service in this region.</summary>
public sealed record DesiredService
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>What it is.</summary>
    public required ServiceKind Kind { get; init; }

    /// <summary>The owner; labels what is built for it.</summary>
    public required string Organization { get; init; }

    /// <summary><c>env-…</c>.</summary>
    public required string Environment { get; init; }

    /// <summary><c>lkc-…</c> of the cluster that it works on; null for what belongs to an environment.</summary>
    public string? Cluster { get; init; }

    /// <summary>Which of the region's Kubernetes clusters it is placed on; empty where there is no choice.</summary>
    public string Pool { get; init; } = "";

    /// <summary>Counts the desired states; at least 1.</summary>
    public required long Generation { get; init; }

    /// <summary>Size, settings and the names of secrets in the vault.</summary>
    public required ServiceSpec Spec { get; init; }

    /// <summary>What is wanted of its compute.</summary>
    public ServiceRunState RunState { get; init; }
}

/// <summary>What an operator has of one service.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Organization">The owner.</param>
/// <param name="Generation">The generation that it was last applied at.</param>
/// <param name="State">Whether it is as desired.</param>
/// <param name="Endpoint">Where it is reached; null for what has no address, or none yet.</param>
/// <param name="Details">What else there is to tell its customer, by names that the kind defines.</param>
/// <param name="Reason">Stable code, when it has failed.</param>
/// <param name="Message">For the customer: why it has failed, or how far it is. Null when it is ready.</param>
public sealed record OperatedService(
    string Id,
    ServiceKind Kind,
    string Organization,
    long Generation,
    OperatedState State,
    string? Endpoint,
    IReadOnlyDictionary<string, string> Details,
    string? Reason = null,
    string? Message = null
);

/// <summary>
/// Runs the services around one region's clusters. All calls are safe to repeat, and return soon: what takes long goes
/// on after them, and an <see cref="IChangeFeed"/> tells of it.
/// </summary>
public interface IServiceOperator
{
    /// <summary>The name of the operator that it is a part of: <c>embedded</c>, <c>strimzi</c>.</summary>
    string Name { get; }

    /// <summary>Makes a service be as desired.</summary>
    /// <exception cref="OperatorException">It can't be made so: <c>not_available</c> where the operator can't run such
    /// a service at all, <c>cluster_missing</c> (transient) before its cluster is there.</exception>
    Task<OperatedService> ApplyAsync(DesiredService desired, CancellationToken cancellation);

    /// <summary>Makes a service be gone.</summary>
    /// <returns>Whether it is gone; false while it is going, to be asked again.</returns>
    Task<bool> DeleteAsync(string id, long generation, CancellationToken cancellation);

    /// <summary>Reads one; null when there is none.</summary>
    Task<OperatedService?> FindAsync(string id, CancellationToken cancellation);

    /// <summary>All that it runs.</summary>
    Task<IReadOnlyList<OperatedService>> ListAsync(CancellationToken cancellation);
}

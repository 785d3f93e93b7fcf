using System.Collections.Immutable;

namespace Microsoft.DurableTask.Client;

/// <summary>Which instances a query returns, and how.</summary>
/// <param name="CreatedFrom">Created then or later.</param>
/// <param name="CreatedTo">Created then or earlier.</param>
/// <param name="Statuses">In one of these statuses; null or empty: any.</param>
/// <param name="TaskHubNames">In one of these task hubs; null or empty: this one.</param>
/// <param name="InstanceIdPrefix">With ids that begin so.</param>
/// <param name="PageSize">Instances a page.</param>
/// <param name="FetchInputsAndOutputs">Whether inputs, outputs and custom statuses are read.</param>
/// <param name="ContinuationToken">Where to begin, from an earlier page.</param>
public record OrchestrationQuery(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null,
    IEnumerable<string>? TaskHubNames = null,
    string? InstanceIdPrefix = null,
    int PageSize = OrchestrationQuery.DefaultPageSize,
    bool FetchInputsAndOutputs = false,
    string? ContinuationToken = null
)
{
    /// <summary>The page size unless one is given.</summary>
    public const int DefaultPageSize = 100;
}

/// <summary>Which finished instances are purged.</summary>
/// <param name="CreatedFrom">Created then or later.</param>
/// <param name="CreatedTo">Created then or earlier.</param>
/// <param name="Statuses">In one of these statuses; null or empty: any final one.</param>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null
)
{
    /// <summary>How long the purge may take before it returns incomplete.</summary>
    public TimeSpan? Timeout { get; init; }
}

/// <summary>How an instance is purged.</summary>
/// <param name="Recursive">Whether its sub-orchestrations go with it.</param>
public record PurgeInstanceOptions(bool Recursive = false);

/// <summary>How an instance is terminated.</summary>
/// <param name="Output">What the instance's output becomes.</param>
/// <param name="Recursive">Whether its sub-orchestrations are terminated too.</param>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);

/// <summary>What a purge removed.</summary>
public class PurgeResult
{
    /// <summary>A purge of <paramref name="count"/> instances.</summary>
    public PurgeResult(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        PurgedInstanceCount = count;
    }

    /// <summary>A purge of <paramref name="count"/> instances that got through all of them, or did not.</summary>
    public PurgeResult(int count, bool? isComplete)
        : this(count) => IsComplete = isComplete;

    /// <summary>How many instances were removed.</summary>
    public int PurgedInstanceCount { get; }

    /// <summary>Whether nothing was left; null when not known.</summary>
    public bool? IsComplete { get; }
}

/// <summary>Makes start options by statuses instead of their names.</summary>
public static class StartOrchestrationOptionsExtensions
{
    /// <summary>The statuses that may be named.</summary>
#pragma warning disable CS0618 // Canceled is a valid name, though no instance is ever in that status.
    public static readonly IReadOnlyList<OrchestrationRuntimeStatus> ValidDedupeStatuses = ImmutableArray.Create(
        OrchestrationRuntimeStatus.Completed,
        OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated,
        OrchestrationRuntimeStatus.Canceled,
        OrchestrationRuntimeStatus.Pending,
        OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Suspended
    );
#pragma warning restore CS0618

    /// <summary>
    /// These options, refusing the start when an instance of the same id is in one of these statuses.
    /// </summary>
    public static StartOrchestrationOptions WithDedupeStatuses(
        this StartOrchestrationOptions options,
        params OrchestrationRuntimeStatus[] dedupeStatuses
    ) => options with { DedupeStatuses = [.. dedupeStatuses.Select(s => s.ToString())] };
}

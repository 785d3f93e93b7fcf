using Microsoft.DurableTask.Abstractions;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

/// <summary>
/// What an orchestrator may use: the clock, identifiers, calls and waits whose outcomes are kept in the history, so
/// that a
/// replay takes the same way.
/// </summary>
public abstract class TaskOrchestrationContext
{
    private ILoggerFactory? _replaySafeLoggers;

    /// <summary>The orchestrator's name.</summary>
    public abstract TaskName Name { get; }

    /// <summary>The instance's id.</summary>
    public abstract string InstanceId { get; }

    /// <summary>The orchestration that called this one; null when a client started it.</summary>
    public abstract ParentOrchestrationInstance? Parent { get; }

    /// <summary>The current time in UTC, the same in every replay.</summary>
    public abstract DateTime CurrentUtcDateTime { get; }

    /// <summary>Whether the code runs over what has happened before.</summary>
    public abstract bool IsReplaying { get; }

    /// <summary>The version the instance was started with; empty when unversioned.</summary>
    public virtual string Version => string.Empty;

    /// <summary>Further facts about the instance.</summary>
    public virtual IReadOnlyDictionary<string, object?> Properties { get; } = new Dictionary<string, object?>();

    /// <summary>Loggers that are silent during a replay.</summary>
    public virtual ILoggerFactory ReplaySafeLoggerFactory => _replaySafeLoggers ??= new ReplaySafeLoggerFactory(this);

    /// <summary>Loggers that also write during a replay.</summary>
    protected abstract ILoggerFactory LoggerFactory { get; }

    internal ILoggerFactory UnwrappedLoggerFactory
    {
        get
        {
            var factory = LoggerFactory;
            // A context that wraps another one may hand out that one's replay-safe factory.
            for (var depth = 0; factory is ReplaySafeLoggerFactory wrapper; depth++)
                factory =
                    depth < 10
                        ? wrapper.Context.LoggerFactory
                        : throw new InvalidOperationException("The context's LoggerFactory leads back to itself.");
            return factory;
        }
    }

    /// <summary>The instance's input; the type's default when it has none.</summary>
    public abstract T? GetInput<T>();

    /// <summary>Calls an activity and ignores its result.</summary>
    public virtual Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null) =>
        CallActivityAsync<object>(name, input, options);

    /// <summary>Calls an activity without input and ignores its result.</summary>
    public virtual Task CallActivityAsync(TaskName name, TaskOptions options) => CallActivityAsync(name, null, options);

    /// <summary>Calls an activity without input.</summary>
    public virtual Task<TResult> CallActivityAsync<TResult>(TaskName name, TaskOptions options) =>
        CallActivityAsync<TResult>(name, null, options);

    /// <summary>Calls an activity; it runs at least once.</summary>
    /// <exception cref="TaskFailedException">It failed, after all its retries.</exception>
    public abstract Task<TResult> CallActivityAsync<TResult>(
        TaskName name,
        object? input = null,
        TaskOptions? options = null
    );

    /// <summary>A timer that fires after <paramref name="delay"/>; an open one keeps the instance running.</summary>
    public virtual Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) =>
        CreateTimer(CurrentUtcDateTime.Add(delay), cancellationToken);

    /// <summary>A timer that fires at <paramref name="fireAt"/>; an open one keeps the instance running.</summary>
    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <summary>
    /// Waits for an event; one that came before is taken at once. The most recent waiter is served first.
    /// </summary>
    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    /// <summary>Waits for an event at most for <paramref name="timeout"/>.</summary>
    /// <exception cref="TaskCanceledException">It did not come in time.</exception>
    public Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout) =>
        WaitForExternalEvent<T>(eventName, timeout, CancellationToken.None);

    /// <summary>Waits for an event at most for <paramref name="timeout"/>.</summary>
    /// <exception cref="TaskCanceledException">It did not come in time, or the token was cancelled.</exception>
    public async Task<T> WaitForExternalEvent<T>(
        string eventName,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        using var stopTimer = new CancellationTokenSource();
        var timer = CreateTimer(timeout, stopTimer.Token);
        using var stopWaiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waiting = WaitForExternalEvent<T>(eventName, stopWaiting.Token);
        var loser = await Task.WhenAny(timer, waiting) == waiting ? stopTimer : stopWaiting;
        // Not CancelAsync: what follows the cancellation must run on the orchestrator's thread.
#pragma warning disable CA1849
        loser.Cancel();
#pragma warning restore CA1849
        return await waiting;
    }

    /// <summary>Sends an event to another instance, without waiting for it to arrive.</summary>
    public abstract void SendEvent(string instanceId, string eventName, object payload);

    /// <summary>Sets what a client reads as the instance's custom status.</summary>
    public abstract void SetCustomStatus(object? customStatus);

    /// <summary>Calls another orchestration and waits for its result.</summary>
    /// <exception cref="TaskFailedException">It failed, after all its retries.</exception>
    public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName,
        object? input = null,
        TaskOptions? options = null
    );

    /// <summary>Calls another orchestration without input.</summary>
    public virtual Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync<TResult>(orchestratorName, null, options);

    /// <summary>Calls another orchestration without input and ignores its result.</summary>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync(orchestratorName, null, options);

    /// <summary>Calls another orchestration and ignores its result.</summary>
    public virtual Task CallSubOrchestratorAsync(
        TaskName orchestratorName,
        object? input = null,
        TaskOptions? options = null
    ) => CallSubOrchestratorAsync<object>(orchestratorName, input, options);

    /// <summary>
    /// Lets the instance start over with a new input and an empty history, once the orchestrator returns.
    /// </summary>
    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    /// <summary>Lets the instance start over, once the orchestrator returns.</summary>
    public virtual void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ContinueAsNew(options.NewInput, options.PreserveUnprocessedEvents);
    }

    /// <summary>An identifier, the same in every replay.</summary>
    public abstract Guid NewGuid();

    /// <summary>A logger that is silent during a replay.</summary>
    public virtual ILogger CreateReplaySafeLogger(string categoryName) =>
        new ReplaySafeLogger(this, UnwrappedLoggerFactory.CreateLogger(categoryName));

    /// <summary>A logger that is silent during a replay.</summary>
    public virtual ILogger CreateReplaySafeLogger(Type type) =>
        new ReplaySafeLogger(this, UnwrappedLoggerFactory.CreateLogger(type));

    /// <summary>A logger that is silent during a replay.</summary>
    public virtual ILogger CreateReplaySafeLogger<T>() =>
        new ReplaySafeLogger(this, UnwrappedLoggerFactory.CreateLogger<T>());

    /// <summary>
    /// Below, at or above zero as the instance's version is before, at or after <paramref name="version"/>.
    /// </summary>
    public virtual int CompareVersionTo(string version) =>
        TaskOrchestrationVersioningUtils.CompareVersions(Version, version);
}

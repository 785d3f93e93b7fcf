using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Mothership.Local.Durable.History;

namespace Mothership.Local.Durable.Replay;

/// <summary>What an orchestrator's code sees of its session.</summary>
internal sealed class OrchestratorContext(
    Session session,
    SessionInfo info,
    DataConverter converter,
    ILoggerFactory logs
) : TaskOrchestrationContext
{
    private int _guids;
    private string _name = "";
    private string _version = "";
    private string? _input;

    public override TaskName Name => _name;

    public override string InstanceId => info.InstanceId;

    public override ParentOrchestrationInstance? Parent => info.Parent;

    public override DateTime CurrentUtcDateTime => session.Now;

    public override bool IsReplaying => session.IsReplaying;

    public override string Version => _version;

    protected override ILoggerFactory LoggerFactory => logs;

    public void Start(HistoryEvent started) =>
        (_name, _version, _input) = (started.Name!, started.Detail ?? "", started.Data);

    public override T? GetInput<T>()
        where T : default => converter.Deserialize<T>(_input);

    public override Task<TResult> CallActivityAsync<TResult>(
        TaskName name,
        object? input = null,
        TaskOptions? options = null
    )
    {
        session.Thread.Demand(nameof(CallActivityAsync));
        ArgumentException.ThrowIfNullOrEmpty(name.Name, nameof(name));
        RefuseOptionsAsInput(input, options);
        var version = options?.Version?.Version ?? Version;
        var payload = converter.Serialize(input);
        return Retries.RunAsync(
            this,
            name.Name,
            options?.Retry,
            () => Read<TResult>(session.Steps.Open(id => new ScheduleTask(id, name.Name, version, payload)))
        );
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName,
        object? input = null,
        TaskOptions? options = null
    )
    {
        session.Thread.Demand(nameof(CallSubOrchestratorAsync));
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        var child = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        InstanceIds.Demand(child);
        var version = options?.Version?.Version ?? info.DefaultVersion;
        var tags = options?.Tags is { Count: > 0 } given ? InstanceTags.ToJson(given) : null;
        var payload = converter.Serialize(input);
        OrchestrationAction Start(int id) => new StartChild(id, orchestratorName.Name, version, child, payload, tags);
        return Retries.RunAsync(
            this,
            orchestratorName.Name,
            options?.Retry,
            () => Read<TResult>(session.Steps.Open(Start))
        );
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        session.Thread.Demand(nameof(CreateTimer));
        return session.Steps.OpenTimer(fireAt.ToUniversalTime(), cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        session.Thread.Demand(nameof(WaitForExternalEvent));
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return session.Inbox.Wait<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        session.Thread.Demand(nameof(SendEvent));
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        InstanceIds.RefuseEntity(instanceId);
        var data = converter.Serialize(payload);
        session.Steps.Take(id => new SendEvent(id, instanceId, eventName, data));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        session.Thread.Demand(nameof(SetCustomStatus));
        session.SetCustomStatus(converter.Serialize(customStatus));
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new() { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        session.Thread.Demand(nameof(ContinueAsNew));
        ArgumentNullException.ThrowIfNull(options);
        var version = string.IsNullOrWhiteSpace(options.NewVersion) ? Version : options.NewVersion;
        session.ContinueAsNew(converter.Serialize(options.NewInput), version, options.PreserveUnprocessedEvents);
    }

    public override Guid NewGuid() => StableGuid.Create(InstanceId, CurrentUtcDateTime, _guids++);

    private async Task<T> Read<T>(Task<string?> outcome) =>
        await outcome is { } data ? (T)converter.Deserialize(data, typeof(T))! : default!;

    private static void RefuseOptionsAsInput(object? input, TaskOptions? options)
    {
        if (input is TaskOptions && options is null)
            throw new ArgumentException(
                "The options were given as the activity's input; name the parameter.",
                nameof(input)
            );
    }
}

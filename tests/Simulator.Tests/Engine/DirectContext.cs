using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mothership.Simulator.Tests.Engine;

/// <summary>What an orchestrator sees of <see cref="DirectHub"/>. Never replays.</summary>
internal sealed class DirectContext(DirectHub hub, string instance, string orchestrator, object? input)
    : TaskOrchestrationContext
{
    public bool IsContinued { get; private set; }

    public object? NextInput { get; private set; }

    public override TaskName Name => new(orchestrator);

    public override string InstanceId => instance;

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => throw new NotSupportedException();

    public override bool IsReplaying => false;

    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    public override T GetInput<T>() => (T)input!;

    public override async Task<TResult> CallActivityAsync<TResult>(
        TaskName name,
        object? input = null,
        TaskOptions? options = null
    ) => (TResult)(await hub.CallAsync(name.Name, input, options))!;

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        (IsContinued, NextInput) = (true, newInput);

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public override void SendEvent(string instanceId, string eventName, object payload) =>
        throw new NotSupportedException();

    public override void SetCustomStatus(object? customStatus) { }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName,
        object? input = null,
        TaskOptions? options = null
    ) => throw new NotSupportedException();

    public override Guid NewGuid() => throw new NotSupportedException();
}

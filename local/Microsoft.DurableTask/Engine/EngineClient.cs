using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Mothership.Local.Durable.Dispatch;
using Mothership.Local.Durable.History;
using Mothership.Local.Durable.Store;
using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;

namespace Mothership.Local.Durable;

/// <summary>The client of the engine in this process.</summary>
internal sealed class EngineClient(DurableEngine engine, DataConverter converter)
    : DurableTaskClient(engine.Options.HubName)
{
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        cancellation.ThrowIfCancellationRequested();
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        var dedupe = DedupeRules.Read(options?.DedupeStatuses);
        var row = NewRow(orchestratorName.Name, converter.Serialize(input), options);
        while (true)
        {
            var outcome = await engine.Store.WriteAsync(db => db.Create(row, dedupe), Announce);
            if (outcome.Created is not null)
                return row.InstanceId;
            if (dedupe.Contains(outcome.Obstacle))
                throw new OrchestrationAlreadyExistsException(
                    $"An orchestration with the id '{row.InstanceId}' exists already and is {outcome.Obstacle}."
                );
            await EndForReuse(row.InstanceId, cancellation);
        }
    }

    public override Task RaiseEventAsync(
        string instanceId,
        string eventName,
        object? eventPayload = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return Send(instanceId, HistoryEvent.Raised(eventName, converter.Serialize(eventPayload)), cancellation);
    }

    public override Task TerminateInstanceAsync(
        string instanceId,
        TerminateInstanceOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        var output = converter.Serialize(options?.Output);
        return Send(instanceId, HistoryEvent.Terminated(output, options?.Recursive ?? false), cancellation);
    }

    public override Task SuspendInstanceAsync(
        string instanceId,
        string? reason = null,
        CancellationToken cancellation = default
    ) => Send(instanceId, HistoryEvent.Suspended(reason), cancellation);

    public override Task ResumeInstanceAsync(
        string instanceId,
        string? reason = null,
        CancellationToken cancellation = default
    ) => Send(instanceId, HistoryEvent.Resumed(reason), cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    ) => Wait(instanceId, row => row.Status != Status.Pending, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    ) => Wait(instanceId, row => row.IsFinished, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    )
    {
        DemandId(instanceId);
        cancellation.ThrowIfCancellationRequested();
        var row = engine.Store.Read(db => db.FindInstance(instanceId));
        return Task.FromResult(row is null ? null : ToMetadata(row, getInputsAndOutputs));
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter ?? new OrchestrationQuery();
        return Pageable.Create((token, size, _) => Task.FromResult(Page(query, token, size)));
    }

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId,
        PurgeInstanceOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        DemandId(instanceId);
        cancellation.ThrowIfCancellationRequested();
        var recursive = options?.Recursive ?? false;
        return new PurgeResult(
            await engine.Store.WriteAsync(db => db.FindInstance(instanceId) is { } row ? db.Purge(row, recursive) : 0)
        );
    }

    public override Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter,
        PurgeInstanceOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(filter);
        return PurgeRun.RunAsync(engine, filter, options?.Recursive ?? false, cancellation);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private InstanceRow NewRow(string name, string? input, StartOrchestrationOptions? options)
    {
        // The id of an instance that nobody named is the one random thing here; it is not part of any replay.
        var id = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        InstanceIds.Demand(id);
        var now = engine.Time.GetUtcNow().UtcDateTime;
        return new InstanceRow
        {
            InstanceId = id,
            Name = name,
            Version = options?.Version?.Version ?? engine.Options.DefaultVersion,
            Created = now,
            Updated = now,
            StartAt = options?.StartAt?.UtcDateTime ?? now,
            Input = input,
            Trace = Tracing.CurrentParent,
            Tags = options?.Tags is { Count: > 0 } tags ? InstanceTags.ToJson(tags) : null,
        };
    }

    private void Announce(CreateOutcome outcome)
    {
        if (outcome.Created is { } created)
            engine.Accept(created);
    }

    private async Task EndForReuse(string instanceId, CancellationToken cancellation)
    {
        var reason = $"A new instance with the id '{instanceId}' was asked for, which replaces this one.";
        await TerminateInstanceAsync(instanceId, new TerminateInstanceOptions(reason), cancellation);
        await Wait(instanceId, row => row.IsFinished, false, cancellation);
    }

    private async Task Send(string instanceId, HistoryEvent message, CancellationToken cancellation)
    {
        DemandId(instanceId);
        cancellation.ThrowIfCancellationRequested();
        await engine.Store.WriteAsync(
            db => db.SendTo(instanceId, message),
            sent =>
            {
                if (sent is not null)
                    engine.Accept(sent);
            }
        );
    }

    private async Task<OrchestrationMetadata> Wait(
        string instanceId,
        Func<InstanceRow, bool> until,
        bool payloads,
        CancellationToken cancellation
    )
    {
        DemandId(instanceId);
        while (true)
        {
            var change = engine.Watch.NextChange(instanceId);
            if (engine.Store.Read(db => db.FindInstance(instanceId)) is { } row && until(row))
                return ToMetadata(row, payloads);
            await change.WaitAsync(cancellation);
        }
    }

    private Page<OrchestrationMetadata> Page(OrchestrationQuery query, string? token, int? size)
    {
        var hubs = query.TaskHubNames?.ToList() ?? [];
        if (hubs.Count > 0 && !hubs.Contains(engine.Options.HubName, StringComparer.OrdinalIgnoreCase))
            return new([]);
        var limit = Math.Max(1, size ?? query.PageSize);
        var filter = new InstanceFilter(
            query.CreatedFrom?.UtcDateTime ?? DateTime.MinValue,
            query.CreatedTo?.UtcDateTime ?? DateTime.MaxValue,
            query.Statuses?.ToList() ?? [],
            query.InstanceIdPrefix ?? "",
            PageToken.Read(token ?? query.ContinuationToken),
            limit + 1
        );
        var rows = engine.Store.Read(db => db.Select(filter));
        var next = rows.Count > limit ? PageToken.Write(rows[limit - 1].Id) : null;
        return new([.. rows.Take(limit).Select(row => ToMetadata(row, query.FetchInputsAndOutputs))], next);
    }

    private OrchestrationMetadata ToMetadata(InstanceRow row, bool payloads) =>
        new(row.Name, row.InstanceId)
        {
            DataConverter = payloads ? converter : null,
            RuntimeStatus = row.Status,
            CreatedAt = row.Created,
            LastUpdatedAt = row.Updated,
            SerializedInput = payloads ? row.Input : null,
            SerializedOutput = payloads ? row.Output : null,
            SerializedCustomStatus = payloads ? row.CustomStatus : null,
            Tags = InstanceTags.Parse(row.Tags),
            FailureDetails = row.Failure is null ? null : Failure.Parse(row.Failure).ToDetails(),
        };

    private static void DemandId(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        InstanceIds.RefuseEntity(instanceId);
    }
}

using Microsoft.DurableTask.Client;
using Mothership.Local.Durable.Dispatch;
using Mothership.Local.Durable.History;
using Mothership.Local.Durable.Replay;

namespace Mothership.Local.Durable.Store;

/// <summary>
/// Writes a work item: the history it adds, the messages it consumes and those it sends, the activities, timers and
/// instances it starts. All of it is one transaction, so that a kill at any moment loses and doubles none of it.
/// </summary>
internal sealed class WorkItemWriter(StoreConnection db, WorkItemCommit item)
{
    private readonly WorkItemOutcome _outcome = new() { NextEvent = item.NextEvent };

    private InstanceRow Instance => item.Instance;

    public static WorkItemOutcome Apply(StoreConnection db, WorkItemCommit item) =>
        new WorkItemWriter(db, item).Apply();

    private WorkItemOutcome Apply()
    {
        var status = StatusAfter(item.Decision);
        const string sql =
            "UPDATE instances SET status = @p0, updated = @p1 "
            + "WHERE id = @p2 AND execution = @p3 AND status NOT IN (1, 3, 5)";
        if (db[sql].Run((int)status, item.Now.Ticks, Instance.Id, Instance.Execution) == 0)
            return _outcome;
        _outcome.Instance = Instance with { Status = status, Updated = item.Now };
        foreach (var message in item.Consumed)
            Acknowledge(message);
        WriteCustomStatus();
        if (item.Decision.Completion is not ContinuedAsNew)
            AppendHistory();
        foreach (var action in item.Decision.Actions)
            Perform(action);
        foreach (var timer in item.Decision.CancelledTimers)
            CancelTimer(timer);
        Complete(item.Decision.Completion);
        return _outcome;
    }

    private static OrchestrationRuntimeStatus StatusAfter(Decision decision) =>
        decision.Completion switch
        {
            Completed => OrchestrationRuntimeStatus.Completed,
            Failed => OrchestrationRuntimeStatus.Failed,
            Terminated => OrchestrationRuntimeStatus.Terminated,
            null when decision.Suspended => OrchestrationRuntimeStatus.Suspended,
            _ => OrchestrationRuntimeStatus.Running,
        };

    private void Acknowledge(Message message)
    {
        switch (message.Source)
        {
            case MessageSource.Inbox:
                db["DELETE FROM messages WHERE id = @p0"].Run(message.Row);
                break;
            case MessageSource.Activity:
                db["DELETE FROM activities WHERE key = @p0 AND execution = @p1"]
                    .Run(Keys.Of(Instance.Id, message.Event!.TaskId), message.Execution);
                break;
            case MessageSource.Timer:
                DeleteTimer(message.Event!.TaskId);
                break;
        }
    }

    private void CancelTimer(int task)
    {
        DeleteTimer(task);
        _outcome.CancelledTimers.Add(new(Instance.Id, Instance.Execution, task, default));
    }

    private void DeleteTimer(int task) => db["DELETE FROM timers WHERE key = @p0"].Run(Keys.Of(Instance.Id, task));

    private void WriteCustomStatus()
    {
        if (item.Decision.CustomStatus is not { } status || status == Instance.CustomStatus)
            return;
        db["UPDATE instances SET custom_status = @p0 WHERE id = @p1"].Run(status, Instance.Id);
        _outcome.Instance = _outcome.Instance! with { CustomStatus = status };
    }

    private void AppendHistory()
    {
        foreach (var e in item.Events)
            Append(e);
        foreach (var action in item.Decision.Actions)
            Append(action.ToEvent(item.Now));
        if (item.Decision.Completion is { } completion)
            Append(Describe(completion));
    }

    private void Append(HistoryEvent e)
    {
        const string sql =
            "INSERT INTO history (key, kind, at, task, name, data, detail) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)";
        db[sql]
            .Run(
                Keys.Of(Instance.Id, _outcome.NextEvent++),
                (int)e.Kind,
                e.At.Ticks,
                e.TaskId,
                e.Name,
                e.Data,
                e.Detail
            );
    }

    private HistoryEvent Describe(Completion completion)
    {
        var (output, failure) = Result(completion);
        return new(EventKind.ExecutionCompleted, item.Now, -1, completion.GetType().Name, output, failure?.ToJson());
    }

    private static (string? Output, Failure? Failure) Result(Completion completion) =>
        completion switch
        {
            Completed completed => (completed.Output, null),
            Failed failed => (null, failed.Failure),
            Terminated terminated => (terminated.Output, null),
            _ => (null, null),
        };

    private void Perform(OrchestrationAction action)
    {
        switch (action)
        {
            case ScheduleTask task:
                InsertActivity(task);
                break;
            case StartTimer timer when !item.Decision.CancelledTimers.Contains(timer.Id):
                InsertTimer(new(Instance.Id, Instance.Execution, timer.Id, timer.FireAt));
                break;
            case StartChild child:
                InsertChild(child);
                break;
            case SendEvent send
                when db.SendTo(send.InstanceId, HistoryEvent.Raised(send.Name, send.Payload)) is { } sent:
                _outcome.Messages.Add(sent);
                break;
        }
    }

    private void InsertActivity(ScheduleTask task)
    {
        var (id, execution) = (Instance.Id, Instance.Execution);
        var row = new ActivityRow(
            id,
            Instance.InstanceId,
            execution,
            task.Id,
            task.Name,
            task.Version,
            task.Input,
            Instance.Trace
        );
        db["INSERT INTO activities (key, execution, name, version, input) VALUES (@p0, @p1, @p2, @p3, @p4)"]
            .Run(Keys.Of(row.Instance, row.Task), row.Execution, row.Name, row.Version, row.Input);
        _outcome.Activities.Add(row);
    }

    private void InsertTimer(TimerRow row)
    {
        db["INSERT INTO timers (key, execution, due) VALUES (@p0, @p1, @p2)"]
            .Run(Keys.Of(row.Instance, row.Task), row.Execution, row.Due.Ticks);
        _outcome.Timers.Add(row);
    }

    private void InsertChild(StartChild child)
    {
        var row = new InstanceRow
        {
            InstanceId = child.InstanceId,
            Name = child.Name,
            Version = child.Version,
            Created = item.Now,
            Updated = item.Now,
            Input = child.Input,
            Tags = child.Tags,
            Trace = Instance.Trace,
            Parent = new(Instance.Id, Instance.Execution, child.Id, Instance.Name, Instance.InstanceId),
        };
        var outcome = db.Create(row, []);
        if (outcome.Created is { } created)
            _outcome.Started.Add(created);
        else
            _outcome.Messages.Add(db.InsertMessage(Instance.Id, Instance.Execution, Refusal(child, outcome.Obstacle)));
    }

    private static HistoryEvent Refusal(StartChild child, OrchestrationRuntimeStatus obstacle) =>
        HistoryEvent.ChildFailed(
            child.Id,
            new Failure(
                typeof(global::DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException).FullName!,
                $"An instance with the id '{child.InstanceId}' exists already and is {obstacle}."
            )
        );

    private void Complete(Completion? completion)
    {
        switch (completion)
        {
            case null:
                return;
            case ContinuedAsNew next:
                StartOver(next);
                return;
        }
        var (output, failure) = Result(completion);
        if (output is not null || failure is not null)
            db["UPDATE instances SET output = @p0, failure = @p1 WHERE id = @p2"]
                .Run(output, failure?.ToJson(), Instance.Id);
        if (completion is Terminated { Recursive: true })
            foreach (var child in db.Children(Instance.Id).Where(child => !child.IsFinished))
                _outcome.Messages.Add(db.InsertMessage(child.Id, 0, HistoryEvent.Terminated(null, recursive: true)));
        db.DeleteOpenWork(Instance.Id);
        NotifyParent(completion);
    }

    private void StartOver(ContinuedAsNew next)
    {
        db["DELETE FROM history WHERE key BETWEEN @p0 AND @p1"].Run(Keys.First(Instance.Id), Keys.Last(Instance.Id));
        var (execution, version) = (Instance.Execution + 1, next.Version ?? Instance.Version);
        db["UPDATE instances SET execution = @p0, version = @p1, input = @p2 WHERE id = @p3"]
            .Run(execution, version, next.Input, Instance.Id);
        _outcome.Instance = _outcome.Instance! with { Execution = execution, Version = version, Input = next.Input };
        _outcome.NextEvent = 0;
        var started = HistoryEvent.Started(Instance.Name, version.Length == 0 ? null : version, next.Input);
        _outcome.Messages.Add(db.InsertMessage(Instance.Id, execution, started));
        foreach (var carried in next.Carried)
            _outcome.Messages.Add(db.InsertMessage(Instance.Id, execution, carried));
    }

    private void NotifyParent(Completion completion)
    {
        if (Instance.Parent is not { } parent)
            return;
        if (db.GetInstance(parent.Id) is not { IsFinished: false } waiting || waiting.Execution != parent.Execution)
            return;
        var message = completion switch
        {
            Completed completed => HistoryEvent.ChildCompleted(parent.Task, completed.Output),
            Failed failed => HistoryEvent.ChildFailed(parent.Task, failed.Failure),
            _ => HistoryEvent.ChildFailed(parent.Task, Cut(completion as Terminated)),
        };
        _outcome.Messages.Add(db.InsertMessage(parent.Id, parent.Execution, message));
    }

    private Failure Cut(Terminated? terminated) =>
        new(
            Failure.ChildFailure,
            $"The sub-orchestration '{Instance.InstanceId}' was terminated"
                + (terminated?.Output is { } output ? $": {output}" : ".")
        );
}

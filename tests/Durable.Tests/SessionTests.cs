using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;
using Mothership.Local.Durable.Dispatch;
using Mothership.Local.Durable.History;
using Mothership.Local.Durable.Replay;
using Mothership.Local.Durable.Store;

namespace Durable.Tests;

/// <summary>A run of an orchestrator by itself: events in, decisions out.</summary>
public sealed class SessionTests
{
    private static readonly HistoryEvent Started = HistoryEvent.Started("code", null, null);

    private static Session Run(Func<TaskOrchestrationContext, Task<object?>> code)
    {
        var table = new OrchestratorTable();
        table.Add("code", code);
        var factory = new SessionFactory(table, JsonDataConverter.Default, NullLoggerFactory.Instance, "");
        return factory.Create(new InstanceRow { InstanceId = "i", Name = "code" }, () => { });
    }

    [Fact]
    public void Session_SuspendedRightAfterItsStart_KeepsItsStepsBackUntilResumed()
    {
        var session = Run(async c => await c.CallActivityAsync<int>("work", 1));
        var held = session.Process([Started, HistoryEvent.Suspended(null)]);
        (held.Suspended, held.Actions.Count).ShouldBe((true, 0));
        var released = session.Process([HistoryEvent.Resumed(null)]);
        (released.Suspended, released.Actions.Count).ShouldBe((false, 1));
    }

    [Fact]
    public void Session_ResultWhileSuspended_IsTakenInAfterwards()
    {
        var session = Run(async c => await c.CallActivityAsync<int>("work", 1));
        session.Process([Started, HistoryEvent.Suspended(null)]);
        session.Process([HistoryEvent.TaskCompleted(0, "5")]).Completion.ShouldBeNull();
        session.Process([HistoryEvent.Resumed(null)]).Completion.ShouldBe(new Completed("5"));
    }

    [Fact]
    public void Session_EventAfterContinueAsNew_GoesOnToTheNewRun()
    {
        var session = Run(async c =>
        {
            c.ContinueAsNew(1, preserveUnprocessedEvents: false);
            await c.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            return null;
        });
        session.Process([Started]).Completion.ShouldBeNull();
        session.Process([HistoryEvent.Raised("late", "7")]).Completion.ShouldBeNull();
        var next = session.Process([HistoryEvent.TimerFired(0)]).Completion.ShouldBeOfType<ContinuedAsNew>();
        next.Carried.ShouldHaveSingleItem().Data.ShouldBe("7");
    }

    [Fact]
    public void Session_Terminated_StartsNothingMore()
    {
        var session = Run(async c =>
        {
            await c.WaitForExternalEvent<string>("go");
            return await c.CallActivityAsync<int>("work", 1);
        });
        session.Process([Started]);
        var decision = session.Process([HistoryEvent.Raised("go", null), HistoryEvent.Terminated("\"x\"", false)]);
        decision.Completion.ShouldBe(new Terminated("\"x\"", false));
        decision.Actions.ShouldBeEmpty();
    }

    [Fact]
    public void Session_ResultThatComesTwice_CountsOnce()
    {
        var session = Run(async c => await c.CallActivityAsync<int>("a", 1) + await c.CallActivityAsync<int>("b", 1));
        session.Process([Started]);
        session
            .Process([HistoryEvent.TaskCompleted(0, "1"), HistoryEvent.TaskCompleted(0, "9")])
            .Actions.Count.ShouldBe(1);
        session.Process([HistoryEvent.TaskCompleted(1, "2")]).Completion.ShouldBe(new Completed("3"));
    }

    [Fact]
    public void Messages_OfANewRun_ComeInTheOrderStartThenCarriedThenNew()
    {
        var box = new Mailbox(1)
        {
            Row = new InstanceRow
            {
                InstanceId = "i",
                Name = "code",
                Execution = 2,
            },
        };
        var outside = new Message(MessageSource.Inbox, HistoryEvent.Raised("outside", null), 0, 1);
        var start = new Message(MessageSource.Inbox, Started, 2, 2);
        var carried = new Message(MessageSource.Inbox, HistoryEvent.Raised("carried", null), 2, 3);
        var stale = new Message(MessageSource.Activity, HistoryEvent.TaskCompleted(0, null), 1);
        OrchestrationRunner
            .Current(box, [outside, stale, start, carried, Message.Nudge])
            .ShouldBe([start, carried, outside]);
    }
}

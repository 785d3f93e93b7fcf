using System.Diagnostics;
using Microsoft.DurableTask;

namespace Durable.Tests;

public sealed class TracingTests
{
    [Fact]
    public async Task Activity_OfAChildAfterAKill_IsASpanOfTheCallThatStartedItAll()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Microsoft.DurableTask" or "caller",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                lock (spans)
                    spans.Add(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("caller");
        await using var hub = new Hub();
        hub.Activity<int>("traced", n => n);
        hub.Orchestrator("child", async c => await c.CallActivityAsync<int>("traced", 1));
        hub.Orchestrator("parent", Parent);
        await hub.Start();
        using (var caller = source.StartActivity("call")!)
        {
            await hub.Schedule("parent", null, "traced-1");
            await hub.KillAndRestart();
            await hub.Client.RaiseEventAsync("traced-1", "go", "x");
            await hub.Finished("traced-1");
            lock (spans)
                spans
                    .Where(s =>
                        s.DisplayName == "activity:traced"
                        && (string?)s.GetTagItem("durabletask.task.instance_id") == "kid"
                    )
                    .ShouldHaveSingleItem()
                    .ParentSpanId.ShouldBe(caller.SpanId);
        }
    }

    private static async Task<object?> Parent(TaskOrchestrationContext context)
    {
        await context.WaitForExternalEvent<string>("go");
        return await context.CallSubOrchestratorAsync<int>("child", new SubOrchestrationOptions(instanceId: "kid"));
    }
}

using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;
using Worker.Tests.Support;

namespace Worker.Tests;

public sealed class DurableTests : IDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("worker-tests-").FullName;

    public void Dispose() => Directory.Delete(_state, recursive: true);

    [Fact]
    public async Task Orchestration_ThroughFunctions_RunsActivitiesWithServicesAndMiddleware()
    {
        await using var app = await RunAsync();
        var id = await app.Http.GetStringAsync("/start?names=ann,bob");
        var done = await CompletedAsync(app, id);
        done.ReadOutputAs<string[]>().ShouldBe(["hello ann", "hello bob"]);
        app.Journal.Entries.Where(e => e.StartsWith("ran")).ShouldBe(["ran ann", "ran bob"]);
        app.Journal.Entries.ShouldContain("Greet in pipeline");
        app.Journal.Entries.ShouldContain("GreetAll in pipeline");
    }

    [Fact]
    public async Task Orchestration_WhoseActivityFails_FailsWithItsReason()
    {
        await using var app = await RunAsync();
        var id = await app.Http.GetStringAsync("/start?names=nobody");
        var done = await CompletedAsync(app, id);
        done.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        done.FailureDetails!.ErrorMessage.ShouldContain("nobody is not known");
    }

    [Fact]
    public async Task Orchestration_OpenAtAStop_GoesOnAfterTheNextStart()
    {
        await using (var app = await RunAsync())
        {
            (await app.Host.Durable!.ScheduleNewOrchestrationInstanceAsync("WaitForName")).ShouldNotBeNull();
            var id = await app.Host.Durable!.ScheduleNewOrchestrationInstanceAsync(
                "WaitForName",
                new StartOrchestrationOptions("w1")
            );
            id.ShouldBe("w1");
        }
        await using var again = await RunAsync();
        await again.Host.Durable!.RaiseEventAsync("w1", "name", "eve");
        (await CompletedAsync(again, "w1")).ReadOutputAs<string>().ShouldBe("hello eve");
    }

    [Fact]
    public async Task Activity_ThatIsToldNothing_GetsTheDefault()
    {
        await using var app = await RunAsync();
        var id = await app.Host.Durable!.ScheduleNewOrchestrationInstanceAsync("Nothing");
        (await CompletedAsync(app, id)).ReadOutputAs<string>().ShouldBe("0 True");
    }

    private Task<TestApp> RunAsync() =>
        new TestApp
        {
            Types = [typeof(Greetings)],
            StateFolder = _state,
            Configure = builder =>
            {
                builder.ConfigureFunctionsWebApplication();
                builder.UseMiddleware<Seen>();
            },
        }.StartAsync();

    private static async Task<OrchestrationMetadata> CompletedAsync(TestApp app, string id)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await app.Host.Durable!.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, bound.Token);
    }

    private sealed class Seen(Journal journal) : Microsoft.Azure.Functions.Worker.Middleware.IFunctionsWorkerMiddleware
    {
        public async Task Invoke(
            FunctionContext context,
            Microsoft.Azure.Functions.Worker.Middleware.FunctionExecutionDelegate next
        )
        {
            await next(context);
            journal.Add($"{context.FunctionDefinition.Name} in pipeline");
        }
    }

    internal sealed class Greetings(Journal journal)
    {
        [Function("Start")]
        public async Task<IResult> Start(
            [HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request,
            [DurableClient] DurableTaskClient client,
            string names
        ) => Results.Text(await client.ScheduleNewOrchestrationInstanceAsync("GreetAll", names.Split(',')));

        [Function("GreetAll")]
        public static async Task<List<string>> GreetAll(
            [OrchestrationTrigger] TaskOrchestrationContext context,
            string[] names
        )
        {
            var greetings = new List<string>();
            foreach (var name in names)
                greetings.Add(await context.CallActivityAsync<string>("Greet", name));
            return greetings;
        }

        [Function("WaitForName")]
        public static async Task<string> WaitForName([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var name = await context.WaitForExternalEvent<string>("name");
            return await context.CallActivityAsync<string>("Greet", name);
        }

        [Function("Nothing")]
        public static Task<string> Nothing([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync<string>("Count");

        [Function("Greet")]
        public async Task<string> Greet([ActivityTrigger] string name, CancellationToken cancellationToken)
        {
            await Task.Yield();
            if (name == "nobody")
                throw new InvalidOperationException("nobody is not known");
            journal.Add($"ran {name}");
            return $"hello {name}";
        }

        [Function("Count")]
        public string Count([ActivityTrigger] int count, FunctionContext context) =>
            $"{count} {context.FunctionDefinition.Name == "Count"}";
    }
}

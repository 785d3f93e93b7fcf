using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Mothership.Local.Clock;
using Mothership.Local.Durable;

namespace Durable.Tests;

/// <summary>A task hub in a folder of its own, with an engine that can be stopped, killed and started again.</summary>
public sealed class Hub : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("durable-tests-");
    private DurableEngine? _engine;

    public VirtualClock Clock { get; set; } =
        VirtualClock.Frozen(new DateTimeOffset(2026, 3, 15, 12, 0, 0, TimeSpan.Zero));

    public DurableTaskRegistrations Tasks { get; set; } = new();

    public DurableEngineOptions Options { get; set; } = new() { DatabasePath = "" };

    public DurableEngine Engine => _engine ?? throw new InvalidOperationException("Start the hub first.");

    public DurableTaskClient Client => Engine.Client;

    public string DatabasePath => Path.Combine(_folder.FullName, "hub.db");

    public Hub Orchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> run)
    {
        Tasks.AddOrchestrator(name, run);
        return this;
    }

    public Hub Activity<T>(string name, Func<T, object?> run) =>
        Activity<T>(name, (input, _) => Task.FromResult(run(input)));

    public Hub Activity<T>(string name, Func<T, CancellationToken, Task<object?>> run)
    {
        Tasks.AddActivity(name, typeof(T), (_, input, ct) => run((T)input!, ct));
        return this;
    }

    /// <summary>Opens the engine on the hub's file, without starting it.</summary>
    public Hub Open()
    {
        var path = Options.DatabasePath.Length == 0 ? DatabasePath : Options.DatabasePath;
        _engine = new DurableEngine(Tasks, Options with { DatabasePath = path }, Clock, NullLoggerFactory.Instance);
        return this;
    }

    public async Task<Hub> Start()
    {
        Open();
        await Engine.StartAsync(CancellationToken.None);
        return this;
    }

    /// <summary>Ends the engine as a killed process does and starts another one on the same file.</summary>
    public async Task KillAndRestart()
    {
        Kill();
        await Start();
    }

    public void Kill()
    {
        Engine.Abandon();
        _engine = null;
    }

    public async Task Stop()
    {
        if (_engine is { } engine)
            await engine.DisposeAsync();
        _engine = null;
    }

    public Task<string> Schedule(string name, object? input = null, string? id = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id));

    public async Task<OrchestrationMetadata> Finished(string id)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await Client.WaitForInstanceCompletionAsync(id, true, patience.Token);
        }
        catch (OperationCanceledException)
        {
            var state = await Client.GetInstanceAsync(id, true);
            throw new TimeoutException($"Instance '{id}' has not finished: {state}.");
        }
    }

    /// <summary>Schedules an orchestration and waits until it has finished.</summary>
    public async Task<OrchestrationMetadata> Run(string name, object? input = null, string? id = null) =>
        await Finished(await Schedule(name, input, id));

    /// <summary>Waits until the instance is as <paramref name="condition"/> wants it.</summary>
    public async Task<OrchestrationMetadata> Until(string id, Func<OrchestrationMetadata, bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var change = Engine.Watch.NextChange(id);
            var state = await Client.GetInstanceAsync(id, true);
            if (state is not null && condition(state))
                return state;
            try
            {
                await change.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException(
                    $"Instance '{id}' did not get there: {state?.ToString() ?? "it does not exist"}."
                );
            }
        }
    }

    /// <summary>Moves the clock on, step by step, until <paramref name="task"/> has ended.</summary>
    public async Task LetTimePass(Task task, TimeSpan step)
    {
        for (var steps = 0; !task.IsCompleted; steps++)
        {
            if (steps > 2000)
                throw new TimeoutException(
                    $"After {steps} steps of {step} it has not ended: now is {Clock.GetUtcNow():O}."
                );
            Clock.Advance(step);
            await Task.WhenAny(task, Task.Delay(10));
        }
        await task;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _folder.Delete(recursive: true);
    }
}

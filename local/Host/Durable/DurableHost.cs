using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Mothership.Local.Durable;
using Mothership.Local.Worker;

namespace Mothership.Local.Host;

/// <summary>
/// Runs an app's orchestrator and activity functions on the durable engine, each as an invocation of the app.
/// </summary>
internal sealed class DurableHost
{
    private readonly AppRuntime _app;
    private readonly DurableEngine _engine;

    internal DurableHost(AppRuntime app, string stateFolder, TimeSpan stopBound)
    {
        _app = app;
        var path = app.Settings["DurableDatabase"] ?? Path.Combine(stateFolder, "durable.db");
        var defaults = new DurableEngineOptions { DatabasePath = path };
        var options = defaults with
        {
            HubName = app.Durable.HubName ?? defaults.HubName,
            MaxConcurrentActivities = app.Durable.MaxConcurrentActivities ?? defaults.MaxConcurrentActivities,
            MaxConcurrentOrchestrations =
                app.Durable.MaxConcurrentOrchestrators ?? defaults.MaxConcurrentOrchestrations,
            StopTimeout = stopBound,
        };
        _engine = new DurableEngine(Registrations(), options, app.Clock, app.Loggers);
    }

    internal DurableTaskClient Client => _engine.Client;

    /// <summary>Whether an app needs the engine: it has durable functions, or starts some.</summary>
    internal static bool IsNeededBy(AppRuntime app) =>
        app.Functions.Any(f =>
            f.Trigger is OrchestrationTriggerAttribute or ActivityTriggerAttribute
            || f.Method.GetParameters().Any(p => p.ParameterType == typeof(DurableTaskClient))
        );

    internal Task StartAsync(CancellationToken cancellationToken) => _engine.StartAsync(cancellationToken);

    internal Task StopAsync() => _engine.StopAsync(CancellationToken.None);

    private DurableTaskRegistrations Registrations()
    {
        var registrations = new DurableTaskRegistrations();
        foreach (var (function, trigger) in _app.With<OrchestrationTriggerAttribute>())
            registrations.AddOrchestrator(
                trigger.Orchestration ?? function.Name,
                context => RunAsync(function, context)
            );
        foreach (var (function, trigger) in _app.With<ActivityTriggerAttribute>())
            registrations.AddActivity(
                trigger.Activity ?? function.Name,
                function.TriggerParameter.ParameterType,
                (_, input, stop) => RunAsync(function, input, stop)
            );
        return registrations;
    }

    private Task<object?> RunAsync(FunctionDescriptor function, TaskOrchestrationContext orchestration) =>
        RunAsync(function, orchestration, CancellationToken.None);

    // An orchestrator passes through here on every replay. Nothing may continue anywhere but on the engine's own
    // thread.
    private async Task<object?> RunAsync(FunctionDescriptor function, object? trigger, CancellationToken stop)
    {
        await using var context = new InvocationContext(function.Definition, _app.Scopes, stop) { Trigger = trigger };
        await _app.InvokeAsync(context);
        return context.ResultValue;
    }
}

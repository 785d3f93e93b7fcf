using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Local.Durable;
using Mothership.Orchestrations.Launching;

namespace Mothership.Orchestrations.Tests.Support;

/// <summary>
/// Finds the orchestrators and activities of the application and gives them to an engine, as a host does.
/// </summary>
internal static class Registrations
{
    public static DurableTaskRegistrations Of(IServiceProvider services, Faults faults, Func<DurableTaskClient> client)
    {
        var registrations = new DurableTaskRegistrations();
        var methods = typeof(OperationLauncher).Assembly.GetTypes().SelectMany(t => t.GetMethods());
        foreach (var method in methods)
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is not { Name: var name })
                continue;
            var input = method.GetParameters()[0];
            if (input.GetCustomAttribute<ActivityTriggerAttribute>() is null)
                registrations.AddOrchestrator(name, context => RunAsync(method, null, [context]));
            else
                registrations.AddActivity(
                    name,
                    input.ParameterType,
                    (_, value, stop) => faults.RunAsync(name, () => CallAsync(services, method, value, client, stop))
                );
        }
        return registrations;
    }

    private static Task<object?> CallAsync(
        IServiceProvider services,
        MethodInfo method,
        object? input,
        Func<DurableTaskClient> client,
        CancellationToken stop
    )
    {
        var target = ActivatorUtilities.CreateInstance(services, method.DeclaringType!);
        var takesClient = method.GetParameters().Any(p => p.ParameterType == typeof(DurableTaskClient));
        return RunAsync(method, target, takesClient ? [input, client(), stop] : [input, stop]);
    }

    // An orchestrator must go on where the engine tells it to: nothing here may continue elsewhere.
    private static async Task<object?> RunAsync(MethodInfo method, object? target, object?[] arguments)
    {
        var task = (Task)method.Invoke(target, arguments)!;
        await task;
        return task.GetType().GetProperty("Result") is { } result && result.PropertyType.Name != "VoidTaskResult"
            ? result.GetValue(task)
            : null;
    }
}

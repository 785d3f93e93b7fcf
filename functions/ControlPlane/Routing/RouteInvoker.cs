using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Mothership.ControlPlane.Routing;

/// <summary>Calls the method of a route with the same arguments that the Functions worker would give it.</summary>
internal static class RouteInvoker
{
    private static readonly ConcurrentDictionary<Type, ObjectFactory> Factories = new();

    internal static Task<IActionResult> InvokeAsync(
        RouteMatch match,
        HttpRequest request,
        DurableTaskClient durable,
        FunctionContext context
    )
    {
        var code = match.Route.Code;
        var factory = Factories.GetOrAdd(code.DeclaringType!, t => ActivatorUtilities.CreateFactory(t, []));
        var target = code.IsStatic ? null : factory(context.InstanceServices, null);
        var arguments = code.GetParameters().Select(Argument).ToArray();
        return code.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null) switch
        {
            Task<IActionResult> task => task,
            IActionResult result => Task.FromResult(result),
            var other => throw new NotSupportedException($"{match.Route.Function} returns {other?.GetType()}."),
        };

        object? Argument(ParameterInfo parameter)
        {
            if (parameter.ParameterType == typeof(HttpRequest))
                return request;
            if (parameter.ParameterType == typeof(FunctionContext))
                return context;
            if (parameter.ParameterType == typeof(CancellationToken))
                return context.CancellationToken;
            if (parameter.ParameterType == typeof(DurableTaskClient))
                return durable;
            if (parameter.ParameterType == typeof(string) && match.Values.TryGetValue(parameter.Name!, out var value))
                return value as string;
            throw new NotSupportedException($"{match.Route.Function} has the parameter {parameter}, unknown here.");
        }
    }
}

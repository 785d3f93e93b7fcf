using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mothership.Local.Worker;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Loggers from an invocation's services.</summary>
public static class FunctionContextLoggerExtensions
{
    /// <summary>A logger whose category is a type.</summary>
    public static ILogger<T> GetLogger<T>(this FunctionContext context) =>
        context.InstanceServices.GetRequiredService<ILogger<T>>();

    /// <summary>A logger of a category.</summary>
    public static ILogger GetLogger(this FunctionContext context, string categoryName) =>
        context.InstanceServices.GetRequiredService<ILoggerFactory>().CreateLogger(categoryName);
}

/// <summary>Reads and replaces what a function returned.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>The result, of whatever type; its value is null before the function ran.</summary>
    public static InvocationResult GetInvocationResult(this FunctionContext context) => Local(context).Result;

    /// <summary>The result as a type.</summary>
    /// <exception cref="InvalidOperationException">The function returned another type.</exception>
    public static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context)
    {
        var local = Local(context);
        return local.ResultValue is T
            ? new TypedResult<T>(local)
            : throw new InvalidOperationException(
                $"The function's result is {local.ResultValue?.GetType().ToString() ?? "null"}, not {typeof(T)}."
            );
    }

    private static InvocationContext Local(FunctionContext context) =>
        context as InvocationContext
        ?? throw new NotSupportedException(
            $"{nameof(GetInvocationResult)} works on the context of a running invocation, not on {context.GetType()}."
        );
}

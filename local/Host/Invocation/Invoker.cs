using System.Linq.Expressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Local.Worker;

namespace Mothership.Local.Host;

/// <summary>
/// Compiles the call of a function: its instance from the invocation's services, its parameters, its result.
/// </summary>
internal static class Invoker
{
    /// <summary>Sets <see cref="FunctionDescriptor.Invoke"/>, or adds what stands in the way to the problems.</summary>
    internal static void Prepare(FunctionDescriptor function, ParameterBinder binder, List<string> problems)
    {
        var context = Expression.Parameter(typeof(InvocationContext), "context");
        var arguments = function
            .Method.GetParameters()
            .Select(parameter => binder.Bind(function, parameter, context, problems))
            .ToList();
        if (arguments.Contains(null))
            return;
        var call = function.Method.IsStatic
            ? Expression.Call(function.Method, arguments!)
            : Expression.Call(Instance(function.Method.DeclaringType!, context), function.Method, arguments!);
        function.Invoke = Expression
            .Lambda<Func<InvocationContext, ValueTask<object?>>>(Result(call), context)
            .Compile();
    }

    private static Expression Instance(Type type, Expression context)
    {
        var factory = ActivatorUtilities.CreateFactory(type, []);
        var services = Expression.Property(context, nameof(FunctionContext.InstanceServices));
        var create = Expression.Invoke(
            Expression.Constant(factory),
            services,
            Expression.Constant(Array.Empty<object?>())
        );
        return Expression.Convert(create, type);
    }

    private static Expression Result(Expression call)
    {
        var type = call.Type;
        if (type == typeof(void))
            return Expression.Block(call, Expression.Default(typeof(ValueTask<object?>)));
        var generic = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        var inner = generic == typeof(Task<>) || generic == typeof(ValueTask<>) ? type.GetGenericArguments() : null;
        return (type, generic) switch
        {
            _ when type == typeof(Task) => Adapt(nameof(Results.FromTask), null, call),
            _ when type == typeof(ValueTask) => Adapt(nameof(Results.FromValueTask), null, call),
            _ when generic == typeof(Task<>) => Adapt(nameof(Results.FromTaskOf), inner, call),
            _ when generic == typeof(ValueTask<>) => Adapt(nameof(Results.FromValueTaskOf), inner, call),
            _ => Adapt(nameof(Results.FromValue), null, Expression.Convert(call, typeof(object))),
        };
    }

    private static MethodCallExpression Adapt(string method, Type[]? type, Expression call) =>
        Expression.Call(typeof(Results), method, type, call);

    private static class Results
    {
        internal static ValueTask<object?> FromValue(object? value) => new(value);

        internal static async ValueTask<object?> FromTask(Task task)
        {
            await task;
            return null;
        }

        internal static async ValueTask<object?> FromValueTask(ValueTask task)
        {
            await task;
            return null;
        }

        internal static async ValueTask<object?> FromTaskOf<T>(Task<T> task) => await task;

        internal static async ValueTask<object?> FromValueTaskOf<T>(ValueTask<T> task) => await task;
    }
}

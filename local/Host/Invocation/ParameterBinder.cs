using System.Linq.Expressions;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Mothership.Local.Worker;

namespace Mothership.Local.Host;

/// <summary>
/// Turns each parameter of a function into an expression over the invocation's context, or into a problem.
/// </summary>
internal sealed class ParameterBinder(Func<DurableTaskClient> durableClient)
{
    private static readonly Type[] KafkaSingle = [typeof(string), typeof(byte[]), typeof(KafkaRecord)];
    private static readonly Type[] KafkaBatch = [typeof(string[]), typeof(byte[][]), typeof(KafkaRecord[])];

    /// <summary>The value of a parameter; null when it can't be bound, and then a problem has been added.</summary>
    internal Expression? Bind(
        FunctionDescriptor function,
        ParameterInfo parameter,
        ParameterExpression context,
        List<string> problems
    )
    {
        var type = parameter.ParameterType;
        var bound =
            IsTrigger(function, parameter) ? Trigger(function, type, context)
            : type == typeof(FunctionContext) ? Expression.Convert(context, type)
            : type == typeof(CancellationToken)
                ? Expression.Property(context, nameof(FunctionContext.CancellationToken))
            : parameter.IsDefined(typeof(DurableClientAttribute)) ? Client(type)
            : Named(function, parameter, context);
        if (bound is null)
            problems.Add(Problem(function, parameter));
        return bound;
    }

    private static Expression? Trigger(FunctionDescriptor function, Type type, Expression context) =>
        function.Trigger switch
        {
            HttpTriggerAttribute => type == typeof(HttpRequest)
                ? Expression.Property(
                    Expression.Property(context, nameof(InvocationContext.Http)),
                    nameof(HttpContext.Request)
                )
                : null,
            TimerTriggerAttribute => type == typeof(TimerInfo) ? TriggerValue(context, type) : null,
            KafkaTriggerAttribute kafka => (kafka.IsBatched ? KafkaBatch : KafkaSingle).Contains(type)
                ? TriggerValue(context, type)
                : null,
            OrchestrationTriggerAttribute => type == typeof(TaskOrchestrationContext)
                ? TriggerValue(context, type)
                : null,
            ActivityTriggerAttribute => TriggerValue(context, type),
            _ => null,
        };

    private Expression? Client(Type type) =>
        type == typeof(DurableTaskClient) ? Expression.Invoke(Expression.Constant(durableClient)) : null;

    private static Expression? Named(FunctionDescriptor function, ParameterInfo parameter, Expression context) =>
        function.Trigger switch
        {
            HttpTriggerAttribute when HttpValues.CanRead(parameter.ParameterType) => Expression.Convert(
                Expression.Call(
                    typeof(HttpValues),
                    nameof(HttpValues.Read),
                    null,
                    context,
                    Expression.Constant(parameter)
                ),
                parameter.ParameterType
            ),
            OrchestrationTriggerAttribute when IsOnlyFreeParameter(function, parameter) => Expression.Call(
                TriggerValue(context, typeof(TaskOrchestrationContext)),
                nameof(TaskOrchestrationContext.GetInput),
                [parameter.ParameterType]
            ),
            _ => null,
        };

    private static bool IsOnlyFreeParameter(FunctionDescriptor function, ParameterInfo parameter) =>
        function
            .Method.GetParameters()
            .Where(p => !IsTrigger(function, p))
            .Where(p => p.ParameterType != typeof(FunctionContext) && p.ParameterType != typeof(CancellationToken))
            .All(p => p.Position == parameter.Position);

    // By position: when two apps of one assembly start at the same time, each may get objects of its own for the same
    // parameter.
    private static bool IsTrigger(FunctionDescriptor function, ParameterInfo parameter) =>
        parameter.Position == function.TriggerParameter.Position;

    // Unboxing null into a value type would throw, and an activity may well be started without an input.
    private static Expression TriggerValue(Expression context, Type type)
    {
        var value = Expression.Property(context, nameof(InvocationContext.Trigger));
        return type.IsValueType && Nullable.GetUnderlyingType(type) is null
            ? Expression.Condition(
                Expression.Equal(value, Expression.Constant(null)),
                Expression.Default(type),
                Expression.Convert(value, type)
            )
            : Expression.Convert(value, type);
    }

    private static string Problem(FunctionDescriptor function, ParameterInfo parameter) =>
        $"{function.Place}, parameter '{parameter.Name}': {parameter.ParameterType} cannot be bound; "
        + Fix(function, parameter);

    private static string Fix(FunctionDescriptor function, ParameterInfo parameter) =>
        (function.Trigger, IsTrigger(function, parameter)) switch
        {
            _ when parameter.IsDefined(typeof(DurableClientAttribute)) => "make it a DurableTaskClient.",
            (HttpTriggerAttribute, true) => "make it an HttpRequest.",
            (TimerTriggerAttribute, true) => "make it a TimerInfo.",
            (KafkaTriggerAttribute { IsBatched: true }, true) => "make it a KafkaRecord[], byte[][] or string[].",
            (KafkaTriggerAttribute, true) => "make it a KafkaRecord, byte[] or string, or set IsBatched.",
            (OrchestrationTriggerAttribute, true) => "make it a TaskOrchestrationContext.",
            (HttpTriggerAttribute, false) =>
                "use a FunctionContext (and its GetHttpContext()), a CancellationToken, or a string, number, "
                    + "bool, Guid or time that is named like a route value.",
            (_, true) => $"the local host has no {function.Trigger.GetType().Name}.",
            _ => "use a FunctionContext or a CancellationToken, or take services in the class's constructor.",
        };
}

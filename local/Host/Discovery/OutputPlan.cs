using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Mothership.Local.Worker;

namespace Mothership.Local.Host;

/// <summary>One output that goes to Kafka: the whole result, or a property of it.</summary>
/// <param name="Name">The property's name, or <c>$return</c>.</param>
/// <param name="Type">The type of the value.</param>
internal sealed record KafkaOutput(string Name, Type Type, KafkaOutputAttribute Target, Func<object, object?> Read);

/// <summary>A value on its way to Kafka.</summary>
internal sealed record KafkaResult(KafkaOutput Output, object? Value);

/// <summary>
/// What happens with a function's result: which parts of it are outputs, and which one is the HTTP answer.
/// </summary>
internal sealed class OutputPlan
{
    internal const string Return = "$return";

    private OutputPlan(Type? result) => ResultType = result;

    /// <summary>The type that the function returns, without the task around it; null for none.</summary>
    internal Type? ResultType { get; }

    /// <summary>Whether the result is a class whose properties are the outputs.</summary>
    internal bool IsSplit { get; private init; }

    internal IReadOnlyList<KafkaOutput> Kafka { get; private init; } = [];

    /// <summary>Reads the HTTP answer from a split result.</summary>
    internal Func<object, object?>? HttpAnswer { get; private init; }

    /// <summary>Attributes that the host has no output for.</summary>
    internal IReadOnlyList<OutputBindingAttribute> Unknown { get; private init; } = [];

    internal IEnumerable<(string Name, string Kind)> Names =>
        Kafka
            .Select(output => (output.Name, "kafka"))
            .Concat(HttpAnswer is null ? [] : [("HttpResult", "http")])
            .Concat(!IsSplit && ResultType is { } type && IsAnswer(type) ? [(Return, "http")] : []);

    /// <summary>
    /// Takes a result apart: its Kafka outputs, its HTTP answer and, when it was not only outputs, the rest.
    /// </summary>
    internal void Split(InvocationContext context)
    {
        if (context.ResultValue is not { } result || (Kafka.Count == 0 && !IsSplit))
            return;
        context.Outputs = (KafkaResult[])
            [.. Kafka.Select(o => new KafkaResult(o, o.Read(result))).Where(r => r.Value is not null)];
        context.HttpResult = HttpAnswer?.Invoke(result);
        if (IsSplit)
            context.ResultValue = null;
    }

    internal static OutputPlan Of(MethodInfo method)
    {
        var result = ResultOf(method.ReturnType);
        if (method.GetCustomAttribute<OutputBindingAttribute>() is { } whole)
            return OfWhole(result, whole);
        var properties = result?.GetProperties().Where(p => p.IsDefined(typeof(OutputBindingAttribute))).ToList();
        return properties is { Count: > 0 } ? OfProperties(result!, properties) : new OutputPlan(result);
    }

    private static OutputPlan OfWhole(Type? result, OutputBindingAttribute attribute) =>
        attribute is KafkaOutputAttribute kafka
            ? new(result) { Kafka = [new(Return, result ?? typeof(void), kafka, static value => value)] }
            : new(result) { Unknown = [attribute] };

    private static OutputPlan OfProperties(Type result, IReadOnlyList<PropertyInfo> properties)
    {
        var bound = properties
            .Select(p => (Property: p, Binding: p.GetCustomAttribute<OutputBindingAttribute>()!))
            .ToList();
        return new OutputPlan(result)
        {
            IsSplit = true,
            Kafka =
            [
                .. bound
                    .Where(b => b.Binding is KafkaOutputAttribute)
                    .Select(b => new KafkaOutput(
                        b.Property.Name,
                        b.Property.PropertyType,
                        (KafkaOutputAttribute)b.Binding,
                        b.Property.GetValue
                    )),
            ],
            HttpAnswer = bound
                .Where(b => b.Binding is HttpResultAttribute)
                .Select(b => (Func<object, object?>)b.Property.GetValue)
                .FirstOrDefault(),
            Unknown =
            [
                .. bound.Select(b => b.Binding).Where(b => b is not (KafkaOutputAttribute or HttpResultAttribute)),
            ],
        };
    }

    private static bool IsAnswer(Type type) =>
        type.IsAssignableTo(typeof(IActionResult)) || type.IsAssignableTo(typeof(IResult));

    private static Type? ResultOf(Type type)
    {
        if (type == typeof(void) || type == typeof(Task) || type == typeof(ValueTask))
            return null;
        var isTask =
            type.IsGenericType
            && type.GetGenericTypeDefinition() is var d
            && (d == typeof(Task<>) || d == typeof(ValueTask<>));
        return isTask ? type.GetGenericArguments()[0] : type;
    }
}

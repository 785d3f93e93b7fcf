using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Mothership.Local.Worker;

namespace Mothership.Local.Host;

/// <summary>A function as it was found in an app: its method, trigger, retries and outputs.</summary>
internal sealed class FunctionDescriptor(string name, MethodInfo method, ParameterInfo triggerParameter)
{
    internal string Name => name;

    internal MethodInfo Method => method;

    internal ParameterInfo TriggerParameter => triggerParameter;

    internal TriggerBindingAttribute Trigger { get; } =
        triggerParameter.GetCustomAttribute<TriggerBindingAttribute>(inherit: true)!;

    internal RetryAttribute? Retry { get; } = method.GetCustomAttribute<RetryAttribute>();

    internal OutputPlan Outputs { get; } = OutputPlan.Of(method);

    /// <summary>Makes the instance, binds the parameters and calls the method; set when the app is prepared.</summary>
    internal Func<InvocationContext, ValueTask<object?>> Invoke { get; set; } =
        static _ => throw new InvalidOperationException("The function is not prepared.");

    /// <summary>The function as its own code sees it.</summary>
    internal LocalFunctionDefinition Definition => field ??= new LocalFunctionDefinition(this);

    /// <summary>Where it is, for errors.</summary>
    internal string Place => $"function '{name}' ({method.DeclaringType?.FullName}.{method.Name})";
}

/// <summary>A function as its own code sees it.</summary>
internal sealed class LocalFunctionDefinition(FunctionDescriptor function) : FunctionDefinition
{
    internal FunctionDescriptor Function => function;

    public override string Id => function.Name;

    public override string Name => function.Name;

    public override string PathToAssembly => function.Method.Module.Assembly.Location;

    public override string EntryPoint => $"{function.Method.DeclaringType?.FullName}.{function.Method.Name}";

    public override ImmutableArray<FunctionParameter> Parameters { get; } =
    [
        .. function
            .Method.GetParameters()
            .Select(p => new FunctionParameter(
                p.Name!,
                p.ParameterType,
                p.HasDefaultValue,
                p.HasDefaultValue ? p.DefaultValue : null
            )),
    ];

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } =
        function
            .Method.GetParameters()
            .Select(p => (p.Name, Binding: p.GetCustomAttribute<BindingAttribute>(inherit: true)))
            .Where(p => p.Binding is not null)
            .ToImmutableDictionary(
                p => p.Name!,
                BindingMetadata (p) => new Binding(p.Name!, Binding.KindOf(p.Binding!), BindingDirection.In)
            );

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; } =
        function.Outputs.Names.ToImmutableDictionary(
            output => output.Name,
            BindingMetadata (output) => new Binding(output.Name, output.Kind, BindingDirection.Out)
        );

    private sealed class Binding(string name, string type, BindingDirection direction) : BindingMetadata
    {
        public override string Name => name;

        public override string Type => type;

        public override BindingDirection Direction => direction;

        internal static string KindOf(BindingAttribute attribute)
        {
            var kind = attribute.GetType().Name.Replace("Attribute", "");
            return char.ToLowerInvariant(kind[0]) + kind[1..];
        }
    }
}

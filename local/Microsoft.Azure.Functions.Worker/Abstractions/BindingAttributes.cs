namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>The base of every attribute that binds a function to something outside it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class BindingAttribute : Attribute
{
    /// <summary>Used by the attributes that derive from this one.</summary>
    public BindingAttribute() { }
}

/// <summary>The base of the attributes of a parameter that is read when the function starts.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class InputBindingAttribute : BindingAttribute
{
    /// <summary>Used by the attributes that derive from this one.</summary>
    public InputBindingAttribute() { }
}

/// <summary>The base of the attributes of the parameter whose event starts the function.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class TriggerBindingAttribute : BindingAttribute
{
    /// <summary>Used by the attributes that derive from this one.</summary>
    public TriggerBindingAttribute() { }
}

/// <summary>
/// The base of the attributes of a result, or of a property of the result, that is written somewhere.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public abstract class OutputBindingAttribute : BindingAttribute
{
    /// <summary>Used by the attributes that derive from this one.</summary>
    public OutputBindingAttribute() { }
}

/// <summary>Names what the host does for functions of a trigger, see <see cref="KnownBindingCapabilities"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BindingCapabilitiesAttribute(params string[] capabilities) : Attribute
{
    /// <summary>The names of the capabilities.</summary>
    public string[] Capabilities { get; } = capabilities;
}

/// <summary>The capabilities that a trigger can claim.</summary>
public static class KnownBindingCapabilities
{
    /// <summary>A failed invocation is repeated as the function's <see cref="RetryAttribute"/> says.</summary>
    public const string FunctionLevelRetry = "FunctionLevelRetry";
}

/// <summary>One event or many in an invocation.</summary>
public enum Cardinality
{
    /// <summary>A batch.</summary>
    Many = 0,

    /// <summary>One event.</summary>
    One = 1,
}

/// <summary>A trigger that can hand over one event or a batch.</summary>
public interface ISupportCardinality
{
    /// <summary>One event or many in an invocation.</summary>
    Cardinality Cardinality { get; set; }
}

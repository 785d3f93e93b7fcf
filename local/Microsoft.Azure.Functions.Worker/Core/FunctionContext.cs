namespace Microsoft.Azure.Functions.Worker;

/// <summary>One invocation of a function, as middleware and the function see it.</summary>
public abstract class FunctionContext
{
    /// <summary>Unique for the invocation.</summary>
    public abstract string InvocationId { get; }

    /// <summary>The same for every invocation of a function.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The trace that the invocation is part of.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>What came with the trigger, by name.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>Which attempt this is.</summary>
    public abstract RetryContext RetryContext { get; }

    /// <summary>The services of this invocation: its own scope, disposed when it ends.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>The function.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>Shared between the middleware and the function of this invocation.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>Shared by type between the parts of the worker.</summary>
    public abstract IInvocationFeatures Features { get; }

    /// <summary>Signalled when the invocation should end: the caller has gone or the host stops.</summary>
    public virtual CancellationToken CancellationToken { get; } = CancellationToken.None;
}

/// <summary>What came with a trigger, by name.</summary>
public abstract class BindingContext
{
    /// <summary>Route values and query parameters of a request; partition, offset and so on of a message.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}

/// <summary>The trace that an invocation is part of, in W3C form.</summary>
public abstract class TraceContext
{
    /// <summary>The traceparent.</summary>
    public abstract string TraceParent { get; }

    /// <summary>The tracestate.</summary>
    public abstract string TraceState { get; }

    /// <summary>Attributes of the invocation.</summary>
    public virtual IReadOnlyDictionary<string, string> Attributes => new Dictionary<string, string>();

    /// <summary>The baggage that came with the trace.</summary>
    public virtual IReadOnlyDictionary<string, string> Baggage => new Dictionary<string, string>();
}

/// <summary>Which attempt an invocation is.</summary>
public abstract class RetryContext
{
    /// <summary>Attempts before this one.</summary>
    public abstract int RetryCount { get; }

    /// <summary>Repetitions allowed; -1 for no end.</summary>
    public abstract int MaxRetryCount { get; }
}

/// <summary>Objects of an invocation, by their type.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    /// <summary>Puts an object under its type.</summary>
    void Set<T>(T instance);

    /// <summary>The object under a type, null when there is none.</summary>
    T? Get<T>();
}

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a function returned; middleware may put something else in its place.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
public abstract class InvocationResult<T>
{
    /// <summary>The result.</summary>
    public abstract T? Value { get; set; }
}

/// <summary>What a function returned, of whatever type.</summary>
public abstract class InvocationResult : InvocationResult<object>;

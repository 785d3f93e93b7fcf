namespace Microsoft.Azure.Functions.Worker;

/// <summary>The worker could not run a function.</summary>
public class FunctionWorkerException : Exception
{
    /// <summary>With a message.</summary>
    public FunctionWorkerException(string message)
        : base(message) { }

    /// <summary>With a message and its cause.</summary>
    public FunctionWorkerException(string message, Exception innerException)
        : base(message, innerException) { }
}

/// <summary>What came with the trigger does not fit a parameter of the function.</summary>
public class FunctionInputConverterException : FunctionWorkerException
{
    /// <summary>With a message.</summary>
    public FunctionInputConverterException(string message)
        : base(message) { }

    /// <summary>With a message and its cause.</summary>
    public FunctionInputConverterException(string message, Exception innerException)
        : base(message, innerException) { }
}

namespace DurableTask.Core.Exceptions;

/// <summary>An instance of the id that was asked for exists in a status that refuses another start.</summary>
public class OrchestrationAlreadyExistsException : InvalidOperationException
{
    /// <summary>Without a message of its own.</summary>
    public OrchestrationAlreadyExistsException() { }

    /// <summary>With this message.</summary>
    public OrchestrationAlreadyExistsException(string message)
        : base(message) { }

    /// <summary>With this message and cause.</summary>
    public OrchestrationAlreadyExistsException(string message, Exception innerException)
        : base(message, innerException) { }
}

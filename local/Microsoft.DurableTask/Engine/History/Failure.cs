using System.Text.Json;
using Microsoft.DurableTask;

namespace Mothership.Local.Durable.History;

/// <summary>A failure as it is stored.</summary>
/// <param name="Type">The exception's full type name.</param>
/// <param name="Message">Its message.</param>
/// <param name="Stack">Its stack trace.</param>
/// <param name="Inner">The failure behind it.</param>
/// <param name="Final">True when trying again cannot help, such as for a task that does not exist.</param>
internal sealed record Failure(
    string Type,
    string Message,
    string? Stack = null,
    Failure? Inner = null,
    bool Final = false
)
{
    // The names that the official engine reports; applications compare with them.
    public const string TaskMissing = "DurableTask.Core.Exceptions.TypeMissingException";
    public const string NonDeterminism = "DurableTask.Core.Exceptions.NonDeterministicOrchestrationException";
    public const string ChildFailure = "DurableTask.Core.Exceptions.SubOrchestrationFailedException";

    public static Failure From(Exception exception)
    {
        var inner = exception switch
        {
            TaskFailedException { FailureDetails: { } details } => From(details),
            { InnerException: { } cause } => From(cause),
            _ => null,
        };
        return new(exception.GetType().ToString(), exception.Message, exception.StackTrace, inner);
    }

    public static Failure Parse(string json) =>
        JsonSerializer.Deserialize<Failure>(json) ?? new Failure("(unknown)", "The failure could not be read.");

    public string ToJson() => JsonSerializer.Serialize(this);

    public TaskFailureDetails ToDetails() => new(Type, Message, Stack, Inner?.ToDetails(), null);

    private static Failure From(TaskFailureDetails details) =>
        new(
            details.ErrorType,
            details.ErrorMessage,
            details.StackTrace,
            details.InnerFailure is { } inner ? From(inner) : null
        );
}

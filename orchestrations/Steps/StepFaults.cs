using Microsoft.DurableTask;

namespace Mothership.Orchestrations.Steps;

/// <summary>Tells faults that pass from those that another try won't cure.</summary>
internal static class StepFaults
{
    // By name, because that is all that a history keeps. What is not listed counts as a fault that passes: giving up on
    // a customer's cluster because of an outage is worse than trying too long.
    private static readonly HashSet<string> Defects =
    [
        "System.ArgumentException",
        "System.ArgumentNullException",
        "System.ArgumentOutOfRangeException",
        "System.FormatException",
        "System.InvalidCastException",
        "System.InvalidOperationException",
        "System.NotSupportedException",
        "System.NullReferenceException",
        "System.Collections.Generic.KeyNotFoundException",
        "System.Text.Json.JsonException",
        "Mothership.Domain.Errors.MothershipException",
    ];

    public static bool IsDefect(TaskFailureDetails details) => Defects.Contains(details.ErrorType);

    /// <summary>For the customer: which part does not work, without its inner workings.</summary>
    public static string Describe(TaskFailureDetails details) =>
        IsDefect(details) ? "An internal error occurred."
        : details.ErrorType.EndsWith(".BusUnavailableException", StringComparison.Ordinal)
            ? "The message bus did not answer in time."
        : "The storage of the control plane did not answer in time.";
}

using Mothership.Domain.Ports;

namespace Mothership.Regions;

/// <summary>What an operator has made of a desired state so far.</summary>
public enum OperatedState
{
    /// <summary>It is as desired.</summary>
    Ready,

    /// <summary>It is accepted and not yet as desired. The change feed tells when that changes.</summary>
    Building,

    /// <summary>It can't be made as desired; reason and message tell the customer why.</summary>
    Failed,

    /// <summary>It is gone, as desired. Only of what is told unasked; else there is then nothing to tell of.</summary>
    Gone,
}

/// <summary>What operators say, in the words of reports.</summary>
internal static class OperatedStates
{
    public static ObservedState Observed(this OperatedState state) =>
        state switch
        {
            OperatedState.Ready => ObservedState.Ready,
            OperatedState.Building => ObservedState.Building,
            OperatedState.Failed => ObservedState.Failed,
            OperatedState.Gone => ObservedState.Gone,
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
        };
}

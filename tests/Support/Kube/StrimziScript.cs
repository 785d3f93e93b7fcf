using System.Text.Json.Nodes;

namespace Mothership.Tests.Support.Kube;

/// <summary>What a script knows when its object's turn has come.</summary>
/// <param name="Object">The object as it is.</param>
/// <param name="Generation">Its generation.</param>
/// <param name="Passes">How often its turn has come by a pass since it has this generation.</param>
/// <param name="Signals">How often the test has signalled it since it was made.</param>
public sealed record StrimziTurn(JsonObject Object, long Generation, int Passes, int Signals);

/// <summary>Where an object is said to stand.</summary>
public enum StrimziPhase
{
    /// <summary>Its status stays as it is.</summary>
    Silent,

    /// <summary>NotReady, with the reason Creating.</summary>
    Creating,

    /// <summary>NotReady, with a reason of the script's.</summary>
    Failing,

    /// <summary>Ready.</summary>
    Ready,
}

/// <summary>What the operator says of an object.</summary>
/// <param name="Phase">Where it stands.</param>
/// <param name="Reason">Why, where it fails: the name of an exception of Strimzi's, mostly.</param>
/// <param name="Message">The same for people.</param>
public sealed record StrimziVerdict(StrimziPhase Phase, string? Reason = null, string? Message = null)
{
    /// <summary>Conditions of type Warning that come beside the other.</summary>
    public IReadOnlyList<(string Reason, string Message)> Warnings { get; init; } = [];

    /// <summary>By how many generations the status is behind its object.</summary>
    public long Behind { get; init; }
}

/// <summary>Decides what the operator says of an object, each time that it looks at it.</summary>
public delegate StrimziVerdict StrimziScript(StrimziTurn turn);

/// <summary>The usual scripts.</summary>
public static class StrimziScripts
{
    /// <summary>Ready, with each generation.</summary>
    public static StrimziScript ReadyAtOnce => _ => Ready;

    /// <summary>Creating for ever.</summary>
    public static StrimziScript Never => _ => Creating;

    /// <summary>Not a word.</summary>
    public static StrimziScript Silent => _ => new StrimziVerdict(StrimziPhase.Silent);

    /// <summary>Creating, until the test signals it.</summary>
    public static StrimziScript OnSignal => turn => turn.Signals > 0 ? Ready : Creating;

    /// <summary>Ready and not ready, by turns, with each pass.</summary>
    public static StrimziScript Flapping =>
        turn => turn.Passes % 2 == 0 ? Ready : new(StrimziPhase.Failing, "TimeoutException", "Exceeded timeout");

    /// <summary>Says Ready of the generation before, until the test signals it.</summary>
    public static StrimziScript Stale => turn => Ready with { Behind = turn.Signals > 0 ? 0 : 1 };

    private static StrimziVerdict Ready => new(StrimziPhase.Ready);

    private static StrimziVerdict Creating => new(StrimziPhase.Creating);

    /// <summary>Creating, and Ready after so many passes since its newest generation.</summary>
    public static StrimziScript ReadyAfter(int passes) => turn => turn.Passes >= passes ? Ready : Creating;

    /// <summary>Ready, with a warning.</summary>
    public static StrimziScript Warns(string reason, string message) =>
        _ => Ready with { Warnings = [(reason, message)] };

    /// <summary>Failing for ever.</summary>
    public static StrimziScript Fails(string reason, string message) =>
        _ => new StrimziVerdict(StrimziPhase.Failing, reason, message);

    /// <summary>Failing, until the test signals it.</summary>
    public static StrimziScript FailsUntilSignal(string reason, string message) =>
        turn => turn.Signals > 0 ? Ready : new StrimziVerdict(StrimziPhase.Failing, reason, message);
}

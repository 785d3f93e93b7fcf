using Mothership.Domain.Errors;
using Mothership.Domain.Ids;

namespace Mothership.Domain.Standing;

/// <summary>How far a hold goes. Each level includes the ones before it.</summary>
public enum HoldLevel
{
    /// <summary>The customer is told, and nothing else happens.</summary>
    Notify,

    /// <summary>Nothing that costs more is accepted.</summary>
    RefuseNew,

    /// <summary>Clusters stop: their compute goes away, their data stays, and they cost nothing.</summary>
    Suspend,

    /// <summary>Clusters are deleted.</summary>
    Terminate,
}

/// <summary>A reason for which an organisation, or one environment of it, may not do all that it wants.</summary>
/// <param name="Id">
/// Deterministic, so that placing it twice places one: <c>cap-{cap id}-{yyyy-MM}</c>, <c>dunning-{invoice id}</c>.
/// </param>
/// <param name="Level">How far it goes.</param>
/// <param name="Environment">What it is about; null for the whole organisation.</param>
/// <param name="Reason">For the customer: why, and what ends it.</param>
/// <param name="PlacedAt">When it came to its level.</param>
public sealed record Hold(
    string Id,
    HoldLevel Level,
    EnvironmentId? Environment,
    string Reason,
    DateTimeOffset PlacedAt
)
{
    /// <summary>Longest id, in characters.</summary>
    public const int IdLength = 128;

    /// <summary>Longest reason, in characters.</summary>
    public const int ReasonLength = 500;

    /// <summary>Begins the ids of holds that a spend cap has placed.</summary>
    public const string CapPrefix = "cap-";

    /// <summary>Whether a text can be a hold's id: letters, digits, dots and dashes.</summary>
    public static bool IsId(string? text) =>
        text is { Length: > 0 and <= IdLength }
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');

    /// <summary>Whether it is about an environment.</summary>
    public bool AppliesTo(EnvironmentId environment) => Environment is null || Environment == environment;
}

/// <summary>What several holds come to.</summary>
public static class Holds
{
    /// <summary>The strongest hold on an environment, the earliest of those; null when there is none.</summary>
    public static Hold? Strongest(IEnumerable<Hold> holds, EnvironmentId environment) =>
        holds
            .Where(h => h.AppliesTo(environment))
            .OrderByDescending(h => h.Level)
            .ThenBy(h => h.PlacedAt)
            .ThenBy(h => h.Id, StringComparer.Ordinal)
            .FirstOrDefault();

    /// <summary>Refuses what would cost more in an environment, when a hold says so.</summary>
    /// <exception cref="MothershipException">QuotaExceeded, <c>spend_cap_reached</c> or
    /// <c>payment_overdue</c>.</exception>
    public static void RefuseGrowth(IEnumerable<Hold> holds, EnvironmentId environment)
    {
        if (Strongest(holds, environment) is not { Level: >= HoldLevel.RefuseNew } hold)
            return;
        var code = hold.Id.StartsWith(Hold.CapPrefix, StringComparison.Ordinal)
            ? SpendCapCodes.Reached
            : "payment_overdue";
        throw new MothershipException(ErrorKind.QuotaExceeded, code, hold.Reason);
    }
}

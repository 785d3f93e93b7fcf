namespace Mothership.Orchestrations.Dunning;

/// <summary>The input of an invoice's dunning: plain types only, because histories keep it.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="Invoice">Which.</param>
/// <param name="FailedAt">When it was first known that it could not be collected.</param>
/// <param name="Steps">The ladder as it was then.</param>
public sealed record DunningInput(
    string Organization,
    string Invoice,
    DateTimeOffset FailedAt,
    IReadOnlyList<DunningStep> Steps
)
{
    /// <summary>The id of the only orchestration that duns an invoice.</summary>
    public static string InstanceIdOf(string invoice) => $"dunning-{invoice}";

    /// <summary>The event that wakes it when the invoice is settled. Only a wake-up: the store has the truth.</summary>
    public const string Settled = "settled";
}

/// <summary>A step of the ladder.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Day">Days after the failure.</param>
/// <param name="Action">What it does.</param>
public sealed record DunningStep(int Number, int Day, string Action);

/// <summary>A step, or only a look when there is none.</summary>
/// <param name="Dunning">Of which dunning.</param>
/// <param name="Step">Null for a look.</param>
public sealed record DunningCall(DunningInput Dunning, DunningStep? Step);

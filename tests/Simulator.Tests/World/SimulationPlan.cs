using Mothership.Domain.Billing;
using Mothership.Simulator.Tests.Customers;

namespace Mothership.Simulator.Tests.World;

/// <summary>All that a simulation depends on: the same plan goes the same way.</summary>
internal sealed record SimulationPlan(int Seed, int Organizations, int Months)
{
    public Rates Rates { get; init; } = new();

    /// <summary>The first month.</summary>
    public BillingMonth First { get; init; } = new(2027, 1);

    /// <summary>Of a thousand calls to the storage, how many are hit.</summary>
    public int StormPerMille { get; init; } = 100;

    /// <summary>How often, on an average, the process dies while it closes a month.</summary>
    public int DeathsPerMonth { get; init; } = 2;

    /// <summary>Whether timers come early, late, twice, not at all, and clocks go back.</summary>
    public bool TimerAnomalies { get; init; } = true;

    /// <summary>The place, counted from the first look, at which a process dies that closes months; null for as it
    /// comes.</summary>
    public int? DiesAt { get; init; }

    /// <summary>Whether invoices are charged.</summary>
    public bool Charges { get; init; }

    /// <summary>How many organisations are audited after each month; all are at the end.</summary>
    public int AuditedEachMonth { get; init; } = int.MaxValue;

    /// <summary>How to see it again.</summary>
    public override string ToString() =>
        $"seed {Seed}, {Organizations} organisations, {Months} months; replay it with "
        + $"MOTHERSHIP_SIM_SEED={Seed} MOTHERSHIP_SIM_SIZE={Organizations}x{Months} ./dev test Simulator Replay";
}

/// <summary>The simulation has found what must not be.</summary>
internal sealed class SimulationFailedException(SimulationPlan plan, string what)
    : Exception($"{what}{Environment.NewLine}Found with {plan}");

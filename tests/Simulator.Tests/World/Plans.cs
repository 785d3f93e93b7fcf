using Mothership.Domain.Billing;

namespace Mothership.Simulator.Tests.World;

/// <summary>Plans that keep one kind of trouble apart from the others.</summary>
internal static class Plans
{
    /// <summary>Nothing goes wrong.</summary>
    public static SimulationPlan Calm(int seed, int organizations, int months) =>
        new(seed, organizations, months)
        {
            StormPerMille = 0,
            DeathsPerMonth = 0,
            TimerAnomalies = false,
            Rates = new() { StragglersPerMille = 0 },
        };

    /// <summary>A calendar of its own for each seed: months of all lengths, leap years among them.</summary>
    public static SimulationPlan Calendar(int seed) =>
        Calm(seed, 2, 4) with
        {
            First = new BillingMonth(2027 + seed % 6, 1 + seed / 6 % 12),
            TimerAnomalies = true,
            DeathsPerMonth = 1,
            Rates = new(Measurements: 1, Resources: 2) { StragglersPerMille = 50, LatePerMille = 30 },
        };
}

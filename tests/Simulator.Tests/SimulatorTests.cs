using Mothership.Simulator.Tests.World;
using Mothership.Tests.Support;
using Xunit.Abstractions;

namespace Mothership.Simulator.Tests;

/// <summary>Organisations through their months, with everything that can go wrong on the way (P1, P27).</summary>
public sealed class SimulatorTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Months_WithEverythingGoingWrong_AreBilledToTheLastMinorUnit(int seed)
    {
        var result = Run(new(seed, 8, 5) { Charges = true });

        result.Invoices.ShouldBeGreaterThan(20);
        result.Faults.ShouldBeGreaterThan(100);
        result.Deaths.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Organizations_ThroughTwoYears_AreBilledToTheLastMinorUnit()
    {
        var plan = new SimulationPlan(4, Counts.Of(4, 1000), Counts.Of(15, 24));

        Run(plan with { AuditedEachMonth = 20, Charges = true })
            .Invoices.ShouldBeGreaterThan(plan.Organizations * plan.Months / 2);
    }

    [Fact]
    public void UsageEvents_DoubledReorderedAndLate_AreNeitherLostNorDoubled()
    {
        var (organizations, months, usage) = (Counts.Of(10, 1000), 4, Counts.Of(2_000, 1_000_000));
        // Some organisations have nothing that could be measured for a while.
        var perMonth = usage * 5 / 4 / organizations / months;
        var plan = new SimulationPlan(5, organizations, months) { AuditedEachMonth = 20 };

        var result = Run(plan with { Rates = new(Measurements: perMonth), DeathsPerMonth = 4 });

        result.Usage.ShouldBeGreaterThan(usage);
        ((decimal)result.Doubled / result.Events).ShouldBeInRange(0.09m, 0.13m);
        ((decimal)result.Late / result.Events).ShouldBeInRange(0.005m, 0.02m);
        ((decimal)result.Reordered / result.Events).ShouldBeInRange(0.035m, 0.06m);
    }

    [Fact]
    public void Simulation_OfTheSameSeed_GoesTheSameWay()
    {
        var (first, second) = (Run(new(6, 4, 3)), Run(new(6, 4, 3)));

        second.Hashes.ShouldBe(first.Hashes);
        second.Turns.ShouldBe(first.Turns);
        second.Faults.ShouldBe(first.Faults);
    }

    private SimulationResult Run(SimulationPlan plan)
    {
        using var simulation = new Simulation(plan);
        var result = simulation.Run();
        output.WriteLine(result.ToString());
        return result;
    }
}

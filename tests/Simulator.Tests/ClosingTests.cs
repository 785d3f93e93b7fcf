using Mothership.Domain.Billing;
using Mothership.Simulator.Tests.World;
using Mothership.Stores.Billing;
using Mothership.Tests.Support;
using Xunit.Abstractions;

namespace Mothership.Simulator.Tests;

/// <summary>Closing months: killed anywhere (P2), again and again (P3), by timers gone wrong (P12), with late events
/// (P14).</summary>
public sealed class ClosingTests(ITestOutputHelper output)
{
    [Fact]
    public void Close_KilledAnywhere_EndsInTheSameBytes()
    {
        var plan = Plans.Calm(seed: 7, organizations: 3, months: 3);
        using var undisturbed = new Simulation(plan);
        var expected = undisturbed.Run().Hashes;
        var places = undisturbed.Closing.Steps;
        places.ShouldBeGreaterThan(200);
        var random = new Random(7);
        var kills = Counts.Of(20, 200);

        for (var i = 0; i < kills; i++)
        {
            var at = random.Next(places);
            using var killed = new Simulation(plan with { DiesAt = at });
            killed.Run().Hashes.ShouldBe(expected, $"killed at place {at} of {places}");
            killed.Closing.Deaths.ShouldBe(1, $"place {at} of {places}");
        }
        output.WriteLine($"killed at {kills} of {places} places: {expected.Count} invoices, always the same bytes");
    }

    [Fact]
    public void Close_TenTimesAndThreeAtOnce_ChangesNothing()
    {
        using var simulation = new Simulation(Plans.Calm(seed: 8, organizations: 5, months: 3));
        var runs = 0;
        simulation.AfterMonth = async month =>
        {
            using var process = simulation.NewProcess();
            var closer = process.Get<MonthCloser>();
            foreach (var customer in simulation.Customers)
            {
                Task<CloseOutcome> CloseAsync() => closer.CloseAsync(customer.Scope, month, default);
                for (var i = 0; i < 10; i++, runs++)
                    (await CloseAsync()).Result.ShouldBe(CloseResult.Closed);
                await Task.WhenAll(CloseAsync(), CloseAsync(), CloseAsync());
            }
            await simulation.CheckUnchangedAsync();
        };

        var result = simulation.Run();

        output.WriteLine($"closed {runs} times again, and {runs / 10} times by three at once: {result}");
    }

    [Fact]
    public void Timers_EarlyLateDoubledMissedAndWithClocksGoingBack_CloseEachMonthOnce()
    {
        var (calendars, invoices) = (Counts.Of(30, 1000), 0);

        for (var seed = 0; seed < calendars; seed++)
        {
            using var simulation = new Simulation(Plans.Calendar(seed));
            invoices += simulation.Run().Invoices;
        }

        invoices.ShouldBeGreaterThan(calendars);
        output.WriteLine($"{calendars} calendars: {invoices} months of organisations, each closed once");
    }

    [Fact]
    public void LateEvents_AfterMonthsAreClosed_ChangeNoInvoice()
    {
        var late = Counts.Of(400, 10_000);
        var plan = Plans.Calm(seed: 9, organizations: 5, months: 4);
        var rates = plan.Rates with { Measurements = late / 5 / 4 * 5 / 2, LatePerMille = 600 };

        using var simulation = new Simulation(plan with { Rates = rates });
        var result = simulation.Run();

        result.Late.ShouldBeGreaterThan(late);
        output.WriteLine($"no invoice changed after {result}");
    }
}

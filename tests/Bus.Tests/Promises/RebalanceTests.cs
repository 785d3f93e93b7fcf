using Xunit.Abstractions;

namespace Bus.Tests.Promises;

/// <summary>
/// P8: workers that come and go while commands arrive lose none, and what is delivered twice has no effect.
/// </summary>
public sealed class RebalanceTests(ITestOutputHelper output)
{
    private const int MostWorkers = 4;

    [Fact]
    public async Task Workers_ComingAndGoing_CarryOutEachCommandOnce()
    {
        var (count, events) = (Counts.Of(quick: 3_000, full: 100_000), Counts.Of(quick: 6, full: 50));
        var random = new Random(8);
        await using var fleet = new RegionFleet();
        await fleet.JoinAsync();
        var (sent, joined, left) = (0, 0, 0);

        for (var number = 1; number <= events; number++)
        {
            for (; sent < (long)count * number / events; sent++)
                fleet.Send(RegionFleet.Signed(sent));
            // In the middle of what is on its way: nobody waits for the workers to be done with it.
            if (fleet.Workers == 1 || (fleet.Workers < MostWorkers && random.Next(2) == 0))
            {
                await fleet.JoinAsync();
                joined++;
            }
            else
            {
                await fleet.LeaveAsync();
                left++;
            }
        }
        fleet.Flush();
        await fleet.UntilAsync(() => fleet.Operator.Clusters == count);

        fleet.Operator.Effects.ShouldBe(count);
        output.WriteLine(
            $"{count} commands, {joined} workers joined and {left} left: {fleet.Operator.Clusters} distinct, "
                + $"{fleet.Operator.Looks - count} delivered again, {fleet.Operator.Effects} effects"
        );
    }
}

using System.Globalization;
using Mothership.Simulator.Tests.World;
using Xunit.Abstractions;

namespace Mothership.Simulator.Tests;

/// <summary>Runs again what a failed simulation names, or any other one.</summary>
public sealed class Replay(ITestOutputHelper output)
{
    [Fact]
    public void Replay_OfTheSeedThatIsSet_IsRight()
    {
        var seed = Environment.GetEnvironmentVariable("MOTHERSHIP_SIM_SEED") ?? "1";
        var size = (Environment.GetEnvironmentVariable("MOTHERSHIP_SIM_SIZE") ?? "2x2").Split('x');
        var plan = new SimulationPlan(Number(seed), Number(size[0]), Number(size[1])) { Charges = true };
        using var simulation = new Simulation(plan);
        output.WriteLine(simulation.Run().ToString());
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

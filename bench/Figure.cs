using System.Text.Json.Serialization;

namespace Mothership.Bench;

/// <summary>One result: the median of its runs and its ratio to something measured in the same run.</summary>
/// <param name="Name">Such as <c>api.get.p50</c>.</param>
/// <param name="Value">The median of the runs.</param>
/// <param name="Unit">Such as <c>ms</c> or <c>1/s</c>.</param>
/// <param name="Against">What the ratio is to, with its own median.</param>
/// <param name="Ratio">Value divided by the median of what it is measured against.</param>
/// <param name="Runs">The value of each run, in order.</param>
internal sealed record Figure(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("value")] double Value,
    [property: JsonPropertyName("unit")] string Unit,
    [property: JsonPropertyName("against")] string Against,
    [property: JsonPropertyName("ratio")] double Ratio,
    [property: JsonPropertyName("runs")] IReadOnlyList<double> Runs
)
{
    /// <summary>The figure of runs that were taken alternately with those of what they are measured against.</summary>
    public static Figure Of(string name, string unit, Runs measured, string against)
    {
        var value = Statistics.Median(measured.Ours);
        var other = Statistics.Median(measured.Theirs);
        return new(name, value, unit, $"{against}: {other:0.###} {unit}", value / other, measured.Ours);
    }
}

/// <summary>Runs of two things, taken alternately so that a noisy machine disturbs both alike.</summary>
internal sealed record Runs(IReadOnlyList<double> Ours, IReadOnlyList<double> Theirs)
{
    /// <summary>Takes <paramref name="count"/> pairs of runs.</summary>
    public static async Task<Runs> AlternateAsync(int count, Func<Task<double>> ours, Func<Task<double>> theirs)
    {
        var (mine, others) = (new List<double>(), new List<double>());
        for (var i = 0; i < count; i++)
        {
            others.Add(await theirs());
            mine.Add(await ours());
        }
        return new(mine, others);
    }
}

using Mothership.Domain.Metering;

namespace Mothership.Regions.Metering;

/// <summary>
/// What an operator that can measure tells of its clusters. Beside <see cref="IClusterOperator"/>, because not every
/// operator can; a figure that it does not know stays null, and is then not billed.
/// </summary>
public interface IClusterMeter
{
    /// <summary>What one cluster did in a minute that is over; null when nothing can be told of it.</summary>
    /// <param name="clusterId"><c>lkc-…</c>.</param>
    /// <param name="minute">The first instant of the minute.</param>
    /// <param name="cancellation">Stops it.</param>
    Task<MinuteCounts?> MeasureAsync(string clusterId, DateTimeOffset minute, CancellationToken cancellation);
}

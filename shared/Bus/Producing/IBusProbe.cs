namespace Mothership.Bus.Producing;

/// <summary>Finds out whether the bus can be reached.</summary>
public interface IBusProbe
{
    /// <summary>Returns when a broker has answered.</summary>
    /// <exception cref="BusUnavailableException">None did within <paramref name="patience"/>.</exception>
    Task CheckAsync(TimeSpan patience, CancellationToken cancellation);
}

using Mothership.Bus.Faults;

namespace Mothership.Bus;

/// <summary>A message for the bus.</summary>
/// <param name="Topic">One of <see cref="Topics"/>.</param>
/// <param name="Key">Decides the partition: messages of one key stay in order.</param>
/// <param name="Value">Protobuf; null is a tombstone.</param>
/// <param name="Headers">See <see cref="BusHeaders"/>.</param>
public sealed record BusMessage(
    string Topic,
    string Key,
    byte[]? Value,
    IReadOnlyList<KeyValuePair<string, string>> Headers
);

/// <summary>The way out to the central Kafka cluster.</summary>
public interface IBus
{
    /// <summary>Publishes and waits until all in-sync replicas have it. At least once.</summary>
    /// <exception cref="BusUnavailableException">The brokers did not take it in time; it may or may not
    /// arrive.</exception>
    Task PublishAsync(BusMessage message, CancellationToken cancellation);
}

/// <summary>The bus did not take a message in time.</summary>
public sealed class BusUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What is wrong; by itself passes only <see cref="BusFaultKind.Unavailable"/>.</summary>
    public BusFaultKind Kind { get; init; } = BusFaultKind.Unavailable;
}

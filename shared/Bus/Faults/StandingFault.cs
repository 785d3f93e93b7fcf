using Confluent.Kafka;

namespace Mothership.Bus.Faults;

/// <summary>
/// What a client's connections last complained of. The library tells the caller of a failed request only that it took
/// too long; why it did, it tells the error handler.
/// </summary>
public sealed class StandingFault
{
    private volatile BusFault? _fault;

    /// <summary>Takes what the error handler was told.</summary>
    public BusFault Note(Error error)
    {
        var fault = BusFault.Of(error);
        // That all brokers are down follows from each of the reasons, and says none.
        if (fault.NeedsAPerson || _fault is null)
            _fault = fault;
        return fault;
    }

    /// <summary>Forgets it: something has worked.</summary>
    public void Clear() => _fault = null;

    /// <summary>Why a request failed: its own error, or what the connections complained of if that says more.</summary>
    public BusFault Explain(Error error, string? subject)
    {
        var own = BusFault.Of(error, subject);
        return own.Kind == BusFaultKind.Unavailable && _fault is { NeedsAPerson: true } standing ? standing : own;
    }
}

using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;

namespace Mothership.Domain.Billing;

/// <summary>What is sold by the second: what its bills and its spend caps are made from.</summary>
public interface ISoldResource
{
    /// <summary>The environment that it is in.</summary>
    EnvironmentId Environment { get; }

    /// <summary>Billing events that may not be in the event table yet.</summary>
    IReadOnlyList<PriceEvent> Outbox { get; }

    /// <summary>The operation under way; null when nothing is.</summary>
    OperationId? OpenOperation { get; }

    /// <summary>Whether its deletion has been asked for.</summary>
    bool IsDeleting { get; }

    /// <summary>Whether its compute is away: then it costs nothing.</summary>
    bool IsOff { get; }

    /// <summary>The phase that clients see.</summary>
    ClusterPhase Phase { get; }

    /// <summary>When it was asked for.</summary>
    DateTimeOffset CreatedAt { get; }

    /// <summary>When the customer or its region last changed it.</summary>
    DateTimeOffset UpdatedAt { get; }

    /// <summary>What it costs a second when it runs; null before its first price.</summary>
    decimal? NetPerSecond { get; }

    /// <summary>What it may come to cost a second; null for none.</summary>
    decimal? CommittedPerSecond { get; }
}

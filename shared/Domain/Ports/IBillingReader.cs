using Mothership.Domain.Billing;
using Mothership.Domain.Ids;
using Mothership.Domain.Tenancy;

namespace Mothership.Domain.Ports;

/// <summary>How far an organisation's months have been closed.</summary>
/// <param name="FirstMonth">The earliest month that has events; null when there are none.</param>
/// <param name="ClosedThrough">This month and all before it are closed; null when none is.</param>
/// <param name="Invoices">How many invoices there are up to <paramref name="ClosedThrough"/>.</param>
public sealed record BillingLedger(BillingMonth? FirstMonth, BillingMonth? ClosedThrough, int Invoices)
{
    /// <summary>The first month that is not closed; null when there are no events.</summary>
    public BillingMonth? FirstOpen => ClosedThrough?.Next ?? FirstMonth;
}

/// <summary>What the event table holds for one month of an organisation.</summary>
/// <param name="CarriedOver">What the month before carried on; empty until that one is closed.</param>
/// <param name="Credits">What the month before left of promotional credits.</param>
/// <param name="Events">The events recorded in it; late ones took effect before it.</param>
/// <param name="EventCount">How many events were appended to it.</param>
public sealed record RecordedMonth(
    IReadOnlyList<CarryOver> CarriedOver,
    IReadOnlyList<CreditBalance> Credits,
    IReadOnlyList<BillingEvent> Events,
    int EventCount
)
{
    /// <summary>What is not there although it was written, for a person to read; empty when all is there.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];
}

/// <summary>Reads the event table.</summary>
public interface IBillingReader
{
    /// <summary>How far the organisation's months have been closed.</summary>
    Task<BillingLedger> ReadLedgerAsync(TenantScope scope, CancellationToken cancellation);

    /// <summary>One month: reads that month's partitions alone, in one query.</summary>
    Task<RecordedMonth> ReadMonthAsync(TenantScope scope, BillingMonth month, CancellationToken cancellation);

    /// <summary>The events of one resource that are recorded in a month.</summary>
    Task<IReadOnlyList<BillingEvent>> ReadResourceAsync(
        TenantScope scope,
        BillingMonth month,
        ResourceId resource,
        CancellationToken cancellation
    );
}

using System.Numerics;

namespace Mothership.Auditing;

/// <summary>What the auditor takes from a row of the event table: texts and numbers as they stand there.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Organization">Whose the row says it is.</param>
/// <param name="RecordedIn">The month, <c>yyyy-MM</c>, whose partition it is in.</param>
/// <param name="At">Ticks of UTC at which it takes effect.</param>
/// <param name="Currency">ISO 4217.</param>
public abstract record AuditedEvent(string Id, string Organization, string RecordedIn, long At, string Currency);

/// <summary>From <c>At</c> on a resource costs so much.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Organization">Whose the row says it is.</param>
/// <param name="RecordedIn">The month whose partition it is in.</param>
/// <param name="At">Ticks of UTC.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Resource">The resource.</param>
/// <param name="Kind">Such as <c>Created</c>.</param>
/// <param name="Generation">Orders events of the same tick.</param>
/// <param name="Price">10^-12 of the currency a second.</param>
/// <param name="Free">The part of it that is free.</param>
/// <param name="Minimum">What a second costs at the least, over a month.</param>
public sealed record AuditedPrice(
    string Id,
    string Organization,
    string RecordedIn,
    long At,
    string Currency,
    string Resource,
    string Kind,
    long Generation,
    BigInteger Price,
    BigInteger Free,
    BigInteger Minimum
) : AuditedEvent(Id, Organization, RecordedIn, At, Currency);

/// <summary>A quantity was measured from <c>At</c> to <paramref name="End"/>.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Organization">Whose the row says it is.</param>
/// <param name="RecordedIn">The month whose partition it is in.</param>
/// <param name="At">Ticks of UTC.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Resource">The resource.</param>
/// <param name="Meter">Such as <c>ingress_bytes</c>.</param>
/// <param name="End">Ticks of UTC.</param>
/// <param name="Book">The version of the price book, and the region.</param>
/// <param name="Quantity">Units of the meter.</param>
/// <param name="UnitPrice">10^-12 of the currency for the units that the meter is priced by.</param>
/// <param name="FreeUnits">Units that are free in the calendar month.</param>
public sealed record AuditedUse(
    string Id,
    string Organization,
    string RecordedIn,
    long At,
    string Currency,
    string Resource,
    string Meter,
    long End,
    string Book,
    BigInteger Quantity,
    BigInteger UnitPrice,
    BigInteger FreeUnits
) : AuditedEvent(Id, Organization, RecordedIn, At, Currency);

/// <summary>A promotional credit was granted.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Organization">Whose the row says it is.</param>
/// <param name="RecordedIn">The month whose partition it is in.</param>
/// <param name="At">Ticks of UTC.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="ExpiresAt">Ticks of UTC; <see cref="long.MaxValue"/> when it does not expire.</param>
public sealed record AuditedCredit(
    string Id,
    string Organization,
    string RecordedIn,
    long At,
    string Currency,
    BigInteger Amount,
    long ExpiresAt
) : AuditedEvent(Id, Organization, RecordedIn, At, Currency);

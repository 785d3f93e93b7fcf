using System.Numerics;
using Mothership.Auditing;
using Mothership.Domain.Billing;

namespace Mothership.Tests.Support;

/// <summary>Hands events of the domain to the auditor, which knows only texts and whole numbers.</summary>
internal static class Audited
{
    /// <summary>What a month's bill has to come to when all events had been recorded in their months.</summary>
    public static MonthOwed Owed(IEnumerable<BillingEvent> events, BillingMonth month) =>
        Owed(events).Owed(month.ToString())[^1];

    /// <summary>The books of events that were all recorded in their months.</summary>
    public static OrganizationBooks Owed(IEnumerable<BillingEvent> events)
    {
        var books = new OrganizationBooks();
        foreach (var e in events)
            books.Add(Of(e, BillingMonth.Of(e.EffectiveAt)));
        return books;
    }

    /// <summary>An event as the auditor sees it.</summary>
    public static AuditedEvent Of(BillingEvent e, BillingMonth recordedIn)
    {
        var (id, owner, month, at) = (e.EventId, e.Organization.Value, recordedIn.ToString(), e.EffectiveAt.UtcTicks);
        return e switch
        {
            PriceEvent p => new AuditedPrice(
                id,
                owner,
                month,
                at,
                p.Currency,
                p.Resource.Id.Value,
                p.Kind.ToString(),
                p.Generation,
                Pico(p.PricePerSecond),
                Pico(p.FreePerSecond),
                Pico(p.MinimumPerSecond)
            ),
            UsageEvent u => new AuditedUse(
                id,
                owner,
                month,
                at,
                u.Currency,
                u.Resource.Id.Value,
                Meters.NameOf(u.Meter),
                u.Period.End.UtcTicks,
                $"{u.PriceBookVersion} {u.Resource.Region}",
                new(u.Quantity),
                Pico(u.UnitPrice),
                new(u.FreeUnits)
            ),
            CreditEvent c => new AuditedCredit(
                id,
                owner,
                month,
                at,
                c.Currency,
                Minor(c.Amount, Currencies.MinorUnits(c.Currency)),
                c.ExpiresAt?.UtcTicks ?? long.MaxValue
            ),
            _ => throw new NotSupportedException(e.GetType().Name),
        };
    }

    /// <summary>A decimal in 10^-19.</summary>
    public static BigInteger Exact(decimal value)
    {
        var bits = decimal.GetBits(value);
        var mantissa = (new BigInteger((uint)bits[2]) << 64) + (new BigInteger((uint)bits[1]) << 32) + (uint)bits[0];
        var signed = bits[3] < 0 ? -mantissa : mantissa;
        return signed * BigInteger.Pow(10, 19) / BigInteger.Pow(10, (bits[3] >> 16) & 0xFF);
    }

    /// <summary>A decimal in minor units.</summary>
    public static BigInteger Minor(decimal value, int decimals) => Exact(value) / BigInteger.Pow(10, 19 - decimals);

    private static BigInteger Pico(decimal price) => new(price * 1_000_000_000_000m);
}

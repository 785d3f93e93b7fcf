using Mothership.Domain.Billing;
using Mothership.Shared.Tests.Billing.Stores;

namespace Mothership.Shared.Tests.Billing.Statements;

/// <summary>
/// Half a year of an organisation that uses everything there is: clusters that are resized, suspended and deleted, free
/// parts, minimums, measurements with corrections, credits; some of it recorded only after its month was closed.
/// </summary>
/// <param name="Arrivals">Each event with the month after whose predecessors were closed it comes.</param>
public sealed record Account(
    int Seed,
    string Currency,
    IReadOnlyList<(BillingEvent Event, BillingMonth Arrives)> Arrivals
)
{
    public static readonly BillingMonth First = new(2027, 1);
    public static readonly BillingMonth Last = new(2027, 6);

    private static readonly decimal[] Prices = [0.000123456789m, 0.0033m, 0.1m, 0m, 0.000000000001m];

    public static Account Of(int seed)
    {
        var random = new Random(seed);
        var currency = random.Next(4) switch
        {
            0 => "JPY",
            1 => "KWD",
            _ => "USD",
        };
        var events = new List<(BillingEvent, BillingMonth)>();
        for (var i = 0; i < 1 + random.Next(3); i++)
            events.AddRange(Cluster(random, $"lkc-{i}", currency));
        for (var i = 0; i < random.Next(3); i++)
            events.Add(Credit(random, i, currency));
        return new(seed, currency, events);
    }

    /// <summary>Lets the months go by: each gets what arrives in it, and is closed.</summary>
    public async Task CloseAllAsync(BillingAccount account)
    {
        foreach (var month in BillingMonth.Range(First, Last.Next))
        {
            foreach (var (billed, _) in Arrivals.Where(a => a.Arrives == month))
                await account.Events.AppendAsync(account.Scope, billed, default);
            (await account.CloseAsync(month.ToString())).Reason.ShouldBeNull();
        }
    }

    public override string ToString() => $"the account of seed {Seed} in {Currency}, {Arrivals.Count} events";

    private static IEnumerable<(BillingEvent, BillingMonth)> Cluster(Random random, string id, string currency)
    {
        var at = First.Start.AddTicks(random.NextInt64(TimeSpan.TicksPerDay * 70));
        var arrives = Arrival(random, at, First);
        yield return (Priced(random, PriceEventKind.Created, at, 1, id, currency), arrives);
        var changes = random.Next(5);
        for (var i = 0; i < changes; i++)
        {
            at = at.AddTicks(random.NextInt64(TimeSpan.TicksPerDay * 40));
            yield return (
                Priced(random, PriceEventKind.Updated, at, i + 2, id, currency),
                Arrival(random, at, arrives)
            );
        }
        for (var i = 0; i < random.Next(30); i++)
            yield return Used(random, i, id, currency);
        at = at.AddTicks(random.NextInt64(TimeSpan.TicksPerDay * 40));
        if (random.Next(2) == 0)
            yield return (
                Priced(random, PriceEventKind.Deleted, at, changes + 2, id, currency),
                Arrival(random, at, arrives)
            );
    }

    private static PriceEvent Priced(
        Random random,
        PriceEventKind kind,
        DateTimeOffset at,
        int generation,
        string id,
        string currency
    )
    {
        var isFree = kind == PriceEventKind.Deleted;
        var price = isFree ? 0m : Prices[random.Next(Prices.Length)];
        return Given.Event(kind, at, price, generation, id, currency) with
        {
            FreePerSecond = random.Next(3) == 0 ? decimal.Round(price / 2, 12) : 0m,
            MinimumPerSecond = !isFree && random.Next(3) == 0 ? Prices[random.Next(Prices.Length)] : 0m,
        };
    }

    private static (BillingEvent, BillingMonth) Used(Random random, int number, string id, string currency)
    {
        var at = First.Start.AddHours(random.Next(24 * 150));
        var meter = random.Next(2) == 0 ? Meter.IngressBytes : Meter.PartitionSeconds;
        var used = Given.Used(
            $"{at:yyyy-MM-dd'T'HH:mm:ss}",
            random.NextInt64(1L << 36),
            0.05m,
            meter,
            id,
            currency
        ) with
        {
            EventId = $"{id}-used-{number}",
            UnitPrice = random.Next(4) == 0 ? 0.111111111111m : 0.05m,
            FreeUnits = random.Next(2) == 0 ? 0m : 1L << 35,
        };
        return (used, Arrival(random, at, First));
    }

    private static (BillingEvent, BillingMonth) Credit(Random random, int number, string currency)
    {
        var at = First.Start.AddDays(random.Next(120));
        var expires = random.Next(2) == 0 ? null : $"{at.AddDays(1 + random.Next(90)):yyyy-MM-dd'T'HH:mm:ss}";
        var credit = Given.Credit(
            $"{at:yyyy-MM-dd'T'HH:mm:ss}",
            1 + random.Next(100_000),
            expires,
            $"credit-{number}"
        ) with
        {
            Currency = currency,
        };
        return (credit, Arrival(random, at, First));
    }

    private static BillingMonth Arrival(Random random, DateTimeOffset at, BillingMonth earliest)
    {
        var month = BillingMonth.Max(BillingMonth.Of(at), earliest);
        for (var late = random.Next(4) == 0 ? random.Next(1, 3) : 0; late > 0 && month < Last; late--)
            month = month.Next;
        return month;
    }
}

using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Tenancy;

namespace Mothership.Simulator.Tests.Customers;

/// <summary>
/// A simulated organisation. Month after month it creates, resizes, suspends and deletes, is measured, corrected and
/// given credits; all that is drawn from its own seed.
/// </summary>
internal sealed class Customer(int number, int seed, string currency, Rates rates)
{
    private static readonly ClusterKind[] Kinds = [ClusterKind.Basic, ClusterKind.Standard, ClusterKind.Dedicated];
    private static readonly RegionId[] Regions = [RegionId.Of("aws", "us-west-2"), RegionId.Of("gcp", "europe-west1")];
    private static readonly Meter[] Measured = [.. Enum.GetValues<Meter>().Where(m => m.IsMeasured())];
    private readonly Random _random = new(seed);
    private readonly List<Cluster> _clusters = [];
    private int _made;

    public OrganizationId Id { get; } = new($"{0xa0000000L + number:x8}-0000-4000-8000-{seed & 0xffffffL:x12}");

    public TenantScope Scope => SystemScope.For(Id);

    public string Currency => currency;

    /// <summary>What happens in a month, in the order of time.</summary>
    public List<BillingEvent> LiveThrough(BillingMonth month)
    {
        _clusters.RemoveAll(c => c.DeletedAt < month.Start);
        var events = new List<BillingEvent>();
        foreach (var (at, isRepricing) in Instants(month))
            events.AddRange(isRepricing ? Reprice(at) : Change(at));
        for (var i = _random.Next(rates.Measurements * 2 + 1); i > 0; i--)
            events.AddRange(Measure(month));
        for (var credits = _random.Next(4) == 0 ? _random.Next(1, 4) : 0; credits > 0; credits--)
            events.Add(Grant(month));
        return [.. events.OrderBy(e => e.EffectiveAt)];
    }

    private IEnumerable<(DateTimeOffset At, bool IsRepricing)> Instants(BillingMonth month)
    {
        var changes = Enumerable.Range(0, _random.Next(1, 3 + _clusters.Count)).Select(_ => Within(month.Period));
        var prices = PriceLists.Of(currency).Changes(month.Start.AddTicks(-1), month.End.AddTicks(-1));
        return changes.Select(at => (at, false)).Concat(prices.Select(at => (at, true))).Order().ToList();
    }

    /// <summary>Some tick of a period; often enough its first or its last one.</summary>
    private DateTimeOffset Within(Period period) =>
        _random.Next(12) switch
        {
            0 => period.Start,
            1 => period.End.AddTicks(-1),
            < 5 => period.Start.AddSeconds(_random.NextInt64(period.Ticks / TimeSpan.TicksPerSecond)),
            _ => period.Start.AddTicks(_random.NextInt64(period.Ticks)),
        };

    private IEnumerable<PriceEvent> Change(DateTimeOffset at)
    {
        var living = _clusters.Where(c => c.DeletedAt is null && c.CreatedAt <= at).ToList();
        if (living.Count == 0 || (living.Count < rates.Resources && _random.Next(10) < 3))
            return [Create(at)];
        var cluster = living[_random.Next(living.Count)];
        var first = Change(cluster, at);
        return _random.Next(10) == 0 && cluster.DeletedAt is null ? [first, Change(cluster, at)] : [first];
    }

    private PriceEvent Change(Cluster cluster, DateTimeOffset at) =>
        _random.Next(10) switch
        {
            < 2 => cluster.Delete(at),
            < 5 => cluster.SuspendOrResume(at),
            _ => cluster.Resize(at, Size(cluster.Kind)),
        };

    private PriceEvent Create(DateTimeOffset at)
    {
        var resource = new BilledResource(
            new($"lkc-{number}x{++_made}"),
            $"cluster {_made}",
            new($"env-{number}"),
            Regions[_random.Next(Regions.Length)]
        );
        var cluster = new Cluster(Id, resource, Kinds[_random.Next(Kinds.Length)], currency, _random.Next(5) == 0);
        _clusters.Add(cluster);
        return cluster.Create(at, Size(cluster.Kind));
    }

    private List<PriceEvent> Reprice(DateTimeOffset at) =>
        [
            .. _clusters
                .Where(c => c.DeletedAt is null && !c.IsSuspended && c.CreatedAt <= at)
                .Select(c => c.Reprice(at)),
        ];

    private IEnumerable<UsageEvent> Measure(BillingMonth month)
    {
        if (_clusters.Count == 0)
            yield break;
        var cluster = _clusters[_random.Next(_clusters.Count)];
        var life = new Period(cluster.CreatedAt, cluster.DeletedAt ?? DateTimeOffset.MaxValue).Clip(month.Period);
        if (life.IsEmpty)
            yield break;
        var start = Within(life);
        var period = new Period(start, start.AddHours(1)).Clip(month.Period);
        var meter = Measured[_random.Next(Measured.Length)];
        var used = cluster.Measure(meter, period, Quantity(meter), ++_made)!;
        yield return used;
        if (used.Quantity > 0m && _random.Next(30) == 0)
            yield return used with
            {
                EventId = $"{used.EventId}-correction",
                Quantity = -decimal.Truncate(used.Quantity / _random.Next(1, 4)),
                Corrects = used.EventId,
            };
    }

    private decimal Quantity(Meter meter)
    {
        var size = meter == Meter.PartitionSeconds ? 3_000_000L : 90L << 30;
        var quantity = _random.Next(8) == 0 ? _random.NextInt64(10) : _random.NextInt64(size);
        return meter == Meter.StorageByteSeconds ? quantity * 3600m : quantity;
    }

    private int Size(ClusterKind kind) => _random.Next(1, Math.Min(ClusterSizes.Max(kind), 6) + 1);

    private CreditEvent Grant(BillingMonth month)
    {
        var at = Within(month.Period);
        return new()
        {
            EventId = $"credit-{number}-{++_made}",
            Organization = Id,
            EffectiveAt = at,
            Currency = currency,
            Actor = "staff",
            // Some outlast months.
            Amount = new decimal(
                _random.Next(1, _random.Next(3) == 0 ? 60_000_000 : 200_000),
                0,
                0,
                false,
                (byte)Currencies.MinorUnits(currency)
            ),
            ExpiresAt = _random.Next(2) == 0 ? at.AddDays(_random.Next(1, 120)) : null,
            Reason = "Welcome.",
        };
    }
}

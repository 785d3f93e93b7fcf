using Mothership.Domain.Billing;

namespace Mothership.Shared.Tests.Billing;

/// <summary>
/// Months of an organisation that uses all there is: resources that are resized, suspended, resumed, repriced and
/// deleted, free parts, minimums, measurements at several prices with corrections, credits; any of it may be recorded
/// months late.
/// </summary>
/// <param name="Seed">Makes the same again.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Recorded">Each event with the month in which it is recorded.</param>
public sealed record Books(int Seed, string Currency, IReadOnlyList<(BillingEvent Event, BillingMonth In)> Recorded)
{
    public static readonly BillingMonth First = new(2027, 12);
    public static readonly BillingMonth Last = new(2028, 5);

    public IReadOnlyList<BillingEvent> Events => [.. Recorded.Select(r => r.Event)];

    public override string ToString() => $"the books of seed {Seed} in {Currency}, {Recorded.Count} events";

    /// <summary>The same, with everything recorded in its month.</summary>
    public Books InTime() => this with { Recorded = [.. Events.Select(e => (e, BillingMonth.Of(e.EffectiveAt)))] };

    /// <summary>The same in another order, with repetitions.</summary>
    public Books Muddled()
    {
        var random = new Random(Seed);
        var some = Recorded.Where(_ => random.Next(3) == 0);
        return this with { Recorded = [.. Recorded.Concat(some).OrderBy(_ => random.Next())] };
    }

    /// <summary>Closes month after month, as the system does.</summary>
    public List<RatedMonth> Close()
    {
        var carried = (IReadOnlyList<CarryOver>)[];
        var credits = (IReadOnlyList<CreditBalance>)[];
        var months = new List<RatedMonth>();
        foreach (var month in BillingMonth.Range(First, Last.Next))
        {
            var recorded = Recorded.Where(r => r.In == month).Select(r => r.Event).ToList();
            var late = RatingInput.LateResources(month, recorded);
            var earlier = Recorded
                .Where(r => r.In < month && r.Event is ResourceEvent e && late.Contains(e.Resource.Id))
                .Select(r => r.Event)
                .ToList();
            var rated = Rating.Rate(new(Given.Organization, month, carried, recorded, earlier) { Credits = credits });
            (carried, credits) = (rated.CarriedOn, rated.CreditsCarriedOn);
            months.Add(rated);
        }
        return months;
    }
}

/// <summary>Makes books from seeds.</summary>
internal sealed class BooksMaker(int seed, string currency)
{
    private readonly Random _random = new(seed);
    private readonly List<(BillingEvent, BillingMonth)> _recorded = [];

    public static Books Of(int seed, string currency) => new BooksMaker(seed, currency).Make();

    private Books Make()
    {
        for (var i = 0; i < 1 + _random.Next(3); i++)
            AddResource($"lkc-{i}");
        for (var i = 0; i < _random.Next(4); i++)
            AddCredit(i);
        return new(seed, currency, _recorded);
    }

    private void AddResource(string id)
    {
        var at = Books.First.Start.AddTicks(_random.NextInt64(TimeSpan.TicksPerDay * 90));
        var (generation, kind, recordedIn) = (1L, PriceEventKind.Created, Books.First);
        for (var left = _random.Next(7); ; left--)
        {
            recordedIn = Late(at, recordedIn);
            _recorded.Add((Priced(id, kind, at, generation), recordedIn));
            if (left <= 0 || kind == PriceEventKind.Deleted)
                break;
            kind = Next(kind, left);
            // Versions of a price book begin at different ticks.
            at = at.AddTicks(Gap() + (kind == PriceEventKind.Repriced ? 1 : 0));
            generation += kind == PriceEventKind.Repriced ? 0 : 1;
        }
        for (var i = 0; i < _random.Next(25); i++)
            AddUse(id, i);
    }

    private PriceEventKind Next(PriceEventKind before, int left) =>
        before == PriceEventKind.Suspended
            ? _random.Next(2) == 0
                ? PriceEventKind.Resumed
                : PriceEventKind.Deleted
            : _random.Next(left == 1 ? 6 : 4) switch
            {
                0 => PriceEventKind.Suspended,
                1 => PriceEventKind.Repriced,
                < 4 => PriceEventKind.Updated,
                _ => PriceEventKind.Deleted,
            };

    /// <summary>From several changes in one tick to weeks, seldom whole seconds.</summary>
    private long Gap() =>
        _random.Next(6) == 0 ? 0 : _random.NextInt64(_random.Next(2) == 0 ? 100_000_000 : TimeSpan.TicksPerDay * 40);

    private PriceEvent Priced(string id, PriceEventKind kind, DateTimeOffset at, long generation)
    {
        var isOff = kind is PriceEventKind.Deleted or PriceEventKind.Suspended;
        var price = isOff ? 0m : Price();
        return Given.Event(kind, at, price, generation, id, currency) with
        {
            EventId = $"{id}-{generation}-{kind}-{at.UtcTicks}".ToLowerInvariant(),
            FreePerSecond = _random.Next(3) == 0 ? decimal.Round(price / _random.Next(1, 4), 12) : 0m,
            MinimumPerSecond = !isOff && _random.Next(3) == 0 ? Price() : 0m,
        };
    }

    private decimal Price() =>
        _random.Next(5) == 0
            ? 0.1m * _random.Next(3)
            : _random.Next() * 0.000000000001m * (_random.Next(3) == 0 ? 100_000L : 1L);

    private void AddUse(string id, int number)
    {
        var meters = Enum.GetValues<Meter>().Where(m => m.IsMeasured()).ToList();
        var at = Books.First.Start.AddHours(_random.Next(24 * 140));
        var used = Given.Used($"{at:yyyy-MM-dd'T'HH:mm:ss}", _random.NextInt64(1L << 40), 0.05m, cluster: id) with
        {
            EventId = $"{id}-used-{number}",
            Currency = currency,
            Meter = meters[_random.Next(meters.Count)],
            UnitPrice = _random.Next(3) == 0 ? 0.111111111111m : 0.05m,
            PriceBookVersion = $"book-{_random.Next(2)}",
            FreeUnits = _random.Next(2) == 0 ? 0m : _random.NextInt64(1L << 40),
        };
        var recordedIn = Late(at, Books.First);
        _recorded.Add((used, recordedIn));
        if (_random.Next(4) > 0)
            return;
        var correction = used with
        {
            EventId = used.EventId + "-corrected",
            Corrects = used.EventId,
            Quantity = _random.Next(3) == 0 ? _random.NextInt64(1L << 30) : -_random.NextInt64((long)used.Quantity + 1),
        };
        _recorded.Add((correction, Late(at, recordedIn)));
    }

    private void AddCredit(int number)
    {
        var at = Books.First.Start.AddHours(_random.Next(24 * 120));
        var unit = (decimal)Math.Pow(10, Currencies.MinorUnits(currency));
        var credit = Given.Credit(
            $"{at:yyyy-MM-dd'T'HH:mm:ss}",
            (1 + _random.Next(1 << 24)) / unit,
            id: $"c-{number}"
        ) with
        {
            Currency = currency,
            ExpiresAt = _random.Next(2) == 0 ? null : at.AddDays(1 + _random.Next(100)),
        };
        _recorded.Add((credit, Late(at, Books.First)));
    }

    private BillingMonth Late(DateTimeOffset at, BillingMonth least)
    {
        var month = BillingMonth.Max(BillingMonth.Of(at), least);
        for (var late = _random.Next(4) == 0 ? _random.Next(1, 4) : 0; late > 0 && month < Books.Last; late--)
            month = month.Next;
        return month;
    }
}

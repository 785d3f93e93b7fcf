namespace Mothership.Domain.Billing;

/// <summary>The measurements of one meter at one price, added up by day.</summary>
internal sealed class MeasuredSum
{
    private const int DaysOfAMonth = 31;
    private readonly decimal[] _days = new decimal[DaysOfAMonth];
    private readonly UsageEvent _first;
    private readonly DateTimeOffset _monthStart;
    private DateTimeOffset _start;
    private DateTimeOffset _end;
    private int _count;

    /// <summary>A sum that takes measurements like a first one, which has still to be added.</summary>
    public MeasuredSum(UsageEvent first, DateTimeOffset monthStart)
    {
        EventRules.CheckPrice(first);
        (_first, Latest, _monthStart) = (first, first, monthStart);
        (_start, _end) = (first.Period.Start, first.Period.End);
    }

    public Meter Meter => _first.Meter;

    /// <summary>The one that ends last; between equals, the one of the higher id.</summary>
    public UsageEvent Latest { get; private set; }

    /// <summary>The order of the lines: by meter, time, version and price.</summary>
    public static int Compare(MeasuredSum a, MeasuredSum b)
    {
        var order = a.Meter.CompareTo(b.Meter);
        if (order == 0)
            order = a._start.CompareTo(b._start);
        if (order == 0)
            order = string.CompareOrdinal(a.Latest.PriceBookVersion, b.Latest.PriceBookVersion);
        return order != 0 ? order : a.Latest.UnitPrice.CompareTo(b.Latest.UnitPrice);
    }

    /// <summary>Whether a measurement is of this meter and price.</summary>
    public bool Takes(UsageEvent used) =>
        used.Meter == _first.Meter
        && used.UnitPrice == _first.UnitPrice
        && used.PriceBookVersion == _first.PriceBookVersion
        && used.Resource.Region == _first.Resource.Region;

    public void Add(UsageEvent used)
    {
        _days[DayOf(used.EffectiveAt)] += used.Quantity;
        _count++;
        var (start, end) = (used.Period.Start, used.Period.End);
        if (start < _start)
            _start = start;
        if (end > _end)
            _end = end;
        var order = end.CompareTo(Latest.Period.End);
        if (order > 0 || (order == 0 && string.CompareOrdinal(used.EventId, Latest.EventId) > 0))
            Latest = used;
    }

    /// <summary>The line; null when corrections have left nothing.</summary>
    /// <exception cref="BillingContradictionException">Corrections took away more than there was.</exception>
    public BillLine? Line(int minorUnits)
    {
        EventRules.CheckPrice(Latest);
        var days = Days();
        var total = days.Total;
        if (total == 0m)
            return null;
        var (unrounded, rounded) = LineAmount.Of(total, _first.UnitPrice, Meter.PricedUnits(), minorUnits);
        return new()
        {
            Kind = BillLineKind.Usage,
            Meter = Meter,
            Resource = Latest.Resource,
            Period = new(_start, _end),
            Quantity = total,
            UnitPrice = _first.UnitPrice,
            PricedUnits = Meter.PricedUnits(),
            PriceBookVersion = _first.PriceBookVersion,
            EventId = _count == 1 ? _first.EventId : "",
            EventCount = _count,
            Days = days,
            UnroundedAmount = unrounded,
            Amount = rounded,
        };
    }

    private int DayOf(DateTimeOffset at) => (int)((at.UtcTicks - _monthStart.UtcTicks) / TimeSpan.TicksPerDay);

    private DayQuantities Days()
    {
        var (begin, end) = (DayOf(_start), DayOf(_end.AddTicks(-1)) + 1);
        var days = _days[begin..end];
        foreach (var quantity in days)
            if (quantity < 0m)
                throw new BillingContradictionException(
                    $"Corrections of {Meters.NameOf(Meter)} of {_first.Resource.Id} take away more than was measured."
                );
        return DayQuantities.From(DateOnly.FromDateTime(_start.UtcDateTime), days);
    }
}

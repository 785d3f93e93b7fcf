namespace Mothership.Domain.Billing;

/// <summary>How much of a quantity is from each day, in the order of the days. Compared by what it says.</summary>
public sealed class DayQuantities : IEquatable<DayQuantities>
{
    private readonly DateOnly _first;
    private readonly decimal[] _quantities;

    private DayQuantities(DateOnly first, decimal[] quantities)
    {
        (_first, _quantities) = (first, quantities);
        foreach (var quantity in quantities)
            Total += quantity;
    }

    /// <summary>The days that have a quantity.</summary>
    public IEnumerable<KeyValuePair<DateOnly, decimal>> Days
    {
        get
        {
            for (var i = 0; i < _quantities.Length; i++)
                if (_quantities[i] != 0m)
                    yield return new(_first.AddDays(i), _quantities[i]);
        }
    }

    /// <summary>The sum.</summary>
    public decimal Total { get; }

    /// <summary>Quantities by day, none twice.</summary>
    public static DayQuantities Of(IEnumerable<KeyValuePair<DateOnly, decimal>> days)
    {
        var ordered = days.OrderBy(d => d.Key).ToList();
        if (ordered.Count == 0)
            return new(default, []);
        var first = ordered[0].Key;
        var quantities = new decimal[ordered[^1].Key.DayNumber - first.DayNumber + 1];
        foreach (var (day, quantity) in ordered)
            quantities[day.DayNumber - first.DayNumber] = quantity;
        return new(first, quantities);
    }

    /// <summary>Quantities of days that follow each other.</summary>
    /// <param name="first">The day of the first quantity.</param>
    /// <param name="quantities">Any number of them, which must not be changed afterwards.</param>
    internal static DayQuantities From(DateOnly first, decimal[] quantities) => new(first, quantities);

    /// <summary>The first units, up to a quantity.</summary>
    public DayQuantities First(decimal quantity)
    {
        var kept = new decimal[_quantities.Length];
        for (var i = 0; i < kept.Length && quantity > 0m; i++)
        {
            kept[i] = Math.Min(_quantities[i], quantity);
            quantity -= kept[i];
        }
        return new(_first, kept);
    }

    /// <inheritdoc/>
    public bool Equals(DayQuantities? other) => other is not null && Days.SequenceEqual(other.Days);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DayQuantities);

    /// <inheritdoc/>
    public override int GetHashCode() => Total.GetHashCode();
}

using System.Collections.Immutable;

namespace Mothership.Domain.Billing;

/// <summary>How much of a quantity is from each day, in the order of the days. Compared by what it says.</summary>
public sealed class DayQuantities : IEquatable<DayQuantities>
{
    private readonly ImmutableArray<KeyValuePair<DateOnly, decimal>> _days;

    /// <summary>Quantities by day; days without any are left out.</summary>
    public DayQuantities(IEnumerable<KeyValuePair<DateOnly, decimal>> days) =>
        _days = [.. days.Where(d => d.Value != 0m).OrderBy(d => d.Key)];

    /// <summary>The days that have a quantity.</summary>
    public IReadOnlyList<KeyValuePair<DateOnly, decimal>> Days => _days;

    /// <summary>The sum.</summary>
    public decimal Total => _days.Sum(d => d.Value);

    /// <summary>The first units, up to a quantity.</summary>
    public DayQuantities First(decimal quantity) => Between(0m, quantity);

    /// <summary>The units from one count up to another, counted from the first day on.</summary>
    public DayQuantities Between(decimal from, decimal to)
    {
        var kept = new List<KeyValuePair<DateOnly, decimal>>();
        var before = 0m;
        foreach (var (day, quantity) in _days)
        {
            var part = Math.Min(before + quantity, to) - Math.Max(before, from);
            if (part > 0m)
                kept.Add(new(day, part));
            before += quantity;
        }
        return new(kept);
    }

    /// <inheritdoc/>
    public bool Equals(DayQuantities? other) => other is not null && _days.SequenceEqual(other._days);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DayQuantities);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_days.Length, Total);
}

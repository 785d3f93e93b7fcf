using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Mothership.Shared.Tests.Billing.Statements;

/// <summary>
/// Reads an explanation as a person with a pocket calculator would, and works every figure of it out again from the
/// figures beside it.
/// </summary>
internal sealed partial class PocketCalculator(int decimals)
{
    private const string Decimal = @"-?\d+(?:\.\d+)?";
    private readonly List<decimal> _group = [];
    private readonly List<decimal> _subtotals = [];
    private decimal? _exact;
    private decimal? _short;
    private decimal? _taken;
    private decimal _minimum;

    /// <summary>The amounts of the lines, in their order.</summary>
    public List<(int Number, decimal Amount)> Amounts { get; } = [];

    /// <summary>How many figures were worked out again.</summary>
    public int Checked { get; private set; }

    /// <summary>Checks all of it.</summary>
    /// <returns>The total.</returns>
    public decimal Check(string text)
    {
        var total = decimal.MinValue;
        foreach (var row in text.Split('\n'))
        {
            if (Regex.Match(row, @"^  Line (\d+): ") is { Success: true } begin)
                (_exact, _short, _taken, _minimum, _line) = (null, null, null, 0m, int.Parse(begin.Groups[1].Value));
            else if (row.StartsWith("    ", StringComparison.Ordinal))
                Check(row[4..14].TrimEnd(), row[14..]);
            else if (row.StartsWith("  Subtotal", StringComparison.Ordinal))
                _subtotals.Add(Sum(row, _group));
            else if (row.StartsWith("Total: ", StringComparison.Ordinal))
                total = Sum(row, _subtotals);
        }
        return total;
    }

    private int _line;

    private void Check(string name, string value)
    {
        switch (name)
        {
            case "price":
                CheckPrice(value);
                break;
            case "quantity":
                CheckQuantity(value);
                break;
            case "exact":
                _exact = CheckExact(value);
                break;
            case "minimum":
                CheckMinimum(value);
                break;
            case "short":
                _short = CheckDifference(value);
                break;
            case "left":
                CheckDifference(value);
                _taken = Numbers(value)[1];
                break;
            case "amount":
                CheckAmount(Numbers(value)[0]);
                break;
        }
    }

    private void CheckPrice(string value)
    {
        var (left, right) = Split(value);
        var numbers = Numbers(left);
        var product = numbers[0] * numbers[1] * (numbers.Count > 2 ? numbers[2] / numbers[3] : 1m);
        Same(decimal.Round(product, 12, MidpointRounding.AwayFromZero), Numbers(right)[0], value);
    }

    private void CheckQuantity(string value)
    {
        var (left, right) = Split(value);
        var times = Regex.Matches(left, @"\d{4}-\d\d-\d\dT[\d:.]+Z").Select(m => Ticks(m.Value)).ToList();
        var expected =
            times.Count == 2 ? (times[1] - times[0]) / 10_000_000m : left.Split(" + ").Sum(part => Numbers(part)[0]);
        Same(expected, Numbers(right)[0], value);
    }

    private decimal CheckExact(string value)
    {
        var (left, right) = Split(value);
        var numbers = Numbers(left.TrimStart('-'));
        var sign = left[0] == '-' ? -1 : 1;
        var above = Whole(numbers[0]) * Whole(numbers[1]) * sign;
        var result = Numbers(right)[0];
        // In 10^-40; a quotient is shown with 15 places, so it may be half of the last one away.
        var below = numbers.Count > 2 ? (BigInteger)numbers[2] : BigInteger.One;
        var difference = BigInteger.Abs(above - Whole(result) * BigInteger.Pow(10, 20) * below);
        var allowed = numbers.Count > 2 ? BigInteger.Pow(10, 25) * below / 2 : BigInteger.Zero;
        difference.ShouldBeLessThanOrEqualTo(allowed, value);
        Checked++;
        return result;
    }

    private void CheckMinimum(string value)
    {
        var numbers = Numbers(value);
        if (value.StartsWith("together", StringComparison.Ordinal))
        {
            Same(_minimum, numbers[0], value);
            Same(Rounded(numbers[0]), numbers[1], value);
            _minimum = numbers[1];
            return;
        }
        Same(numbers[0] * numbers[1], numbers[2], value);
        _minimum += numbers[2];
    }

    private decimal CheckDifference(string value)
    {
        var numbers = Numbers(value.Replace(" - ", " ", StringComparison.Ordinal));
        Same(numbers[0] - numbers[1], numbers[2], value);
        return numbers[2];
    }

    private void CheckAmount(decimal amount)
    {
        var expected = _taken is { } taken ? -taken : _short ?? Rounded(_exact!.Value);
        // What takes back a minimum has its amount with the other sign.
        Same(
            _short is null ? expected : decimal.Abs(expected),
            _short is null ? amount : decimal.Abs(amount),
            $"{amount}"
        );
        Amounts.Add((_line, amount));
        _group.Add(amount);
    }

    private decimal Sum(string row, List<decimal> addends)
    {
        var value = row[(row.IndexOf(": ", StringComparison.Ordinal) + 2)..];
        var parts = value.Split(" = ");
        if (parts.Length > 1 && !parts[0].StartsWith("the sum of", StringComparison.Ordinal))
            Numbers(parts[0]).ShouldBe(addends, row);
        var sum = Numbers(parts[^1])[0];
        Same(addends.Sum(), sum, row);
        if (addends == _group)
            _group.Clear();
        return sum;
    }

    private decimal Rounded(decimal value) => decimal.Round(value, decimals, MidpointRounding.AwayFromZero);

    private void Same(decimal expected, decimal shown, string where)
    {
        shown.ShouldBe(expected, where);
        Checked++;
    }

    private static (string Left, string Right) Split(string value)
    {
        var at = value.IndexOf(" = ", StringComparison.Ordinal);
        return (value[..at], value[(at + 3)..]);
    }

    private static List<decimal> Numbers(string text) =>
        [.. AnyNumber().Matches(text).Select(m => decimal.Parse(m.Value, CultureInfo.InvariantCulture))];

    // In 10^-20.
    private static BigInteger Whole(decimal value)
    {
        var parts = value.ToString(CultureInfo.InvariantCulture).Split('.');
        return BigInteger.Parse(parts[0] + (parts.Length > 1 ? parts[1] : "").PadRight(20, '0'));
    }

    private static long Ticks(string instant) =>
        DateTime.Parse(instant, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal).Ticks;

    [GeneratedRegex(Decimal)]
    private static partial Regex AnyNumber();
}

using System.Globalization;
using System.Numerics;

namespace Mothership.Shared.Tests.Billing.Statements;

/// <summary>
/// Makes a bill from the CSV of usage events and from nothing else, in whole numbers and without the rating library:
/// what a customer's own program could do.
/// </summary>
internal sealed class BillCalculator(List<Dictionary<string, string>> rows, string month, int decimals)
{
    private static readonly BigInteger Places = BigInteger.Pow(10, 12);

    /// <summary>The lines, in any order.</summary>
    public List<CalculatedLine> Lines()
    {
        var known = rows.Where(r => string.CompareOrdinal(r["recorded_month"], month) <= 0).ToList();
        var lines = new List<CalculatedLine>();
        foreach (var resource in known.Where(r => r["type"] != "credit").GroupBy(r => r["resource"]))
        {
            lines.AddRange(Of([.. resource], month));
            lines.AddRange(Corrections([.. resource]));
        }
        lines.AddRange(Credits(known, lines.Aggregate(BigInteger.Zero, (sum, l) => sum + l.Minor)));
        return lines;
    }

    private IEnumerable<CalculatedLine> Corrections(List<Dictionary<string, string>> resource)
    {
        var late = resource.Where(r => r["recorded_month"] == month && MonthOf(Ticks(r)) != month).ToList();
        if (late.Count == 0)
            yield break;
        var before = resource.Where(r => r["recorded_month"] != month).ToList();
        for (var closed = late.Min(r => MonthOf(Ticks(r)))!; closed != month; closed = Next(closed))
        {
            var (charged, due) = (Of(before, closed).ToList(), Of(resource, closed).ToList());
            foreach (var line in charged.Where(l => !due.Exists(d => d.Essence == l.Essence)))
                yield return line with
                {
                    Kind = "adjustment",
                    Minor = -line.Minor,
                };
            foreach (var line in due.Where(l => !charged.Exists(c => c.Essence == l.Essence)))
                yield return line with
                {
                    Kind = "adjustment",
                };
        }
    }

    private IEnumerable<CalculatedLine> Of(List<Dictionary<string, string>> resource, string of)
    {
        var lines = new List<CalculatedLine>();
        BigInteger minimum = 0;
        (long From, long To, string Plan)? life = null;
        var prices = resource
            .Where(r => r["type"] == "price")
            .OrderBy(Ticks)
            .ThenBy(r => long.Parse(r["generation"]))
            .ToList();
        for (var i = 0; i < prices.Count; i++)
        {
            var next = i + 1 < prices.Count ? Ticks(prices[i + 1]) : long.MaxValue;
            var (from, to) = (Math.Max(Ticks(prices[i]), Start(of)), Math.Min(next, Start(Next(of))));
            if (prices[i]["kind"] == "deleted" || to <= from)
                continue;
            life = (life?.From ?? from, to, prices[i]["plan"]);
            lines.Add(OverTime("usage", prices[i], prices[i]["price_per_second"], from, to));
            if (prices[i]["free_per_second"] != "0")
                lines.Add(OverTime("allowance", prices[i], prices[i]["free_per_second"], from, to));
            minimum += Pico(prices[i]["minimum_per_second"]) * (to - from);
        }
        var used = resource.Where(r => r["type"] == "usage" && MonthOf(Ticks(r)) == of);
        lines.AddRange(used.GroupBy(r => r["meter"]).SelectMany(m => Measured([.. m])));
        var missing = Round(minimum, Places * 10_000_000) - lines.Aggregate(BigInteger.Zero, (sum, l) => sum + l.Minor);
        if (minimum > 0 && missing > 0)
            // It is another minimum when it is for another time, even where it comes to the same.
            lines.Add(
                new(
                    "minimum",
                    prices[0]["resource"],
                    "",
                    life!.Value.From,
                    life.Value.To,
                    1,
                    life.Value.Plan,
                    missing,
                    missing
                )
            );
        return lines;
    }

    private CalculatedLine OverTime(string kind, Dictionary<string, string> row, string price, long from, long to)
    {
        var sign = kind == "allowance" ? -1 : 1;
        var minor = sign * Round(Pico(price) * (to - from), Places * 10_000_000);
        return new(
            kind,
            row["resource"],
            row["meter"],
            from,
            to,
            to - from,
            $"{row["plan"]} {row["units"]}",
            Pico(price),
            minor
        );
    }

    private IEnumerable<CalculatedLine> Measured(List<Dictionary<string, string>> meter)
    {
        var free = BigInteger.Parse(meter.MaxBy(r => (EndTicks(r), r["event_id"]))!["free_units"]);
        var lines = new List<CalculatedLine>();
        var groups = meter.GroupBy(r => (r["unit_price"], r["price_book_version"])).Select(g => g.ToList());
        foreach (
            var same in groups
                .OrderBy(g => g.Min(Ticks))
                .ThenBy(g => g[0]["price_book_version"], StringComparer.Ordinal)
                .ThenBy(g => Pico(g[0]["unit_price"]))
        )
        {
            var quantity = same.Aggregate(BigInteger.Zero, (sum, r) => sum + BigInteger.Parse(r["quantity"]));
            var line = MeasuredLine("usage", same, quantity);
            lines.Add(line);
            var part = BigInteger.Min(free, quantity);
            free -= part;
            if (part > 0)
                lines.Add(MeasuredLine("allowance", same, part));
        }
        return lines;
    }

    private CalculatedLine MeasuredLine(string kind, List<Dictionary<string, string>> same, BigInteger quantity)
    {
        var priced = BigInteger.Parse(same[0]["priced_units"]);
        var price = Pico(same[0]["unit_price"]);
        var minor = (kind == "allowance" ? -1 : 1) * Round(price * quantity, Places * priced);
        var (from, to) = (same.Min(Ticks), same.Max(EndTicks));
        var days = Days(same, quantity);
        return new(kind, same[0]["resource"], same[0]["meter"], from, to, quantity, days, price, minor);
    }

    /// <summary>The days that the first units of a sum are from.</summary>
    private static string Days(List<Dictionary<string, string>> same, BigInteger left)
    {
        var days = new List<string>();
        foreach (var day in same.GroupBy(r => Ticks(r) / TimeSpan.TicksPerDay).OrderBy(d => d.Key))
        {
            var part = BigInteger.Min(
                left,
                day.Aggregate(BigInteger.Zero, (sum, r) => sum + BigInteger.Parse(r["quantity"]))
            );
            left -= part;
            if (part > 0)
                days.Add($"{day.Key}:{part}");
        }
        return string.Join(" ", days);
    }

    private IEnumerable<CalculatedLine> Credits(List<Dictionary<string, string>> known, BigInteger subtotal)
    {
        var due = BigInteger.Max(subtotal, 0);
        var usable = known.Where(r =>
            r["type"] == "credit" && (r["expires_at"] == "" || Parse(r["expires_at"]) > Start(month))
        );
        foreach (
            var credit in usable
                .OrderBy(r => r["expires_at"] == "" ? long.MaxValue : Parse(r["expires_at"]))
                .ThenBy(Ticks)
                .ThenBy(r => r["event_id"], StringComparer.Ordinal)
        )
        {
            var left =
                Pico(credit["remaining"] == "" ? credit["amount"] : credit["remaining"])
                / BigInteger.Pow(10, 12 - decimals);
            var taken = BigInteger.Min(due, left);
            due -= taken;
            if (taken > 0)
                yield return new(
                    "credit",
                    credit["event_id"],
                    "",
                    Start(month),
                    Start(Next(month)),
                    1,
                    "",
                    taken,
                    -taken
                );
        }
    }

    private BigInteger Round(BigInteger above, BigInteger below) =>
        (2 * above * BigInteger.Pow(10, decimals) + below) / (2 * below);

    private static BigInteger Pico(string number)
    {
        var parts = number.Split('.');
        return BigInteger.Parse(parts[0] + (parts.Length > 1 ? parts[1] : "").PadRight(12, '0'));
    }

    private static long Ticks(Dictionary<string, string> row) => Parse(row["effective_at"]);

    private static long EndTicks(Dictionary<string, string> row) => Parse(row["period_end"]);

    private static long Parse(string instant) =>
        DateTime.Parse(instant, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal).Ticks;

    private static string MonthOf(long ticks) => new DateTime(ticks).ToString("yyyy-MM");

    private static long Start(string of) => new DateTime(int.Parse(of[..4]), int.Parse(of[5..]), 1).Ticks;

    private static string Next(string of) => MonthOf(new DateTime(Start(of)).AddMonths(1).Ticks);
}

/// <summary>A line as the calculator sees it: times in ticks, prices in 10^-12, amounts in minor units.</summary>
internal sealed record CalculatedLine(
    string Kind,
    string Subject,
    string Meter,
    long From,
    long To,
    BigInteger Quantity,
    string Plan,
    BigInteger Price,
    BigInteger Minor
)
{
    /// <summary>What makes two lines charge the same for the same.</summary>
    public (string, string, long, long, BigInteger, string, BigInteger) Essence =>
        (Kind, Meter, From, To, Quantity, Plan, Price);
}

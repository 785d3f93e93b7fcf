using Azure.Data.Tables;

namespace Mothership.Tables.Tests.Filters;

/// <summary>
/// A filter as a test makes it up, with its text and, written without any of the product's code, its meaning on an
/// entity.
/// </summary>
public abstract record Predicate
{
    public abstract string Text { get; }

    public abstract bool Holds(TableEntity entity);
}

public sealed record Both(Predicate Left, Predicate Right) : Predicate
{
    public override string Text => $"({Left.Text}) and ({Right.Text})";

    public override bool Holds(TableEntity entity) => Left.Holds(entity) && Right.Holds(entity);
}

public sealed record Either(Predicate Left, Predicate Right) : Predicate
{
    public override string Text => $"({Left.Text}) or ({Right.Text})";

    public override bool Holds(TableEntity entity) => Left.Holds(entity) || Right.Holds(entity);
}

public sealed record Neither(Predicate Inner) : Predicate
{
    public override string Text => $"not ({Inner.Text})";

    public override bool Holds(TableEntity entity) => !Inner.Holds(entity);
}

public sealed record Comparison(string Property, string Operator, object Value) : Predicate
{
    public override string Text =>
        $"{Property} {Operator} "
        + Value switch
        {
            string s => $"'{s.Replace("'", "''", StringComparison.Ordinal)}'",
            long l => $"{l}L",
            double d => d.ToString("0.0###", System.Globalization.CultureInfo.InvariantCulture),
            bool b => b ? "true" : "false",
            var other => $"{other}",
        };

    public override bool Holds(TableEntity entity)
    {
        if (!entity.TryGetValue(Property, out var stored) || Sign(stored, Value) is not { } sign)
            return false;
        return Operator switch
        {
            "eq" => sign == 0,
            "ne" => sign != 0,
            "gt" => sign > 0,
            "ge" => sign >= 0,
            "lt" => sign < 0,
            _ => sign <= 0,
        };
    }

    // Null where the two cannot be compared.
    private static int? Sign(object stored, object value) =>
        (stored, value) switch
        {
            (string a, string b) => string.CompareOrdinal(a, b),
            (bool a, bool b) => a.CompareTo(b),
            (int or long or double, int or long or double) => ToDecimal(stored).CompareTo(ToDecimal(value)),
            _ => null,
        };

    private static decimal ToDecimal(object number) =>
        Convert.ToDecimal(number, System.Globalization.CultureInfo.InvariantCulture);
}

using Mothership.Domain.Ids;

namespace Mothership.Domain.Billing;

/// <summary>What a resource has come to in a month.</summary>
/// <param name="Resource">The resource, by its last name.</param>
/// <param name="SoFar">The sum of its rounded lines.</param>
/// <param name="Projected">The same for the whole month, if it goes on as it is.</param>
public sealed record ResourceAccrual(BilledResource Resource, decimal SoFar, decimal Projected);

/// <summary>
/// What a month has come to so far: the bill that would be written if the month ended at this instant, rounded like it.
/// At the month's end it is the invoice.
/// </summary>
/// <param name="Month">The month.</param>
/// <param name="AsOf">The instant; it does not belong to it.</param>
/// <param name="Currency">ISO 4217; null when nothing costs anything.</param>
/// <param name="Total">The sum of the rounded lines, credits included.</param>
/// <param name="Projected">The same for the whole month: what runs goes on at its price, and meters at their average so
/// far.</param>
/// <param name="Credits">What promotional credits have taken off so far; not above 0.</param>
/// <param name="Resources">By id.</param>
public sealed record Accrual(
    BillingMonth Month,
    DateTimeOffset AsOf,
    string? Currency,
    decimal Total,
    decimal Projected,
    decimal Credits,
    IReadOnlyList<ResourceAccrual> Resources
)
{
    /// <summary>The accrual of an organisation.</summary>
    /// <param name="input">The month's events so far.</param>
    /// <param name="asOf">An instant of the month.</param>
    /// <exception cref="BillingContradictionException">The figures contradict each other.</exception>
    public static Accrual Of(RatingInput input, DateTimeOffset asOf)
    {
        var now = Rating.Rate(input, asOf);
        var end = Projection.Of(input, asOf);
        var later = end.Lines.Where(l => l.Resource is not null).ToLookup(l => l.Resource!.Id, l => l.Amount);
        var resources = now
            .Lines.Concat(end.Lines)
            .Where(l => l.Resource is not null)
            .GroupBy(l => l.Resource!.Id)
            .OrderBy(r => r.Key.Value, StringComparer.Ordinal)
            .Select(r => new ResourceAccrual(r.Last().Resource!, SumOf(now, r.Key), later[r.Key].Sum()));
        var credits = now.Lines.Where(l => l.Resource is null).Sum(l => l.Amount);
        return new(input.Month, asOf, end.Currency, now.Total, end.Total, credits, [.. resources]);
    }

    /// <summary>The part of one environment; credits are the whole organisation's and not in it.</summary>
    public Accrual Within(EnvironmentId environment)
    {
        var inside = Resources.Where(r => r.Resource.Environment == environment).ToList();
        return this with
        {
            Total = inside.Sum(r => r.SoFar),
            Projected = inside.Sum(r => r.Projected),
            Credits = 0m,
            Resources = inside,
        };
    }

    private static decimal SumOf(RatedMonth rated, ResourceId resource) =>
        rated.Lines.Where(l => l.Resource?.Id == resource).Sum(l => l.Amount);
}

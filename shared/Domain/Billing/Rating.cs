using Mothership.Domain.Ids;

namespace Mothership.Domain.Billing;

/// <summary>
/// What a month of an organisation is rated from. The order of the lists, and repetitions in them, make no difference.
/// </summary>
/// <param name="Organization">Who pays.</param>
/// <param name="Month">The month.</param>
/// <param name="CarriedOver">What its resources cost at the month's first tick.</param>
/// <param name="Recorded">The events of the month's partition. Those that took effect before the month are late ones,
/// see <see cref="Earlier"/>.</param>
/// <param name="Earlier">All events in the partitions of earlier months, of those resources that have late
/// events.</param>
public sealed record RatingInput(
    OrganizationId Organization,
    BillingMonth Month,
    IReadOnlyCollection<CarryOver> CarriedOver,
    IReadOnlyCollection<BillingEvent> Recorded,
    IReadOnlyCollection<BillingEvent> Earlier
)
{
    /// <summary>What is left of promotional credits at the month's first tick.</summary>
    public IReadOnlyCollection<CreditBalance> Credits { get; init; } = [];

    /// <summary>The resources of events that took effect before a month.</summary>
    public static IReadOnlySet<ResourceId> LateResources(BillingMonth month, IEnumerable<BillingEvent> recorded)
    {
        var start = month.Start;
        var late = new HashSet<ResourceId>();
        foreach (var e in recorded)
            if (e.EffectiveAt < start && e is ResourceEvent about)
                late.Add(about.Resource.Id);
        return late;
    }
}

/// <summary>A month of an organisation, rated.</summary>
/// <param name="Organization">Who pays.</param>
/// <param name="Month">The month.</param>
/// <param name="Currency">ISO 4217; null when nothing costs anything.</param>
/// <param name="Lines">First each resource's, by id, then the adjustments, then the credits.</param>
/// <param name="CarriedOn">What outlives the month.</param>
public sealed record RatedMonth(
    OrganizationId Organization,
    BillingMonth Month,
    string? Currency,
    IReadOnlyList<BillLine> Lines,
    IReadOnlyList<CarryOver> CarriedOn
)
{
    /// <summary>What is left of promotional credits.</summary>
    public IReadOnlyList<CreditBalance> CreditsCarriedOn { get; init; } = [];

    /// <summary>The sum of the rounded lines.</summary>
    public decimal Total => Lines.Sum(l => l.Amount);
}

/// <summary>Turns events into the lines of a bill. Pure: the same events always give the same lines.</summary>
public static class Rating
{
    /// <summary>Rates a whole month.</summary>
    /// <exception cref="BillingContradictionException">The figures contradict each other.</exception>
    public static RatedMonth Rate(RatingInput input) => Rate(input, input.Month.End);

    /// <summary>Rates a month as far as it has come, for figures of the running month.</summary>
    /// <param name="input">Its events so far.</param>
    /// <param name="until">The instant up to which to rate; what is outside the month is ignored.</param>
    /// <exception cref="BillingContradictionException">The figures contradict each other.</exception>
    public static RatedMonth Rate(RatingInput input, DateTimeOffset until)
    {
        var currency = CheckInput(input);
        var period = input.Month.Period.Clip(new(DateTimeOffset.MinValue, until));
        var resources = RatedResource.AllOf(input);
        var lines = new List<BillLine>();
        var carriedOn = new List<CarryOver>();
        foreach (var resource in resources)
        {
            lines.AddRange(resource.Now.Lines(input.Month, period));
            if (resource.Now.Prices.Into(input.Month.Next) is { } carried)
                carriedOn.Add(carried);
        }
        foreach (var resource in resources)
            if (resource.Late.Count > 0)
                lines.AddRange(Adjustments.Of(resource, input.Month));
        var (credits, left) = Credits.Apply(input, lines.Sum(l => l.Amount), currency);
        lines.AddRange(credits);
        var rated = new RatedMonth(input.Organization, input.Month, currency, lines, carriedOn)
        {
            CreditsCarriedOn = left,
        };
        RatingChecks.Check(rated);
        return rated;
    }

    /// <summary>Checks that all is of this organisation and month, and in one currency.</summary>
    /// <returns>The currency; null when nothing costs anything.</returns>
    private static string? CheckInput(RatingInput input)
    {
        string? currency = null;
        var (owner, end) = (input.Organization.Value, input.Month.End);
        foreach (var e in input.Recorded)
        {
            if (!ReferenceEquals(e.Organization.Value, owner))
                CheckOwner(e, input);
            if (e.EffectiveAt >= end)
                throw new BillingContradictionException(
                    $"Event {e.EventId} takes effect after {input.Month}, where it is recorded."
                );
            if (!ReferenceEquals(currency, e.Currency) && e is ResourceEvent)
                currency = Same(currency, e.Currency);
        }
        foreach (var carried in input.CarriedOver)
        {
            CheckOwner(carried.Source, input);
            currency = Same(currency, carried.Source.Currency);
        }
        foreach (var credit in input.Credits)
            CheckOwner(credit.Source, input);
        foreach (var e in input.Earlier)
            CheckOwner(e, input);
        return currency;
    }

    private static void CheckOwner(BillingEvent e, RatingInput input)
    {
        if (e.Organization != input.Organization)
            throw new BillingContradictionException(
                $"Event {e.EventId} belongs to organisation {e.Organization}, not to {input.Organization}."
            );
    }

    private static string Same(string? first, string currency)
    {
        if (first is not null && first != currency)
            throw new BillingContradictionException(
                $"The month has events in several currencies: {first}, {currency}."
            );
        return Currencies.IsKnown(currency)
            ? currency
            : throw new BillingContradictionException($"The month has events in the unknown currency '{currency}'.");
    }
}

using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Stores.Billing;

/// <summary>Gathers what a month is rated from.</summary>
public sealed class RatingInputs(IBillingReader reader)
{
    /// <summary>
    /// A month's events and what is carried over into it: one partition. Only for resources with late events does it
    /// look into the partitions of earlier months.
    /// </summary>
    /// <exception cref="BillingContradictionException">Events that were appended are not there.</exception>
    public async Task<RatingInput> LoadAsync(
        TenantScope scope,
        BillingLedger ledger,
        BillingMonth month,
        CancellationToken cancellation
    )
    {
        var recorded = await reader.ReadMonthAsync(scope, month, cancellation);
        BillingContradictionException.Unless(recorded.Faults.Count == 0, string.Join(" ", recorded.Faults));
        var earlier = new List<BillingEvent>();
        foreach (var resource in RatingInput.LateResources(month, recorded.Events))
        foreach (var before in BillingMonth.Range(ledger.FirstMonth ?? month, month))
            earlier.AddRange(await reader.ReadResourceAsync(scope, before, resource, cancellation));
        return new(scope.Organization, month, recorded.CarriedOver, recorded.Events, earlier)
        {
            Credits = recorded.Credits,
        };
    }

    /// <summary>What the present month is rated from, whether or not the months before it are closed.</summary>
    /// <exception cref="BillingContradictionException">The figures contradict each other.</exception>
    public async Task<RatingInput> LoadPresentAsync(
        TenantScope scope,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var ledger = await reader.ReadLedgerAsync(scope, cancellation);
        var present = BillingMonth.Of(now);
        RatedMonth? before = null;
        var input = new RatingInput(scope.Organization, present, [], [], []);
        foreach (var month in BillingMonth.Range(ledger.FirstOpen ?? present.Next, present.Next))
        {
            input = await LoadAsync(scope, ledger, month, cancellation);
            if (before is not null)
                input = input with { CarriedOver = before.CarriedOn, Credits = before.CreditsCarriedOn };
            before = Rating.Rate(input, now);
        }
        return input;
    }

    /// <summary>The months that are not closed, in order, rated as far as they have come.</summary>
    /// <param name="scope">The organisation.</param>
    /// <param name="now">The instant up to which to rate; it does not belong to it.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="BillingContradictionException">The figures contradict each other.</exception>
    public async Task<IReadOnlyList<RatedMonth>> RateOpenAsync(
        TenantScope scope,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var open = await OpenAsync(scope, now, cancellation);
        return [.. open.Select(m => m.Rated)];
    }

    /// <summary>The months that are not closed, in order, rated as far as they have come, with what they are rated
    /// from.</summary>
    /// <param name="scope">The organisation.</param>
    /// <param name="now">The instant up to which to rate; it does not belong to it.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="BillingContradictionException">The figures contradict each other.</exception>
    public async Task<IReadOnlyList<OpenMonth>> OpenAsync(
        TenantScope scope,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var ledger = await reader.ReadLedgerAsync(scope, cancellation);
        var open = new List<OpenMonth>();
        if (ledger.FirstOpen is not { } first)
            return open;
        foreach (var month in BillingMonth.Range(first, BillingMonth.Of(now).Next))
        {
            var input = await LoadAsync(scope, ledger, month, cancellation);
            // A month before this one that is not closed yet has written nothing into it.
            if (open.Count > 0)
            {
                var before = open[^1].Rated;
                input = input with { CarriedOver = before.CarriedOn, Credits = before.CreditsCarriedOn };
            }
            open.Add(new(input, Rating.Rate(input, now)));
        }
        return open;
    }
}

/// <summary>A month that is not closed.</summary>
/// <param name="Input">What it is rated from.</param>
/// <param name="Rated">What that comes to so far.</param>
public sealed record OpenMonth(RatingInput Input, RatedMonth Rated);

using System.Runtime.CompilerServices;
using Mothership.Domain.Billing;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Statements;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Billing;

namespace Mothership.Stores.Finance;

/// <summary>
/// What all organisations have used that no invoice says yet. Only for staff. Goes through the list of open months page
/// by page, and holds one organisation's open months at a time.
/// </summary>
public sealed class UnbilledReader(IOpenMonths months, RatingInputs inputs, TimeProvider clock)
{
    private const int PageSize = 200;

    /// <summary>Every month of every organisation that has cost something up to now and is not closed; then those that
    /// are parked.</summary>
    public async IAsyncEnumerable<UnbilledMonth> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        foreach (var month in await months.BeforeAsync(BillingMonth.Of(now).Next, cancellation))
        {
            OrganizationId? after = null;
            do
            {
                var page = await months.OrganizationsAsync(month, after, PageSize, cancellation);
                foreach (var organization in page)
                foreach (var unbilled in await OfAsync(organization, month, now, cancellation))
                    yield return unbilled;
                after = page.Count == PageSize ? page[^1] : null;
            } while (after is not null);
        }
        await foreach (var parked in months.ParkedAsync(cancellation))
            yield return new(parked.Organization, parked.Month, now, null, 0m, parked.Reason);
    }

    /// <summary>
    /// An organisation is on the list once for each month that has something in it; all of them are worked out with the
    /// first. A month before that one is not closed either, but empty.
    /// </summary>
    private async Task<IReadOnlyList<UnbilledMonth>> OfAsync(
        OrganizationId organization,
        BillingMonth month,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        try
        {
            var open = await inputs.OpenAsync(SystemScope.For(organization), now, cancellation);
            if (open.Any(m => m.Input.Month < month && !IsEmpty(m.Input)))
                return [];
            return
            [
                .. open.Select(m => m.Rated)
                    .Where(m => m.Month >= month && m.Lines.Count > 0)
                    .Select(m => new UnbilledMonth(organization, m.Month, now, m.Currency, m.Total, null)),
            ];
        }
        catch (BillingContradictionException contradiction)
        {
            return [new(organization, month, now, null, 0m, contradiction.Message)];
        }
    }

    private static bool IsEmpty(RatingInput input) =>
        input.Recorded.Count + input.CarriedOver.Count + input.Credits.Count == 0;
}

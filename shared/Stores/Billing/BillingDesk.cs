using Mothership.Domain.Billing;
using Mothership.Domain.Errors;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Stores.Billing;

/// <summary>A promotional credit that is to be granted.</summary>
/// <param name="Amount">In units of the currency.</param>
/// <param name="Currency">ISO 4217; null for that of the price book.</param>
/// <param name="ExpiresAt">Months that begin at or after it get nothing; null when it does not expire.</param>
/// <param name="Reason">For the customer to read.</param>
public sealed record CreditGrant(decimal Amount, string? Currency, DateTimeOffset? ExpiresAt, string Reason);

/// <summary>A measurement that is to be corrected.</summary>
/// <param name="Resource">The resource that it is about.</param>
/// <param name="EventId">The measurement.</param>
/// <param name="Quantity">In whole units of its meter, what is added to it; negative to take away.</param>
public sealed record UsageCorrection(ResourceId Resource, string EventId, decimal Quantity);

/// <summary>
/// What staff write into the event table. Both can be repeated with the same id and change nothing then.
/// </summary>
public sealed class BillingDesk(
    IBillingEventStore events,
    IBillingReader reader,
    IOrganizationStore organizations,
    IPriceBook prices,
    TimeProvider clock
)
{
    private const string Staff = "staff";
    private const decimal MaxCredit = 1_000_000_000m;

    /// <summary>Grants a credit, from now on.</summary>
    /// <param name="organization">Whose it is.</param>
    /// <param name="id">The event's id.</param>
    /// <param name="grant">The credit.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The event; null when there is no such organisation.</returns>
    /// <exception cref="MothershipException">Invalid: something is wrong with it.</exception>
    public async Task<CreditEvent?> GrantAsync(
        OrganizationId organization,
        string id,
        CreditGrant grant,
        CancellationToken cancellation
    )
    {
        var (scope, now) = (SystemScope.For(organization), clock.GetUtcNow());
        Check(grant, now);
        if (await organizations.FindAsync(scope, cancellation) is null)
            return null;
        if (await GrantedAsync(scope, id, BillingMonth.Of(now), cancellation) is { } granted)
            return granted;
        var credit = new CreditEvent
        {
            EventId = id,
            Organization = scope.Organization,
            EffectiveAt = now,
            Currency = prices.Currency,
            Actor = Staff,
            Amount = grant.Amount,
            ExpiresAt = grant.ExpiresAt?.ToUniversalTime(),
            Reason = grant.Reason,
        };
        try
        {
            await events.AppendAsync(scope, credit, cancellation);
            return credit;
        }
        catch (InvalidOperationException)
        {
            // The same request, sent twice at once, was faster: at another tick.
            if (await GrantedAsync(scope, id, BillingMonth.Of(now), cancellation) is { } faster)
                return faster;
            throw;
        }
    }

    /// <summary>Corrects a measurement by an event that adds to it; the measurement itself stays as it is.</summary>
    /// <param name="organization">Whose it is.</param>
    /// <param name="id">The new event's id.</param>
    /// <param name="correction">What is to be corrected.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The new event; null when there is no such measurement.</returns>
    /// <exception cref="MothershipException">Invalid: it would take away more than was measured.</exception>
    public async Task<UsageEvent?> CorrectAsync(
        OrganizationId organization,
        string id,
        UsageCorrection correction,
        CancellationToken cancellation
    )
    {
        var scope = SystemScope.For(organization);
        var known = await UsesAsync(scope, correction.Resource, cancellation);
        if (known.Find(u => u.EventId == correction.EventId && u.Corrects is null) is not { } measured)
            return null;
        var others = known.Where(u => u.Corrects == measured.EventId && u.EventId != id).Sum(u => u.Quantity);
        if (correction.Quantity == 0m || decimal.Truncate(correction.Quantity) != correction.Quantity)
            throw Invalid("/quantity", "quantity is a whole number of the meter's units, not 0.");
        if (measured.Quantity + others + correction.Quantity < 0m)
            throw Invalid("/quantity", $"Only {measured.Quantity + others} are left of event {measured.EventId}.");
        var corrected = measured with
        {
            EventId = id,
            Corrects = measured.EventId,
            Quantity = correction.Quantity,
            Actor = Staff,
        };
        await events.AppendAsync(scope, corrected, cancellation);
        return corrected;
    }

    private void Check(CreditGrant grant, DateTimeOffset now)
    {
        if (grant.Currency is not null && grant.Currency != prices.Currency)
            throw Invalid("/currency", $"Bills are in {prices.Currency}, so currency must be {prices.Currency}.");
        if (grant.Amount is <= 0m or > MaxCredit || Money.Round(grant.Amount, prices.Currency) != grant.Amount)
            throw Invalid("/amount", $"amount must be from the smallest unit of {prices.Currency} up to {MaxCredit}.");
        if (grant.ExpiresAt <= now)
            throw Invalid("/expires_at", "expires_at must be in the future.");
    }

    /// <summary>The credit of an earlier try; its time is then that of the first one.</summary>
    private async Task<CreditEvent?> GrantedAsync(
        TenantScope scope,
        string id,
        BillingMonth present,
        CancellationToken cancellation
    )
    {
        foreach (var month in BillingMonth.Range(present.Previous, present.Next))
        {
            var recorded = await reader.ReadMonthAsync(scope, month, cancellation);
            if (recorded.Events.OfType<CreditEvent>().FirstOrDefault(e => e.EventId == id) is { } granted)
                return granted;
        }
        return null;
    }

    private async Task<List<UsageEvent>> UsesAsync(
        TenantScope scope,
        ResourceId resource,
        CancellationToken cancellation
    )
    {
        var ledger = await reader.ReadLedgerAsync(scope, cancellation);
        var uses = new List<UsageEvent>();
        var end = BillingMonth.Of(clock.GetUtcNow()).Next;
        foreach (var month in BillingMonth.Range(ledger.FirstMonth ?? end, end))
            uses.AddRange((await reader.ReadResourceAsync(scope, month, resource, cancellation)).OfType<UsageEvent>());
        return uses;
    }

    private static MothershipException Invalid(string pointer, string detail) =>
        new(ErrorKind.Invalid, "invalid_configuration", detail, pointer);
}

using Mothership.Domain.Billing;
using Mothership.Domain.Ids;
using Mothership.Domain.Tenancy;

namespace Mothership.Domain.Ports;

/// <summary>An organisation's ledger once its first month is settled.</summary>
/// <param name="Ledger">How far its months are closed.</param>
/// <param name="Token">Of the store; null when there is nothing to close.</param>
public sealed record SealedLedger(BillingLedger Ledger, string? Token);

/// <summary>
/// The steps that close a month of an organisation, in the order in which they are taken. Each can be repeated, by
/// several workers at the same time, and after a crash at any point.
/// </summary>
public interface IMonthCloseStore
{
    /// <summary>
    /// Settles which month is the organisation's first: from now on no event can begin an earlier one.
    /// </summary>
    Task<SealedLedger> SealAsync(TenantScope scope, CancellationToken cancellation);

    /// <summary>Lets no more events into a month; later ones go to the next month that is open.</summary>
    /// <returns>A token for <see cref="CompleteAsync"/> and <see cref="ParkAsync"/>.</returns>
    Task<string> FreezeAsync(TenantScope scope, BillingMonth month, CancellationToken cancellation);

    /// <summary>Writes what outlives a month into the next one.</summary>
    /// <param name="scope">The organisation.</param>
    /// <param name="into">The next month.</param>
    /// <param name="carried">What is carried into it.</param>
    /// <param name="credits">What is left of promotional credits.</param>
    /// <param name="cancellation">Stops it.</param>
    Task CarryOnAsync(
        TenantScope scope,
        BillingMonth into,
        IReadOnlyCollection<CarryOver> carried,
        IReadOnlyCollection<CreditBalance> credits,
        CancellationToken cancellation
    );

    /// <summary>Closes a frozen month for good and takes it off the list of open ones.</summary>
    /// <param name="scope">The organisation.</param>
    /// <param name="ledger">As of <see cref="SealAsync"/>, or of the closing of the month before.</param>
    /// <param name="month">The month; all before it are closed.</param>
    /// <param name="token">From <see cref="FreezeAsync"/>.</param>
    /// <param name="invoices">How many invoices the organisation has with this month's.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The ledger with this month closed.</returns>
    /// <exception cref="StaleWriteException">The month is not frozen as it was: begin again.</exception>
    Task<SealedLedger> CompleteAsync(
        TenantScope scope,
        SealedLedger ledger,
        BillingMonth month,
        string token,
        int invoices,
        CancellationToken cancellation
    );

    /// <summary>
    /// Sets a frozen month aside for a person: it takes events again, so that it can be put right, and the next one
    /// that it gets makes it due again. Nothing happens when somebody else has moved it on.
    /// </summary>
    Task ParkAsync(TenantScope scope, BillingMonth month, string token, string reason, CancellationToken cancellation);

    /// <summary>Takes a month that is closed, or has nothing in it, off the list of open ones.</summary>
    Task ForgetAsync(TenantScope scope, BillingMonth month, CancellationToken cancellation);
}

/// <summary>
/// The list of months that organisations have open: what there is to close. Not a tenant's data. May name a month that
/// is closed by now.
/// </summary>
public interface IOpenMonths
{
    /// <summary>
    /// The months before <paramref name="end"/> that some organisation has open and not parked, in order.
    /// </summary>
    Task<IReadOnlyList<BillingMonth>> BeforeAsync(BillingMonth end, CancellationToken cancellation);

    /// <summary>Organisations that have a month open and not parked, in the order of their ids.</summary>
    /// <param name="month">The month.</param>
    /// <param name="after">The last one of the page before; null for the first page.</param>
    /// <param name="size">The most to return.</param>
    /// <param name="cancellation">Stops it.</param>
    Task<IReadOnlyList<OrganizationId>> OrganizationsAsync(
        BillingMonth month,
        OrganizationId? after,
        int size,
        CancellationToken cancellation
    );

    /// <summary>The organisations whose month is parked, with the reasons.</summary>
    IAsyncEnumerable<ParkedMonth> ParkedAsync(CancellationToken cancellation);
}

/// <summary>A month that waits for a person.</summary>
public sealed record ParkedMonth(OrganizationId Organization, BillingMonth Month, string Reason);

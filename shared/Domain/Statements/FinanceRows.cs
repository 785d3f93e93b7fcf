using Mothership.Domain.Billing;
using Mothership.Domain.Ids;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;

namespace Mothership.Domain.Statements;

/// <summary>What a month of an organisation has come to that is not billed yet.</summary>
/// <param name="Organization">Who will pay.</param>
/// <param name="Month">The month.</param>
/// <param name="AsOf">Up to when.</param>
/// <param name="Currency">ISO 4217; null while its figures are under review.</param>
/// <param name="Amount">In units of the currency; 0 while its figures are under review.</param>
/// <param name="Reason">Why its figures are under review; null when they are not.</param>
public sealed record UnbilledMonth(
    OrganizationId Organization,
    BillingMonth Month,
    DateTimeOffset AsOf,
    string? Currency,
    decimal Amount,
    string? Reason
);

/// <summary>A month that waits for a person, for that person.</summary>
/// <param name="Parked">The month and the reason.</param>
/// <param name="DisplayName">The organisation's name.</param>
public sealed record ParkedRow(ParkedMonth Parked, string DisplayName)
{
    /// <summary>The next steps.</summary>
    public string WhatToDo =>
        $"Read its events: GET /fleet/v1/organizations/{Parked.Organization}/usage-events with the days of "
        + $"{Parked.Month}. "
        + "No event is ever changed or removed: append the one that is missing, or one that puts the wrong one right; "
        + $"POST /fleet/v1/organizations/{Parked.Organization}/usage-corrections does so for what is measured. "
        + "The month is then due again by itself, and is closed within the hour; until then, later months of this "
        + "organisation wait, and its customer is told that the figures are being looked at.";
}

/// <summary>An invoice that something is owed on.</summary>
/// <param name="Organization">Who owes.</param>
/// <param name="Invoice">Its id.</param>
/// <param name="Number">Its number.</param>
/// <param name="Month">Its month.</param>
/// <param name="Status">Where its payment stands.</param>
/// <param name="AgeDays">Whole days since the end of its month.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Due">What is owed, in units of the currency.</param>
public sealed record Receivable(
    OrganizationId Organization,
    string Invoice,
    string Number,
    BillingMonth Month,
    InvoiceStatus Status,
    int AgeDays,
    string Currency,
    decimal Due
)
{
    /// <summary>All ages, youngest first.</summary>
    public static IReadOnlyList<string> Ages { get; } = ["0-30", "31-60", "61-90", "over 90"];

    /// <summary>In days.</summary>
    public string Age => Ages[Math.Min(Math.Max(AgeDays - 1, 0) / 30, Ages.Count - 1)];
}

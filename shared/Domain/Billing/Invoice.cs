using System.Security.Cryptography;
using System.Text;
using Mothership.Domain.Ids;
using Mothership.Domain.Payments;

namespace Mothership.Domain.Billing;

/// <summary>
/// The bill of one organisation for one month. Immutable: it is made once, and a mistake is put right on a later one.
/// Everything in it comes from the events, nothing from the clock, so that making it again gives the same bytes.
/// </summary>
public sealed record Invoice
{
    /// <summary><c>inv-yyyymm-…</c>, deterministic: there is one a month for each organisation.</summary>
    public required string Id { get; init; }

    /// <summary>The customer's number for it: counts the organisation's invoices from 1, without gaps.</summary>
    public required string Number { get; init; }

    /// <summary>Who pays.</summary>
    public required OrganizationId Organization { get; init; }

    /// <summary>The month.</summary>
    public required BillingMonth Month { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>Never empty.</summary>
    public required IReadOnlyList<BillLine> Lines { get; init; }

    /// <summary>The sum of the lines' rounded amounts.</summary>
    public required decimal Total { get; init; }

    /// <summary>The invoice of a rated month.</summary>
    /// <param name="rated">The month; it must have lines.</param>
    /// <param name="sequence">How many invoices the organisation has with this one.</param>
    /// <exception cref="BillingContradictionException">The lines do not add up.</exception>
    public static Invoice Of(RatedMonth rated, int sequence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sequence, 1);
        BillingContradictionException.Unless(
            rated is { Currency: not null, Lines.Count: > 0 },
            "There is nothing to bill."
        );
        var total = new Money(rated.Lines.Aggregate(0m, (sum, line) => Exact.Add(sum, line.Amount)), rated.Currency!);
        BillingContradictionException.Unless(total.Amount == rated.Total, "The lines do not add up to the total.");
        return new()
        {
            Id = IdOf(rated.Organization, rated.Month),
            Number = $"{rated.Organization.Value.Split('-')[0].ToUpperInvariant()}-{sequence:D6}",
            Organization = rated.Organization,
            Month = rated.Month,
            Currency = rated.Currency!,
            Lines = rated.Lines,
            Total = total.Amount,
        };
    }

    /// <summary>
    /// The id of an organisation's invoice for a month. Begins with the month, so that ids sort by it.
    /// </summary>
    public static string IdOf(OrganizationId organization, BillingMonth month)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{organization.Value}|{month}"));
        return $"inv-{month.ToString().Replace("-", "")}-{Convert.ToHexStringLower(hash.AsSpan(0, 8))}";
    }

    /// <summary>The month of the invoice that has an id.</summary>
    /// <exception cref="FormatException">No invoice has it.</exception>
    public static BillingMonth MonthOf(string id) =>
        BillingMonth.Parse(id.Length > 10 ? $"{id.AsSpan(4, 4)}-{id.AsSpan(8, 2)}" : id);
}

/// <summary>An invoice as it is kept.</summary>
/// <param name="Invoice">The document, which never changes.</param>
/// <param name="Hash">SHA-256 of its canonical JSON, in lower-case hexadecimal.</param>
/// <param name="Payment">Where its payment stands; not part of the document.</param>
public sealed record StoredInvoice(Invoice Invoice, string Hash, InvoicePayment Payment)
{
    /// <summary>Where its payment stands, in one word.</summary>
    public InvoiceStatus Status => Payment.Status;
}

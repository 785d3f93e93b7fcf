using System.Globalization;
using System.Numerics;
using Azure.Data.Tables;

namespace Mothership.Auditing;

/// <summary>
/// Recomputes what organisations owe from the rows of the event table, in whole numbers and by code of its own, and
/// holds invoices against it. Reads only; may run at any time. Keeps one organisation's sums in memory at a time.
/// </summary>
public sealed class Auditor(TableServiceClient tables)
{
    private readonly TableClient _events = tables.GetTableClient("BillingEvents");
    private readonly TableClient _invoices = tables.GetTableClient("Invoices");

    /// <summary>The organisations that have events, in the order of their ids.</summary>
    public IAsyncEnumerable<string> OrganizationsAsync(CancellationToken cancellation) =>
        new RawRows(_events).OrganizationsAsync(cancellation);

    /// <summary>Audits one organisation's closed months.</summary>
    /// <param name="organization">Its id.</param>
    /// <param name="through">The last month to look at, <c>yyyy-MM</c>; null for all that are closed.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="provider">What the payment provider holds, by our invoices' ids; null to leave it out.</param>
    public async Task<OrganizationAudit> AuditAsync(
        string organization,
        string? through,
        CancellationToken cancellation,
        IReadOnlyDictionary<string, ProviderHolding>? provider = null
    )
    {
        var differences = new List<AuditDifference>();
        var books = await ReadEventsAsync(organization, differences, cancellation);
        var closed = await ClosedThroughAsync(organization, cancellation);
        var last = string.CompareOrdinal(through ?? closed, closed) < 0 ? through : closed;
        var invoices = new List<AuditedInvoice>();
        await foreach (var invoice in new InvoiceRows(_invoices).ReadAsync(organization, cancellation))
            if (string.CompareOrdinal(invoice.Month, last) <= 0)
                invoices.Add(invoice);
        var owed = last is null ? [] : books.Owed(last);
        differences.AddRange(new InvoiceComparison(organization).Of(owed, invoices));
        var ledger = new List<AuditedTransaction>();
        await foreach (var transaction in new LedgerRows(_invoices).ReadAsync(organization, cancellation))
            ledger.Add(transaction);
        differences.AddRange(new LedgerComparison(organization).Of(owed, invoices, ledger));
        if (provider is not null)
            differences.AddRange(new ProviderComparison(organization).Of(invoices, provider));
        return new(organization, closed, books.Events, [.. Months(owed, invoices)], differences);
    }

    private async Task<OrganizationBooks> ReadEventsAsync(
        string organization,
        List<AuditDifference> differences,
        CancellationToken cancellation
    )
    {
        var books = new OrganizationBooks();
        await foreach (var recorded in new RawRows(_events).EventsAsync(organization, cancellation))
            if (FaultOf(recorded, organization, books) is { } fault)
                differences.Add(
                    new(DifferenceKind.Event, organization, recorded.RecordedIn, "each event once, in its place", fault)
                );
        return books;
    }

    private static string? FaultOf(AuditedEvent recorded, string organization, OrganizationBooks books)
    {
        if (recorded.Organization != organization)
            return $"{recorded.Id} belongs to {recorded.Organization}";
        try
        {
            return books.Add(recorded) ? null : $"{recorded.Id} is there twice";
        }
        catch (FormatException fault)
        {
            return fault.Message;
        }
    }

    /// <summary>The last month of an organisation that is closed, <c>yyyy-MM</c>; null when none is.</summary>
    public async Task<string?> ClosedThroughAsync(string organization, CancellationToken cancellation)
    {
        var row = await _events.GetEntityIfExistsAsync<TableEntity>(
            $"{organization}|ledger",
            "ledger",
            null,
            cancellation
        );
        return row.HasValue && row.Value!.GetString("ClosedThrough") is { Length: > 0 } month ? month : null;
    }

    private static IEnumerable<AuditedMonth> Months(
        IReadOnlyList<MonthOwed> owed,
        IReadOnlyCollection<AuditedInvoice> invoices
    ) =>
        owed.Select(o => new AuditedMonth(
            o.Month,
            o.Currency,
            o.BeforeCredits,
            o.Total,
            invoices.Where(i => i.Month == o.Month).Aggregate(BigInteger.Zero, (sum, i) => sum + i.Total)
        ));
}

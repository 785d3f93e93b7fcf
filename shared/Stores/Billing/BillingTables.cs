using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Billing;
using Mothership.Domain.Ids;
using Mothership.Domain.Tenancy;

namespace Mothership.Stores.Billing;

/// <summary>The tables of billing and the keys in them.</summary>
internal sealed class BillingTables(TableServiceClient service)
{
    /// <summary>
    /// PartitionKey <c>{organisation}|{yyyy-MM}</c>: a month's gate (<see cref="Gate"/>), what is carried over into it
    /// (<c>c|{resource}</c>, credits <c>k|{event}</c>) and its events (<c>e|{resource}|{event}</c>, of credits
    /// <c>e||{event}</c>). PartitionKey <c>{organisation}|{yyyy-MM}|{01 to 15}</c>: further buckets of a month that is
    /// written to a lot, with a gate and events. PartitionKey <c>{organisation}|ledger</c>: how far it is closed.
    /// </summary>
    public const string EventsName = "BillingEvents";

    /// <summary>PartitionKey <c>yyyy-MM</c>, RowKey organisation: the months that are not closed.</summary>
    public const string MonthsName = "BillingMonths";

    /// <summary>
    /// PartitionKey organisation: invoices (<c>inv-…</c>) and the pieces of their documents (<c>piece|inv-…|nnnn</c>),
    /// their payments (<c>pay|inv-…</c>), the ledger (<c>ledger|…</c>), credit notes (<c>cn-…</c>), objections
    /// (<c>dsp-…</c>) and the customer's account (<c>account</c>).
    /// </summary>
    public const string InvoicesName = "Invoices";

    /// <summary>
    /// PartitionKey the organisation's first two characters, RowKey <c>{organisation}|{invoice}</c>: the invoices that
    /// something has to be done about.
    /// </summary>
    public const string UnsettledName = "UnsettledInvoices";

    /// <summary>
    /// PartitionKey <c>open</c>, RowKey <c>{organisation}|{id}</c>: the objections without an answer.
    /// </summary>
    public const string OpenDisputesName = "OpenInvoiceDisputes";

    /// <summary>PartitionKey the message's id: what the payment provider has told us.</summary>
    public const string NoticesName = "PaymentNotices";

    /// <summary>
    /// PartitionKey <c>runs</c> or a run, RowKey the run, or organisation and number: what comparing found.
    /// </summary>
    public const string ReconciliationsName = "Reconciliations";

    /// <summary>RowKey of a month's gate. Sorts before everything else in the partition.</summary>
    public const string Gate = "!gate";

    /// <summary>RowKey of the ledger.</summary>
    public const string Ledger = "ledger";

    private const string CarryPrefix = "c|";
    private const string CreditPrefix = "k|";
    private const string EventPrefix = "e|";

    public TableClient Events { get; } = service.GetTableClient(EventsName);

    public TableClient Months { get; } = service.GetTableClient(MonthsName);

    public TableClient Invoices { get; } = service.GetTableClient(InvoicesName);

    public TableClient Unsettled { get; } = service.GetTableClient(UnsettledName);

    public TableClient OpenDisputes { get; } = service.GetTableClient(OpenDisputesName);

    public TableClient Notices { get; } = service.GetTableClient(NoticesName);

    public TableClient Reconciliations { get; } = service.GetTableClient(ReconciliationsName);

    public static string MonthKey(TenantScope scope, BillingMonth month) => $"{scope.Organization.Value}|{month}";

    /// <summary>The partitions of all buckets of a month are from here up to, but without, the second value.</summary>
    public static (string From, string To) MonthKeys(TenantScope scope, BillingMonth month) =>
        (MonthKey(scope, month), MonthKey(scope, month) + "}");

    /// <summary>The partition of a bucket of a month.</summary>
    public static string BucketKey(string monthKey, int bucket) => bucket == 0 ? monthKey : $"{monthKey}|{bucket:D2}";

    public static string LedgerKey(TenantScope scope) => $"{scope.Organization.Value}|ledger";

    public static string CarryKey(CarryOver carried) => CarryPrefix + carried.Resource.Value;

    public static string CreditKey(CreditBalance credit) => CreditPrefix + credit.Source.EventId;

    public static string EventKey(BillingEvent billed)
    {
        var resource = (billed as ResourceEvent)?.Resource.Id.Value;
        return $"{EventPrefix}{resource}|{billed.EventId}";
    }

    /// <summary>The keys of a resource's events are from here up to, but without, the second value.</summary>
    public static (string From, string To) EventKeysOf(ResourceId resource) =>
        ($"{EventPrefix}{resource}|", $"{EventPrefix}{resource}}}");

    public static bool IsCarry(BillingRow row) => row.RowKey.StartsWith(CarryPrefix, StringComparison.Ordinal);

    public static bool IsCredit(BillingRow row) => row.RowKey.StartsWith(CreditPrefix, StringComparison.Ordinal);

    public static bool IsEvent(BillingRow row) => row.RowKey.StartsWith(EventPrefix, StringComparison.Ordinal);

    public async Task EnsureCreatedAsync(CancellationToken cancellation)
    {
        string[] names =
        [
            EventsName,
            MonthsName,
            InvoicesName,
            UnsettledName,
            OpenDisputesName,
            NoticesName,
            ReconciliationsName,
        ];
        foreach (var name in names)
            await service.CreateTableIfNotExistsAsync(name, cancellation);
    }

    /// <summary>
    /// Whether a write failed because the row is not what it was taken for. What is there has to be read again.
    /// </summary>
    public static bool IsLostRace(RequestFailedException failure) => failure.Status is 404 or 409 or 412;
}

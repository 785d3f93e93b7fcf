using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Stores.Billing;

/// <summary>
/// An organisation's ledger row. Until it is sealed, an early event can make the first month earlier; then months
/// before the first count as closed, since the ones after them may be.
/// </summary>
internal sealed record LedgerRow(BillingLedger Ledger, bool IsSealed, ETag? ETag)
{
    private static readonly LedgerRow Missing = new(new(null, null, 0), false, null);

    /// <summary>The row behind a ledger that was handed out.</summary>
    public static LedgerRow Of(SealedLedger ledger) => new(ledger.Ledger, true, new ETag(ledger.Token!));

    /// <summary>The ledger to hand out.</summary>
    public SealedLedger ToSealed() => new(Ledger, ETag?.ToString());

    public static async Task<LedgerRow> ReadAsync(TableClient events, TenantScope scope, CancellationToken cancellation)
    {
        var key = BillingTables.LedgerKey(scope);
        var found = await events.GetEntityIfExistsAsync<TableEntity>(key, BillingTables.Ledger, null, cancellation);
        if (!found.HasValue)
            return Missing;
        var row = found.Value!;
        var closed = row.GetString("ClosedThrough");
        return new(
            new(
                BillingMonth.Parse(row.GetString("FirstMonth")),
                string.IsNullOrEmpty(closed) ? null : BillingMonth.Parse(closed),
                row.GetInt32("Invoices")!.Value
            ),
            row.GetBoolean("Sealed")!.Value,
            row.ETag
        );
    }

    /// <summary>Writes it over the state that was read.</summary>
    /// <returns>The row as it is then.</returns>
    /// <exception cref="RequestFailedException">It is not what it was.</exception>
    public async Task<LedgerRow> WriteAsync(TableClient events, TenantScope scope, CancellationToken cancellation)
    {
        var row = new TableEntity(BillingTables.LedgerKey(scope), BillingTables.Ledger)
        {
            ["FirstMonth"] = Ledger.FirstMonth!.Value.ToString(),
            ["ClosedThrough"] = Ledger.ClosedThrough?.ToString() ?? "",
            ["Invoices"] = Ledger.Invoices,
            ["Sealed"] = IsSealed,
        };
        var written = ETag is { } tag
            ? await events.UpdateEntityAsync(row, tag, TableUpdateMode.Replace, cancellation)
            : await events.AddEntityAsync(row, cancellation);
        return this with { ETag = written.Headers.ETag };
    }
}

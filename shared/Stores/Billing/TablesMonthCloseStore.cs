using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Stores.Billing;

/// <summary>Closes months in the event table.</summary>
internal sealed class TablesMonthCloseStore(BillingTables tables, OpenMonthIndex index) : IMonthCloseStore
{
    private const int TransactionSize = 100;

    public Task<BillingLedger> SealAsync(TenantScope scope, CancellationToken cancellation) =>
        LostRaces.RetryAsync(
            $"sealing the ledger of {scope.Organization}",
            async () =>
            {
                var row = await LedgerRow.ReadAsync(tables.Events, scope, cancellation);
                if (!row.IsSealed && row.Ledger.FirstMonth is not null)
                    await (row with { IsSealed = true }).WriteAsync(tables.Events, scope, cancellation);
                return row.Ledger;
            }
        );

    public Task<string> FreezeAsync(TenantScope scope, BillingMonth month, CancellationToken cancellation) =>
        LostRaces.RetryAsync(
            $"freezing {month} of {scope.Organization}",
            async () =>
            {
                var gate = await ReadGateAsync(scope, month, cancellation);
                if (gate.Status == GateStatus.Open)
                {
                    await WriteGateAsync(scope, month, gate, gate with { Status = GateStatus.Frozen }, cancellation);
                    gate = await ReadGateAsync(scope, month, cancellation);
                }
                return gate.ETag.ToString()!;
            }
        );

    public async Task CarryOnAsync(
        TenantScope scope,
        BillingMonth into,
        IReadOnlyCollection<CarryOver> carried,
        IReadOnlyCollection<CreditBalance> credits,
        CancellationToken cancellation
    )
    {
        var months = carried.Select(c => (c.Month, c.Source.Organization));
        if (
            months
                .Concat(credits.Select(c => (c.Month, c.Source.Organization)))
                .Any(c => c != (into, scope.Organization))
        )
            throw new InvalidOperationException(
                $"What is carried over into {into} is of another month or organisation."
            );
        if (carried.Count + credits.Count == 0)
            return;
        await index.EnsureAsync(scope, into, cancellation);
        var key = BillingTables.MonthKey(scope, into);
        var rows = carried
            .Select(c => BillingRows.Of(key, BillingTables.CarryKey(c), c.Source))
            .Concat(credits.Select(c => BillingRows.OfCredit(key, BillingTables.CreditKey(c), c)));
        foreach (var chunk in rows.Chunk(TransactionSize))
            await tables.Events.SubmitTransactionAsync(
                chunk.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)),
                cancellation
            );
    }

    public async Task CompleteAsync(
        TenantScope scope,
        BillingMonth month,
        string token,
        int invoices,
        CancellationToken cancellation
    )
    {
        var gate = await ReadGateAsync(scope, month, cancellation);
        if (gate.Status != GateStatus.Closed)
            await ShutAsync(scope, month, gate, token, cancellation);
        await LostRaces.RetryAsync(
            $"closing {month} of {scope.Organization}",
            () => AdvanceAsync(scope, month, invoices, cancellation)
        );
        await index.RemoveAsync(scope, month, cancellation);
    }

    public async Task ParkAsync(
        TenantScope scope,
        BillingMonth month,
        string token,
        string reason,
        CancellationToken cancellation
    )
    {
        var gate = await ReadGateAsync(scope, month, cancellation);
        if (gate.ETag.ToString() != token || gate.Status == GateStatus.Closed)
            return;
        // Listed as parked first: an event that comes once the gate is open again makes it due, and that must not be
        // overwritten.
        await index.ParkAsync(scope, month, reason, cancellation);
        try
        {
            var parked = gate with { Status = GateStatus.Open, ParkedReason = reason };
            await WriteGateAsync(scope, month, gate, parked, cancellation);
        }
        catch (RequestFailedException lost) when (BillingTables.IsLostRace(lost))
        {
            // Somebody else has parked or closed it, and it may have got an event since: the next look decides.
            await index.EnsureAsync(scope, month, cancellation);
        }
    }

    public Task ForgetAsync(TenantScope scope, BillingMonth month, CancellationToken cancellation) =>
        index.RemoveAsync(scope, month, cancellation);

    private async Task ShutAsync(
        TenantScope scope,
        BillingMonth month,
        MonthGate gate,
        string token,
        CancellationToken cancellation
    )
    {
        var what = $"The gate of {month} of organisation {scope.Organization}";
        if (gate.ETag.ToString() != token)
            throw new StaleWriteException(what);
        try
        {
            await WriteGateAsync(scope, month, gate, gate with { Status = GateStatus.Closed }, cancellation);
        }
        catch (RequestFailedException lost) when (BillingTables.IsLostRace(lost))
        {
            if ((await ReadGateAsync(scope, month, cancellation)).Status != GateStatus.Closed)
                throw new StaleWriteException(what, lost);
        }
    }

    private async Task<bool> AdvanceAsync(
        TenantScope scope,
        BillingMonth month,
        int invoices,
        CancellationToken cancellation
    )
    {
        var row = await LedgerRow.ReadAsync(tables.Events, scope, cancellation);
        if (row.Ledger.ClosedThrough >= month)
            return false;
        if (row.Ledger.FirstOpen != month || invoices - row.Ledger.Invoices is < 0 or > 1)
            throw new InvalidOperationException(
                $"{month} is not the month of {scope.Organization} that is to be closed next."
            );
        var next = row.Ledger with { ClosedThrough = month, Invoices = invoices };
        await (row with { Ledger = next }).WriteAsync(tables.Events, scope, cancellation);
        return true;
    }

    private Task<MonthGate> ReadGateAsync(TenantScope scope, BillingMonth month, CancellationToken cancellation) =>
        MonthGate.ReadAsync(tables.Events, scope, month, cancellation);

    private Task WriteGateAsync(
        TenantScope scope,
        BillingMonth month,
        MonthGate from,
        MonthGate to,
        CancellationToken cancellation
    ) => tables.Events.SubmitTransactionAsync([from.To(scope, month, to)], cancellation);
}

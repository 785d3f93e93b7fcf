using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Stores.Billing;

/// <summary>Closes months in the event table.</summary>
internal sealed class TablesMonthCloseStore(BillingTables tables, MonthGates gates, OpenMonthIndex index)
    : IMonthCloseStore
{
    private const int TransactionSize = 100;

    public Task<SealedLedger> SealAsync(TenantScope scope, CancellationToken cancellation) =>
        LostRaces.RetryAsync(
            $"sealing the ledger of {scope.Organization}",
            async () =>
            {
                var row = await LedgerRow.ReadAsync(tables.Events, scope, cancellation);
                if (!row.IsSealed && row.Ledger.FirstMonth is not null)
                    row = await (row with { IsSealed = true }).WriteAsync(tables.Events, scope, cancellation);
                return row.ToSealed();
            }
        );

    public async Task<string> FreezeAsync(TenantScope scope, BillingMonth month, CancellationToken cancellation)
    {
        var gate = await LostRaces.RetryAsync(
            $"freezing {month} of {scope.Organization}",
            async () =>
            {
                var read = await gates.ReadAsync(scope, month, cancellation);
                return read.Status == GateStatus.Open
                    ? await WriteAsync(
                        read,
                        read with
                        {
                            Status = GateStatus.Frozen,
                            Fence = read.Fence + 1,
                        },
                        cancellation
                    )
                    : read;
            }
        );
        // The month is shut, so there will be no further buckets; now those that there are.
        await gates.FenceAsync(gate, Enumerable.Range(1, gate.Buckets - 1), cancellation);
        return gate.ETag.ToString()!;
    }

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

    public async Task<SealedLedger> CompleteAsync(
        TenantScope scope,
        SealedLedger ledger,
        BillingMonth month,
        string token,
        int invoices,
        CancellationToken cancellation
    )
    {
        await ShutAsync(scope, month, token, cancellation);
        var closed = await LostRaces.RetryAsync(
            $"closing {month} of {scope.Organization}",
            async attempt =>
            {
                var row =
                    attempt == 1 ? LedgerRow.Of(ledger) : await LedgerRow.ReadAsync(tables.Events, scope, cancellation);
                return await AdvanceAsync(scope, row, month, invoices, cancellation);
            }
        );
        await index.RemoveAsync(scope, month, cancellation);
        return closed.ToSealed();
    }

    public async Task ParkAsync(
        TenantScope scope,
        BillingMonth month,
        string token,
        string reason,
        CancellationToken cancellation
    )
    {
        var gate = await gates.ReadAsync(scope, month, cancellation);
        if (gate.ETag.ToString() != token || gate.Status == GateStatus.Closed)
            return;
        // Listed as parked first: an event that comes once the gate is open again makes it due, and that must not be
        // overwritten.
        await index.ParkAsync(scope, month, reason, cancellation);
        try
        {
            var parked = gate with { Status = GateStatus.Open, ParkedReason = reason };
            await WriteAsync(gate, parked, cancellation);
        }
        catch (RequestFailedException lost) when (BillingTables.IsLostRace(lost))
        {
            // Somebody else has parked or closed it, and it may have got an event since: the next look decides.
            await index.EnsureAsync(scope, month, cancellation);
        }
    }

    public async Task ForgetAsync(TenantScope scope, BillingMonth month, CancellationToken cancellation)
    {
        await index.RemoveAsync(scope, month, cancellation);
        // Its first event may have come meanwhile: that is in the ledger before the month is on the list.
        var row = await LedgerRow.ReadAsync(tables.Events, scope, cancellation);
        if (row.Ledger.FirstOpen <= month)
            await index.EnsureAsync(scope, month, cancellation);
    }

    private async Task ShutAsync(TenantScope scope, BillingMonth month, string token, CancellationToken cancellation)
    {
        try
        {
            var closing = MonthGate.Closing(BillingTables.MonthKey(scope, month));
            await tables.Events.UpdateEntityAsync(closing, new ETag(token), TableUpdateMode.Merge, cancellation);
        }
        catch (RequestFailedException lost) when (BillingTables.IsLostRace(lost))
        {
            if ((await gates.ReadAsync(scope, month, cancellation)).Status != GateStatus.Closed)
                throw new StaleWriteException($"The gate of {month} of organisation {scope.Organization}", lost);
        }
    }

    private async Task<LedgerRow> AdvanceAsync(
        TenantScope scope,
        LedgerRow row,
        BillingMonth month,
        int invoices,
        CancellationToken cancellation
    )
    {
        if (row.Ledger.ClosedThrough >= month)
            return row;
        if (row.Ledger.FirstOpen != month || invoices - row.Ledger.Invoices is < 0 or > 1)
            throw new InvalidOperationException(
                $"{month} is not the month of {scope.Organization} that is to be closed next."
            );
        var next = row.Ledger with { ClosedThrough = month, Invoices = invoices };
        return await (row with { Ledger = next }).WriteAsync(tables.Events, scope, cancellation);
    }

    private Task<MonthGate> WriteAsync(MonthGate from, MonthGate to, CancellationToken cancellation) =>
        from.WriteAsync(tables.Events, to, [], cancellation);
}

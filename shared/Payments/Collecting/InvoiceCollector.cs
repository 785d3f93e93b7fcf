using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Domain.Standing;
using Mothership.Domain.Tenancy;

namespace Mothership.Payments.Collecting;

/// <summary>
/// Brings invoices before the provider and takes over what it says. Every method may be repeated, be run at the same
/// time elsewhere, and be killed anywhere: each step looks what is there first, and what will be used is recorded
/// before.
/// </summary>
public sealed class InvoiceCollector(
    IPaymentStore payments,
    IPaymentProvider provider,
    InvoicePresenter presenter,
    PaymentAccounts accounts,
    IHoldStore holds,
    TimeProvider clock
)
{
    /// <summary>The hold that the dunning of an invoice places.</summary>
    public static string HoldOf(string invoice) => $"dunning-{invoice}";

    /// <summary>Takes over what the provider says now.</summary>
    /// <returns>Null when there is no such invoice.</returns>
    /// <exception cref="PaymentProviderException">The provider does not say.</exception>
    public Task<InvoicePayment?> LookAsync(TenantScope scope, string invoice, CancellationToken cancellation) =>
        RunAsync(scope, invoice, stored => LookAsync(scope, stored, cancellation), cancellation);

    /// <summary>
    /// Has an invoice made at the provider and collected once. One that was tried before is only looked at, unless it
    /// failed for want of a payment method and there is one now.
    /// </summary>
    /// <returns>Null when there is no such invoice.</returns>
    public Task<InvoicePayment?> ChargeAsync(TenantScope scope, string invoice, CancellationToken cancellation) =>
        RunAsync(scope, invoice, stored => ChargeAsync(scope, stored, false, null, cancellation), cancellation);

    /// <summary>Tries to collect an invoice once more.</summary>
    /// <param name="scope">The organisation.</param>
    /// <param name="invoice">Which.</param>
    /// <param name="rung">The step of the dunning that this is, which is tried once; null for the customer.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<InvoicePayment?> RetryAsync(
        TenantScope scope,
        string invoice,
        int? rung,
        CancellationToken cancellation
    ) => RunAsync(scope, invoice, stored => ChargeAsync(scope, stored, true, rung, cancellation), cancellation);

    /// <summary>Tells the provider of the credit notes that it does not know, without trying to collect.</summary>
    public Task<InvoicePayment?> PresentNotesAsync(TenantScope scope, string invoice, CancellationToken cancellation) =>
        RunAsync(
            scope,
            invoice,
            async stored =>
            {
                if (stored.Value.PendingNotes.Count == 0 || stored.Value.ProviderId is null)
                    return stored;
                stored = await presenter.PresentAsync(scope, stored, cancellation);
                return await LookAsync(scope, stored, cancellation);
            },
            cancellation
        );

    /// <summary>Has what is owed on an invoice given up, at the provider too if that has it.</summary>
    /// <exception cref="PaymentProviderException">The provider has it and does not answer.</exception>
    public Task<InvoicePayment?> GiveUpAsync(TenantScope scope, string invoice, CancellationToken cancellation) =>
        RunAsync(
            scope,
            invoice,
            stored => GiveUpAsync(scope, stored, cancellation),
            cancellation,
            needsProvider: false
        );

    private async Task<Stored<InvoicePayment>> GiveUpAsync(
        TenantScope scope,
        Stored<InvoicePayment> stored,
        CancellationToken cancellation
    )
    {
        if (stored.Value.ProviderId is not null && stored.Value.Total > 0)
        {
            await provider.GiveUpAsync(scope, stored.Value, cancellation);
            return await LookAsync(scope, stored, cancellation);
        }
        return
            stored.Value.Status == InvoiceStatus.NotCharged
            && PaymentDecider.WriteOff(stored.Value, clock.GetUtcNow()) is { } decision
            ? await payments.SaveAsync(scope, decision, stored.ETag, cancellation)
            : stored;
    }

    private async Task<InvoicePayment?> RunAsync(
        TenantScope scope,
        string invoice,
        Func<Stored<InvoicePayment>, Task<Stored<InvoicePayment>>> pass,
        CancellationToken cancellation,
        bool needsProvider = true
    )
    {
        try
        {
            return await Stale.RetryAsync(async () =>
            {
                if (await payments.FindAsync(scope, invoice, cancellation) is not { } stored)
                    return null;
                var can = !needsProvider || await provider.IsConfiguredAsync(cancellation);
                var done = can ? await pass(stored) : stored;
                // Whoever has paid is free, whatever has become of the dunning.
                if (done.Value.Rung > 0 && done.Value.Status.IsSettled())
                    await holds.ReleaseAsync(scope, HoldOf(invoice), cancellation);
                return done.Value;
            });
        }
        catch (PaymentProviderException fault)
        {
            return await FailedAsync(scope, invoice, fault, cancellation);
        }
    }

    private async Task<Stored<InvoicePayment>> ChargeAsync(
        TenantScope scope,
        Stored<InvoicePayment> stored,
        bool again,
        int? rung,
        CancellationToken cancellation
    )
    {
        if (stored.Value.IsAtRest)
            return stored;
        stored = await presenter.PresentAsync(scope, stored, cancellation);
        stored = await LookAsync(scope, stored, cancellation);
        var row = stored.Value;
        if (!row.Status.IsPayable() || row.Due == 0 || row.Problem is not null)
            return stored;
        var isNew = row.Attempts == 0 || row.Failure == PaymentFailure.NoMethod;
        return again || isNew || row.Status == InvoiceStatus.Open && row.Failure is null
            ? await PayAsync(scope, stored, again, rung, cancellation)
            : stored;
    }

    private async Task<Stored<InvoicePayment>> PayAsync(
        TenantScope scope,
        Stored<InvoicePayment> stored,
        bool again,
        int? rung,
        CancellationToken cancellation
    )
    {
        if (await accounts.RefreshMethodAsync(scope, cancellation) is null)
        {
            if (stored.Value.Failure == PaymentFailure.NoMethod && rung is null)
                return stored;
            var without = PaymentDecider.Failed(stored.Value, PaymentFailure.NoMethod, clock.GetUtcNow());
            if (rung is { } step)
                without = PaymentDecider.Climb(without.Next, step, clock.GetUtcNow());
            return await payments.SaveAsync(scope, without, stored.ETag, cancellation);
        }
        // A step of the dunning that is repeated makes the same attempt again, not another one.
        var wasMade = rung is { } known ? stored.Value.Rung >= known : !again && stored.Value.Failure is null;
        if (!wasMade || stored.Value.Attempts == 0)
            stored = await payments.SaveAsync(
                scope,
                PaymentDecider.NextAttempt(stored.Value, rung, clock.GetUtcNow()),
                stored.ETag,
                cancellation
            );
        try
        {
            await provider.PayAsync(scope, stored.Value, cancellation);
        }
        catch (PaymentProviderException refused) when (IsAnswer(refused))
        {
            return await RefusedAsync(scope, stored, refused, cancellation);
        }
        return await LookAsync(scope, stored, cancellation);
    }

    private async Task<Stored<InvoicePayment>> RefusedAsync(
        TenantScope scope,
        Stored<InvoicePayment> stored,
        PaymentProviderException refused,
        CancellationToken cancellation
    )
    {
        stored = await LookAsync(scope, stored, cancellation);
        if (refused.Fault == ProviderFault.ActionRequired || !stored.Value.Status.IsPayable())
            return stored;
        var failed = PaymentDecider.Failed(stored.Value, refused.Failure, clock.GetUtcNow());
        return await payments.SaveAsync(scope, failed, stored.ETag, cancellation);
    }

    private async Task<Stored<InvoicePayment>> LookAsync(
        TenantScope scope,
        Stored<InvoicePayment> stored,
        CancellationToken cancellation
    )
    {
        if (stored.Value.ProviderId is not { } id || stored.Value.Total <= 0)
            return stored;
        var now = clock.GetUtcNow();
        var decision = await provider.FindInvoiceAsync(scope, id, cancellation) is { } seen
            ? PaymentDecider.Observe(stored.Value, seen, now)
            : PaymentDecider.Blocked(stored.Value, $"The provider does not have {id} any more.", now);
        if (decision is null || decision.Next with { UpdatedAt = stored.Value.UpdatedAt } == stored.Value)
            return stored;
        return await payments.SaveAsync(scope, decision, stored.ETag, cancellation);
    }

    // What stays true is written down and no error: trying again would change nothing.
    private Task<InvoicePayment?> FailedAsync(
        TenantScope scope,
        string invoice,
        PaymentProviderException fault,
        CancellationToken cancellation
    ) =>
        Stale.RetryAsync<InvoicePayment?>(async () =>
        {
            var stored = (await payments.FindAsync(scope, invoice, cancellation))!;
            var now = clock.GetUtcNow();
            var decision = fault.Fault switch
            {
                ProviderFault.KeySpent => PaymentDecider.NextKeys(stored.Value, now),
                ProviderFault.Invalid => PaymentDecider.Blocked(stored.Value, fault.Failure.Message, now),
                _ => null,
            };
            if (decision is not null)
                stored = await payments.SaveAsync(scope, decision, stored.ETag, cancellation);
            return fault.Fault == ProviderFault.Invalid ? stored.Value : throw fault;
        });

    private static bool IsAnswer(PaymentProviderException refused) =>
        refused.Fault is ProviderFault.Declined or ProviderFault.ActionRequired or ProviderFault.Invalid;
}

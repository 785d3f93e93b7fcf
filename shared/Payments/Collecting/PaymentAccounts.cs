using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Payments.Collecting;

/// <summary>Organisations as customers of the provider.</summary>
public sealed class PaymentAccounts(
    IPaymentAccountStore accounts,
    IOrganizationStore organizations,
    IPaymentProvider provider,
    TimeProvider clock
)
{
    /// <summary>The organisation's customer, made when there is none.</summary>
    /// <exception cref="PaymentProviderException">It failed.</exception>
    public Task<PaymentAccount> EnsureAsync(TenantScope scope, CancellationToken cancellation) =>
        Stale.RetryAsync(() => TryEnsureAsync(scope, cancellation));

    /// <summary>How the organisation pays, as the provider says now; null while it has not said.</summary>
    public Task<PaymentMethodSummary?> RefreshMethodAsync(TenantScope scope, CancellationToken cancellation) =>
        Stale.RetryAsync(async () =>
        {
            if (await accounts.FindAsync(scope, cancellation) is not { Value.Customer: { } customer } stored)
                return null;
            var method = await provider.FindMethodAsync(scope, customer, cancellation);
            if (method != stored.Value.Method)
                await accounts.SaveAsync(scope, stored.Value with { Method = method }, stored.ETag, cancellation);
            return method;
        });

    private async Task<PaymentAccount> TryEnsureAsync(TenantScope scope, CancellationToken cancellation)
    {
        var stored = await accounts.FindAsync(scope, cancellation);
        if (stored?.Value.Customer is not null)
            return stored.Value;
        // The key's number and the time are written down before they are used.
        if (stored is null || stored.Value.KeyGeneration == 0)
            stored = await accounts.SaveAsync(
                scope,
                (stored?.Value ?? new() { Organization = scope.Organization }) with
                {
                    KeyGeneration = 1,
                    BegunAt = clock.GetUtcNow(),
                },
                stored?.ETag,
                cancellation
            );
        var customer = await CreateAsync(scope, stored, cancellation);
        var known = stored.Value with { Customer = customer };
        return (await accounts.SaveAsync(scope, known, stored.ETag, cancellation)).Value;
    }

    private async Task<string> CreateAsync(
        TenantScope scope,
        Stored<PaymentAccount> stored,
        CancellationToken cancellation
    )
    {
        var organization = await organizations.FindAsync(scope, cancellation);
        var name = organization?.Value.DisplayName ?? scope.Organization.Value;
        try
        {
            return await provider.EnsureCustomerAsync(scope, stored.Value, name, cancellation);
        }
        catch (PaymentProviderException spent) when (spent.Fault == ProviderFault.KeySpent)
        {
            var next = stored.Value with { KeyGeneration = stored.Value.KeyGeneration + 1 };
            await accounts.SaveAsync(scope, next, stored.ETag, cancellation);
            throw;
        }
    }
}

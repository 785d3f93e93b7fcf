using System.Globalization;
using System.Runtime.CompilerServices;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Stripe;
using Stripe.Checkout;

namespace Mothership.Payments;

/// <summary>Customers at Stripe: who they are, how they pay, and what they have in hand.</summary>
internal sealed class StripeCustomers(StripeConnection connection)
{
    private const int PageSize = 100;

    // Stripe's clock and ours may differ.
    private static readonly TimeSpan Skew = TimeSpan.FromHours(1);

    public async Task<string> EnsureAsync(PaymentAccount account, string name, CancellationToken cancellation)
    {
        var client = await connection.GetAsync(cancellation);
        var organization = account.Organization.Value;
        var begun = account.BegunAt ?? throw new InvalidOperationException("The account's first key is not recorded.");
        // Searching by metadata shows a new customer only after a while; a list shows it at once.
        var recent = await ListAsync(client, begun - Skew, cancellation);
        var there = recent
            .Where(c => c.Metadata.Tag(StripeTags.Organization) == organization)
            .OrderBy(c => c.Created)
            .ThenBy(c => c.Id, StringComparer.Ordinal)
            .FirstOrDefault();
        if (there is not null)
            return there.Id;
        var options = new CustomerCreateOptions
        {
            Name = name,
            Metadata = new() { [StripeTags.Organization] = organization },
        };
        var key = $"mothership-customer-{organization}-{account.KeyGeneration.ToString(CultureInfo.InvariantCulture)}";
        var made = await StripeFaults.CallAsync(
            () => new CustomerService(client).CreateAsync(options, Key(key), cancellation),
            cancellation
        );
        return made.Id;
    }

    public async Task<string> EnsureCreditAsync(
        string customer,
        Domain.Payments.InvoicePayment row,
        CancellationToken cancellation
    )
    {
        var service = new CustomerBalanceTransactionService(await connection.GetAsync(cancellation));
        var all = await StripeFaults.ListAsync(
            service.ListAutoPagingAsync(customer, new() { Limit = PageSize }, cancellationToken: cancellation),
            cancellation
        );
        if (all.Find(t => t.Metadata.Tag(StripeTags.Invoice) == row.Invoice) is { } there)
            return there.Id;
        var options = new CustomerBalanceTransactionCreateOptions
        {
            Amount = StripeAmounts.ToStripe(row.Total, row.Currency),
            Currency = row.Currency.ToLowerInvariant(),
            Description = $"Invoice {row.Number}",
            Metadata = new() { [StripeTags.Invoice] = row.Invoice },
        };
        var key = $"mothership-balance-{row.Invoice}-{row.KeyGeneration.ToString(CultureInfo.InvariantCulture)}";
        var made = await StripeFaults.CallAsync(
            () => service.CreateAsync(customer, options, Key(key), cancellation),
            cancellation
        );
        return made.Id;
    }

    public async Task<Uri> BeginSetupAsync(string organization, SetupOrder order, CancellationToken cancellation)
    {
        var client = await connection.GetAsync(cancellation);
        var options = new SessionCreateOptions
        {
            Mode = "setup",
            Customer = order.Customer,
            Currency = order.Currency.ToLowerInvariant(),
            SuccessUrl = order.ReturnUrl.ToString(),
            CancelUrl = order.ReturnUrl.ToString(),
            Metadata = new() { [StripeTags.Organization] = organization },
        };
        for (var generation = 1; ; generation++)
        {
            try
            {
                var key = Key($"mothership-setup-{order.Key}-{generation.ToString(CultureInfo.InvariantCulture)}");
                var session = await StripeFaults.CallAsync(
                    () => new SessionService(client).CreateAsync(options, key, cancellation),
                    cancellation
                );
                return new Uri(session.Url);
            }
            catch (PaymentProviderException spent) when (spent.Fault == ProviderFault.KeySpent && generation < 3)
            {
                // A page that nobody opens does no harm, so that nothing has to be recorded before the next key.
            }
        }
    }

    /// <summary>
    /// The method that was entered last is the one that is used; it is made so here, because the message that it was
    /// entered can get lost.
    /// </summary>
    public async Task<PaymentMethodSummary?> FindMethodAsync(string customer, CancellationToken cancellation)
    {
        var client = await connection.GetAsync(cancellation);
        var methods = await StripeFaults.ListAsync(
            new CustomerPaymentMethodService(client).ListAutoPagingAsync(
                customer,
                new() { Limit = PageSize },
                cancellationToken: cancellation
            ),
            cancellation
        );
        var newest = methods
            .OrderByDescending(m => m.Created)
            .ThenByDescending(m => m.Id, StringComparer.Ordinal)
            .FirstOrDefault();
        if (newest is null)
            return null;
        await PreferAsync(client, customer, newest.Id, cancellation);
        return Summary(newest);
    }

    public async Task<long> BalanceAsync(string customer, CancellationToken cancellation)
    {
        var client = await connection.GetAsync(cancellation);
        var found = await GetAsync(client, customer, cancellation);
        return found.Currency is { } currency
            ? StripeAmounts.FromStripe(found.Balance, currency.ToUpperInvariant())
            : found.Balance;
    }

    public async IAsyncEnumerable<ProviderCustomer> AllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var client = await connection.GetAsync(cancellation);
        foreach (var customer in await ListAsync(client, null, cancellation))
            yield return new(customer.Id, customer.Metadata.Tag(StripeTags.Organization));
    }

    public static Task<Customer> GetAsync(IStripeClient client, string id, CancellationToken cancellation) =>
        StripeFaults.ReadAsync(
            () => new CustomerService(client).GetAsync(id, cancellationToken: cancellation),
            cancellation
        );

    private static Task<List<Customer>> ListAsync(
        IStripeClient client,
        DateTimeOffset? since,
        CancellationToken cancellation
    )
    {
        var options = new CustomerListOptions { Limit = PageSize };
        if (since is { } from)
            options.Created = new DateRangeOptions { GreaterThanOrEqual = from.UtcDateTime };
        return StripeFaults.ListAsync(
            new CustomerService(client).ListAutoPagingAsync(options, cancellationToken: cancellation),
            cancellation
        );
    }

    private static async Task PreferAsync(
        IStripeClient client,
        string customer,
        string method,
        CancellationToken cancellation
    )
    {
        var present = await GetAsync(client, customer, cancellation);
        if (present.InvoiceSettings?.DefaultPaymentMethodId == method)
            return;
        // No key of ours: a stored answer would keep a later change from being made. It may be repeated anyway.
        await StripeFaults.CallAsync(
            () =>
                new CustomerService(client).UpdateAsync(
                    customer,
                    new() { InvoiceSettings = new() { DefaultPaymentMethod = method } },
                    cancellationToken: cancellation
                ),
            cancellation
        );
    }

    private static PaymentMethodSummary Summary(PaymentMethod method) =>
        new(
            method.Id,
            method.Type,
            method.Card?.Brand,
            method.Card?.Last4,
            (int?)method.Card?.ExpMonth,
            (int?)method.Card?.ExpYear
        );

    private static RequestOptions Key(string key) => new() { IdempotencyKey = key };
}

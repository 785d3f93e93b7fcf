using System.Numerics;
using Azure.Data.Tables;
using Mothership.Auditing;
using Mothership.Domain.Billing;
using Mothership.Domain.Ledger;
using Mothership.Domain.Ports;
using Mothership.Payments.Collecting;
using Mothership.Simulator.Tests.Customers;
using Mothership.Tests.Support;

namespace Mothership.Simulator.Tests.World;

/// <summary>
/// What the simulation itself knows to be true, and the comparison with what the system has made of it. Emitted events
/// go to books of the auditor that never see a table, so that an event that the tables lost is missed.
/// </summary>
internal sealed class Ledgers(Simulation simulation, Random random)
{
    private readonly Dictionary<string, OrganizationBooks> _truth = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _hashes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BigInteger> _totals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BigInteger> _collected = new(StringComparer.Ordinal);
    private long _usage;

    /// <summary>How often an event had to be sent again.</summary>
    public long Repeated { get; set; }

    public int Invoices => _hashes.Count;

    public void Emitted(Customer customer, BillingEvent e)
    {
        if (!_truth.TryGetValue(customer.Id.Value, out var books))
            _truth[customer.Id.Value] = books = new();
        books.Add(Audited.Of(e, BillingMonth.Of(e.EffectiveAt)));
        _usage += e is UsageEvent ? 1 : 0;
    }

    /// <summary>Whether nothing is open before a month.</summary>
    /// <exception cref="SimulationFailedException">Something is parked.</exception>
    public async Task<bool> AreClosedBeforeAsync(BillingMonth month)
    {
        var months = simulation.Tables.GetTableClient("BillingMonths");
        await foreach (var open in months.QueryAsync<TableEntity>($"PartitionKey lt '{month}'"))
            return open.GetString("ParkedReason") is { Length: > 0 } reason
                ? throw simulation.Failed($"{open.PartitionKey} of {open.RowKey} is parked: {reason}")
                : false;
        return true;
    }

    /// <summary>After a month: the books agree, and what was closed before is as it was.</summary>
    public async Task CheckMonthAsync(BillingMonth month)
    {
        foreach (var customer in Sample(simulation.Plan.AuditedEachMonth))
            await AuditAsync(customer);
        await CheckHashesAsync();
    }

    /// <summary>At the end: for each organisation all that it did, and nothing else, was billed.</summary>
    public async Task CheckAllAsync(BillingMonth end)
    {
        await CheckHashesAsync();
        foreach (var customer in simulation.Customers)
        {
            var audit = await AuditAsync(customer);
            if (!_truth.TryGetValue(customer.Id.Value, out var truth))
                continue;
            if (audit.Events != truth.Events)
                throw Failed(customer, $"{truth.Events} events happened, {audit.Events} are in the table");
            var happened = Sum(truth.Owed($"{end.Previous}").Select(o => o.BeforeCredits));
            var charged = Sum(audit.Months.Select(m => m.BeforeCredits));
            if (happened != charged)
                throw Failed(customer, $"what happened comes to {happened}, what was charged to {charged} minor units");
            var total = Sum(audit.Months.Select(m => m.Invoiced));
            var books = await BooksAsync(customer);
            if (books.Cash + books.Balance + books.Receivable != total)
                throw Failed(customer, $"the invoices come to {total}, the ledger says {books}");
            await CheckMoneyAsync(customer, books);
            await CheckDaysAsync(customer);
            _collected[customer.Currency] = _collected.GetValueOrDefault(customer.Currency) + books.Cash;
            _totals[customer.Currency] = _totals.GetValueOrDefault(customer.Currency) + total;
        }
    }

    public SimulationResult Result(Mail mail, long turns) =>
        new()
        {
            Organizations = simulation.Plan.Organizations,
            Events = _truth.Values.Sum(t => t.Events),
            Usage = _usage,
            Doubled = mail.Doubled,
            Late = mail.Late,
            Reordered = mail.Reordered,
            Invoices = _hashes.Count,
            Calls = simulation.Storm.Calls,
            Faults = simulation.Storm.Faults,
            Deaths = simulation.Closing.Deaths,
            Turns = turns,
            Totals = new SortedDictionary<string, BigInteger>(_totals, StringComparer.Ordinal),
            Collected = new SortedDictionary<string, BigInteger>(_collected, StringComparer.Ordinal),
            Hashes = new SortedDictionary<string, string>(_hashes, StringComparer.Ordinal),
        };

    private async Task<OrganizationAudit> AuditAsync(Customer customer)
    {
        var audit = await new Auditor(simulation.Tables).AuditAsync(
            customer.Id.Value,
            null,
            default,
            await HoldingsAsync(customer)
        );
        return audit.Differences.Count == 0
            ? audit
            : throw Failed(customer, string.Join(Environment.NewLine, audit.Differences));
    }

    private async Task<IReadOnlyDictionary<string, ProviderHolding>?> HoldingsAsync(Customer customer) =>
        simulation.Stripe?.Holdings(await StripeCustomerAsync(customer));

    private async Task<string> StripeCustomerAsync(Customer customer)
    {
        using var process = simulation.NewProcess();
        var account = await process.Get<IPaymentAccountStore>().FindAsync(customer.Scope, default);
        return account!.Value.Customer!;
    }

    /// <summary>The daily costs of an invoice are the invoice.</summary>
    private async Task CheckDaysAsync(Customer customer)
    {
        using var process = simulation.NewProcess();
        var store = process.Get<IInvoiceStore>();
        foreach (var summary in (await store.ListAsync(customer.Scope, new(5, null), default)).Items)
        {
            var invoice = (await store.FindAsync(customer.Scope, summary.Id, default))!.Invoice;
            var days = DailyCosts.Of(invoice.Lines, invoice.Month, invoice.Currency).Sum(d => d.Amount);
            if (days != invoice.Total)
                throw Failed(customer, $"{invoice.Id} comes to {invoice.Total}, its days to {days}");
        }
    }

    /// <summary>What was paid, and what is in the customer's balance, is in the ledger.</summary>
    private async Task CheckMoneyAsync(Customer customer, SimulationResult.Books books)
    {
        if (simulation.Stripe is not { } stripe)
            return;
        var id = await StripeCustomerAsync(customer);
        var (paid, count) = stripe.Paid(id);
        if (books.Cash != paid || books.Payments != count)
            throw Failed(customer, $"Stripe has taken {paid} in {count} payments, the ledger says {books}");
        if (books.Balance != stripe.Balance(id))
            throw Failed(customer, $"Stripe's balance is {stripe.Balance(id)}, the ledger says {books}");
        if (books.Receivable != 0)
            throw Failed(customer, $"Everybody can pay, but the ledger says {books}");
        using var process = simulation.NewProcess();
        var differences = await process.Get<AccountReconciler>().RunAsync(customer.Scope, default);
        if (differences.Count > 0)
            throw Failed(customer, string.Join(Environment.NewLine, differences));
    }

    private async Task<SimulationResult.Books> BooksAsync(Customer customer)
    {
        using var process = simulation.NewProcess();
        var balances = new Balances();
        var payments = 0;
        await foreach (var t in process.Get<ILedgerReader>().ReadAsync(customer.Scope, default))
        {
            balances.Add(t);
            payments += t.Id.StartsWith("payment:", StringComparison.Ordinal) ? 1 : 0;
        }
        long Of(LedgerAccount account) => balances[customer.Currency, account];
        return new(Of(LedgerAccount.Cash), payments, Of(LedgerAccount.CustomerBalance), Of(LedgerAccount.Receivable));
    }

    /// <summary>Every invoice that was there is there, and says what it said.</summary>
    public async Task CheckHashesAsync()
    {
        var heads = simulation.Tables.GetTableClient("Invoices");
        var (seen, known) = (0, _hashes.Count);
        var columns = new[] { "PartitionKey", "RowKey", "Hash" };
        await foreach (
            var head in heads.QueryAsync<TableEntity>("RowKey gt 'inv-' and RowKey lt 'inv.'", null, columns)
        )
        {
            var (key, hash) = ($"{head.PartitionKey} {head.RowKey}", head.GetString("Hash"));
            if (_hashes.TryGetValue(key, out var before))
                seen++;
            if (before is not null && before != hash)
                throw simulation.Failed($"Invoice {key} has changed.");
            _hashes[key] = hash;
        }
        if (seen != known)
            throw simulation.Failed($"Of {known} invoices {known - seen} have gone.");
    }

    private IEnumerable<Customer> Sample(int count) =>
        count >= simulation.Customers.Count
            ? simulation.Customers
            : Enumerable.Range(0, count).Select(_ => simulation.Customers[random.Next(simulation.Customers.Count)]);

    private static BigInteger Sum(IEnumerable<BigInteger> amounts) =>
        amounts.Aggregate(BigInteger.Zero, (sum, amount) => sum + amount);

    private SimulationFailedException Failed(Customer customer, string what) =>
        simulation.Failed($"Organisation {customer.Id}: {what}");
}

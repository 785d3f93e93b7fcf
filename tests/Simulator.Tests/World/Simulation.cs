using Azure.Data.Tables;
using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Local.Tables;
using Mothership.Simulator.Tests.Customers;
using Mothership.Simulator.Tests.Engine;
using Mothership.Stores.Billing;

namespace Mothership.Simulator.Tests.World;

/// <summary>
/// Organisations and their months, from the first event to the audit, against the real stores, the real rating and the
/// real closing of months. Everything runs on one thread and is drawn from one seed.
/// </summary>
internal sealed class Simulation : IDisposable
{
    private readonly string _connection = $"Sqlite=:memory:simulation-{Guid.NewGuid():N}";
    private readonly Random _random;
    private readonly SeededLoop _loop;
    private readonly Mail _mail;
    private readonly Ledgers _ledgers;
    private readonly TableServiceClient _tables;
    private ControlPlane? _intake;

    public Simulation(SimulationPlan plan)
    {
        Plan = plan;
        _random = new(plan.Seed);
        _loop = new(new Random(plan.Seed + 1));
        _mail = new(new Random(plan.Seed + 2), plan.Rates);
        Storm = new(new Random(plan.Seed + 3));
        var currencies = plan.Charges ? PriceLists.Chargeable : PriceLists.Currencies;
        Customers =
        [
            .. Enumerable
                .Range(0, plan.Organizations)
                .Select(i => new Customer(i, Seed(i), currencies[i % currencies.Count], plan.Rates)),
        ];
        Clock = new(plan.First.Start);
        _tables = new(_connection);
        Closing = new(this, _random);
        _ledgers = new(this, new(plan.Seed + 4));
    }

    public SimulationPlan Plan { get; }

    /// <summary>When a month can be closed at the earliest: an hour after its end, by the calendar alone.</summary>
    public static DateTimeOffset DueAt(BillingMonth month)
    {
        var first = new DateTime(month.Start.Year, month.Start.Month, 1, 1, 0, 0, DateTimeKind.Utc);
        return new(first.AddMonths(1));
    }

    public BillingOptions Options { get; } = new() { ClosePageSize = 7, CloseParallelism = 3 };

    public Storm Storm { get; }

    public SimulatedClock Clock { get; }

    public IReadOnlyList<Customer> Customers { get; }

    public Closing Closing { get; }

    /// <summary>Null when nothing is charged.</summary>
    public StripeSide? Stripe { get; private set; }

    /// <summary>Called with each closed month, after all its checks.</summary>
    public Func<BillingMonth, Task> AfterMonth { get; set; } = _ => Task.CompletedTask;

    public ControlPlane NewProcess() => new(_tables, Storm, Clock, Options, Stripe);

    /// <summary>The tables without storm, for looking.</summary>
    public TableServiceClient Tables => _tables;

    /// <summary>Lives through all of it.</summary>
    /// <exception cref="SimulationFailedException">Something is not as it must be.</exception>
    public SimulationResult Run() => _loop.Run(RunAsync);

    /// <summary>Checks that every invoice is as it was, and that there are no others.</summary>
    public async Task CheckUnchangedAsync()
    {
        var before = _ledgers.Invoices;
        await _ledgers.CheckHashesAsync();
        if (_ledgers.Invoices != before)
            throw Failed($"There were {before} invoices, now there are {_ledgers.Invoices}.");
    }

    public SimulationFailedException Failed(string what) => new(Plan, what);

    public void Dispose() => LocalTables.Close(_connection);

    private async Task<SimulationResult> RunAsync()
    {
        await BeginAsync();
        var (month, isQuiet) = (Plan.First, false);
        for (var i = 0; i < Plan.Months || !isQuiet || !await _ledgers.AreClosedBeforeAsync(month); i++)
        {
            if (i < Plan.Months)
                SendAll(month);
            // What comes in while a month is closed is billed with the next one.
            isQuiet = _mail.IsEmpty;
            await LiveThroughAsync(month, isLast: i >= Plan.Months - 1);
            month = month.Next;
        }
        await _ledgers.CheckAllAsync(month);
        if (Stripe is not null)
            await Stripe.DisposeAsync();
        return _ledgers.Result(_mail, _loop.Turns);
    }

    private async Task BeginAsync()
    {
        if (Plan.Charges)
            Stripe = await StripeSide.StartAsync(this);
        await Intake().EnsureTablesAsync();
        foreach (var customer in Stripe is null ? [] : Customers)
            await Stripe!.WelcomeAsync(customer, Intake());
    }

    private void SendAll(BillingMonth month)
    {
        foreach (var customer in Customers)
        foreach (var e in customer.LiveThrough(month))
        {
            _ledgers.Emitted(customer, e);
            _mail.Send(customer, e);
        }
    }

    private async Task LiveThroughAsync(BillingMonth month, bool isLast)
    {
        Storm.PerMille = Plan.StormPerMille;
        foreach (var look in TimerLooks.Draw(Plan, _random, DueAt(month), isLast))
        {
            await DeliverUntilAsync(look.At);
            Clock.Now = look.At + look.ClockError;
            await Closing.LookAsync(look, MeanwhileAsync(look.At));
        }
        if (Stripe is not null)
            await Stripe.CollectAsync();
        Storm.PerMille = 0;
        await _ledgers.CheckMonthAsync(month);
        await AfterMonth(month);
    }

    private async Task DeliverUntilAsync(DateTimeOffset end)
    {
        foreach (var delivery in _mail.TakeBefore(end))
        {
            Clock.Now = delivery.At > Clock.Now ? delivery.At : Clock.Now;
            await AppendAsync(delivery);
        }
    }

    /// <summary>What comes in while months are being closed: chains side by side, each in its order.</summary>
    private Func<Task> MeanwhileAsync(DateTimeOffset at)
    {
        var chains = _mail.TakeBefore(at.AddMinutes(5)).GroupBy(d => d.Chain).Select(c => c.ToList()).ToList();
        return () =>
            Task.WhenAll(
                chains.Select(async chain =>
                {
                    foreach (var delivery in chain)
                        await AppendAsync(delivery);
                })
            );
    }

    /// <summary>
    /// As an outbox does: again and again until it is there, from another process when one dies. Only a first attempt
    /// can kill: the process is shared, and thousands of repetitions at once would kill it faster than any of them gets
    /// on.
    /// </summary>
    private async Task AppendAsync(Delivery delivery)
    {
        for (var attempt = 1; ; attempt++)
        {
            var intake = Intake();
            if (attempt == 1 && Storm.PerMille > 0 && _random.Next(200) == 0)
                intake.Process.DieAfter(_random.Next(12));
            try
            {
                await intake.Get<IBillingEventStore>().AppendAsync(delivery.Customer.Scope, delivery.Event, default);
                return;
            }
            catch (Exception failure) when (attempt < 100 && Closing.IsWeather(failure))
            {
                _ledgers.Repeated++;
            }
        }
    }

    private ControlPlane Intake() => _intake = _intake is { Process.IsDead: false } ? _intake : NewProcess();

    private int Seed(int customer) => unchecked(Plan.Seed * 1_000_003 + customer * 7919);
}

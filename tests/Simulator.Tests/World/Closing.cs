using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Billing;
using Mothership.Domain.Errors;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Orchestrations.CloseMonth;
using Mothership.Simulator.Tests.Engine;

namespace Mothership.Simulator.Tests.World;

/// <summary>Has due months closed by processes that die, are started again, and get the same work twice.</summary>
internal sealed class Closing
{
    private const int MaxRounds = 400;
    private readonly Simulation _simulation;
    private readonly Random _random;
    private ControlPlane? _process;
    private int? _onlyDeath;
    private DateTimeOffset _latest;

    public Closing(Simulation simulation, Random random)
    {
        (_simulation, _random, _onlyDeath) = (simulation, random, simulation.Plan.DiesAt);
        Hub = new(new Random(simulation.Plan.Seed + 5)) { Activity = RunAsync, IsWeather = IsWeather };
        ControlPlane.AddOrchestrators(Hub);
    }

    public DirectHub Hub { get; }

    public int Deaths { get; private set; }

    /// <summary>How many places there have been at which the process could have died.</summary>
    public int Steps => _process?.Process.Steps ?? 0;

    /// <summary>Whether a failure is one that comes from outside and calls for another attempt.</summary>
    public static bool IsWeather(Exception failure) =>
        failure is ProcessDied or RequestFailedException or StaleWriteException or PaymentProviderException
        || (failure is MothershipException { Kind: ErrorKind.Unavailable });

    /// <summary>Looks for due months and sees to it that they are closed, while other things go on.</summary>
    public async Task LookAsync(TimerLook look, Func<Task> meanwhile)
    {
        var others = meanwhile();
        var now = _simulation.Clock.Now;
        await InsistAsync($"close what is due at {look.At:O}", process => StartAsync(process, look.Timers), () => { });
        await others;
        _latest = now > _latest ? now : _latest;
        await RefuseTooEarlyAsync();
    }

    /// <summary>Starts something again and again, in processes that die, until nothing is left of it.</summary>
    /// <param name="what">For the message when it does not end.</param>
    /// <param name="start">Starts it, and says how much there was.</param>
    /// <param name="between">What goes on between two rounds.</param>
    public async Task InsistAsync(string what, Func<ControlPlane, Task<int>> start, Action between)
    {
        var deaths = _random.Next(2 * _simulation.Plan.DeathsPerMonth + 1);
        for (var round = 1; ; round++)
        {
            if (round > MaxRounds)
                throw _simulation.Failed($"{MaxRounds} rounds did not {what}; last failure: {Hub.LastFailure}");
            Begin(dies: deaths-- > 0);
            var found = await TryAsync(start);
            var isSettled = await Hub.SettleAsync();
            if (Hub.Violations.Count > 0)
                throw _simulation.Failed(string.Join(Environment.NewLine, Hub.Violations));
            if (isSettled && found == 0)
                break;
            between();
        }
    }

    /// <summary>How much there was; one when that could not be found out.</summary>
    private async Task<int> TryAsync(Func<ControlPlane, Task<int>> start)
    {
        try
        {
            return await start(_process!);
        }
        catch (Exception failure) when (IsWeather(failure))
        {
            return 1;
        }
    }

    private async Task<int> StartAsync(ControlPlane process, int timers)
    {
        var looks = Enumerable.Range(0, timers).Select(_ => process.Get<DueMonths>().StartAsync(Hub, default));
        return (await Task.WhenAll(looks)).Max(due => due.Count);
    }

    /// <summary>No month may be closed that no clock has ever seen the end of.</summary>
    private async Task RefuseTooEarlyAsync()
    {
        var heads = _simulation.Tables.GetTableClient("Invoices");
        await foreach (
            var head in heads.QueryAsync<TableEntity>("RowKey gt 'inv-' and RowKey lt 'inv.'", null, ["Month"])
        )
            if (Simulation.DueAt(BillingMonth.Parse(head.GetString("Month"))) > _latest)
                throw _simulation.Failed($"{head.GetString("Month")} was closed too early, at {_latest:O}.");
    }

    private void Begin(bool dies)
    {
        if (_process is not { Process.IsDead: false })
        {
            if (_process is not null)
                Deaths++;
            _process = _simulation.NewProcess();
            Hub.Revive();
        }
        if (_onlyDeath is { } place)
            _process.Process.DieAfter(place);
        else if (dies)
            _process.Process.DieAfter(_random.Next(80 * Math.Min(_simulation.Plan.Organizations, 8)));
        _onlyDeath = null;
    }

    private Task<object?> RunAsync(string activity, object? input) => _process!.RunAsync(activity, input, Hub);
}

using Microsoft.Extensions.Logging.Abstractions;
using Mothership.Bus;
using Mothership.Bus.Handling;
using Mothership.Bus.Records;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Regions;
using Mothership.Regions.Commands;
using Mothership.Regions.Heartbeats;
using Mothership.Regions.Services;

namespace Mothership.Orchestrations.Tests.Support;

/// <summary>
/// A region with its real logic, but for trigger and operator. It can be down, and start a new life without memory.
/// </summary>
internal sealed class TestRegion(RegionId id, IBus bus, TimeProvider time)
{
    private readonly Queue<BusRecord> _waiting = [];
    private readonly SemaphoreSlim _turn = new(1);
    private CommandHandler? _handler;
    private HeartbeatSender? _heartbeats;
    private int _lives;
    private bool _isDown;

    public MemoryOperator Operator { get; private set; } = new(0);

    /// <summary>What it runs around its clusters.</summary>
    public MemoryServices Services { get; private set; } = new();

    /// <summary>Begins a life: what it had is gone.</summary>
    public Task StartAsync()
    {
        var (refusal, pools) = (Operator.Refusal, Operator.Pools);
        Operator = new MemoryOperator(++_lives) { Refusal = refusal, Pools = pools };
        var settings = new RegionSettings(id, "memory", 4, TimeSpan.FromMinutes(1));
        var incarnation = new RegionIncarnation(new SecureIdSource());
        var selected = new SelectedOperator([Operator], settings);
        var letters = new DeadLetterSender(bus, time, NullLogger<DeadLetterSender>.Instance);
        var reporter = new Reporter(settings, incarnation, bus, time, NullLogger<Reporter>.Instance);
        Services = new MemoryServices
        {
            Refusal = Services.Refusal,
            IsReady = Services.IsReady,
            Goes = Services.Goes,
        };
        var services = new SelectedServices([Services], settings);
        _handler = new(settings, selected, services, reporter, letters, time, NullLogger<CommandHandler>.Instance);
        _heartbeats = new(settings, incarnation, selected, bus, time);
        return _heartbeats.SendAsync(default);
    }

    /// <summary>Sends a heartbeat.</summary>
    public Task BeatAsync() => _heartbeats!.SendAsync(default);

    /// <summary>From now on commands wait on their topic.</summary>
    public void GoDown() => _isDown = true;

    /// <summary>Takes up what has waited, and what comes.</summary>
    public async Task ComeUpAsync()
    {
        _isDown = false;
        await TakeAsync(null);
    }

    public async Task TakeAsync(BusRecord? command)
    {
        await _turn.WaitAsync();
        try
        {
            if (command is not null)
                _waiting.Enqueue(command);
            while (!_isDown && _waiting.TryDequeue(out var next))
                await _handler!.HandleAsync(next, default);
        }
        finally
        {
            _turn.Release();
        }
    }
}

using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Mothership.Bus;
using Mothership.Bus.Codecs;
using Mothership.Bus.Handling;
using Mothership.Bus.Records;
using Mothership.Bus.Signing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Local.Clock;
using Mothership.Regions;
using Mothership.Regions.Commands;
using Mothership.Regions.Services;
using Mothership.Shared.Tests.Bus.Support;
using Mothership.Shared.Tests.Regions.Support;

namespace Bus.Tests.Signing;

/// <summary>
/// A region's gate and command handler as its app has them, on a scripted operator, a vault in memory and a clock that
/// only moves when it is driven.
/// </summary>
internal sealed class GatedRegion
{
    public static readonly RegionId Here = RegionId.Of("aws", "us-west-2");
    public static readonly RegionId Elsewhere = RegionId.Of("gcp", "europe-west1");
    private readonly CommandHandler _handler;
    private int _offset;

    public GatedRegion()
    {
        Vault.Put(Here, 1);
        var settings = new RegionSettings(Here, "scripted", 4, TimeSpan.FromSeconds(30));
        Bus = new OutBus();
        var letters = new DeadLetterSender(Bus, Clock, NullLogger<DeadLetterSender>.Instance);
        var reporter = new Reporter(
            settings,
            new RegionIncarnation(new SecureIdSource()),
            Bus,
            Clock,
            NullLogger<Reporter>.Instance
        );
        _handler = new(
            settings,
            new SelectedOperator([Operator], settings),
            new SelectedServices([Services], settings),
            reporter,
            letters,
            Clock,
            NullLogger<CommandHandler>.Instance
        );
        Gate = new(
            new SigningSettings(true, TimeSpan.FromSeconds(300)),
            new BusKeys(Vault, Clock, NullLogger<BusKeys>.Instance),
            letters,
            Clock,
            NullLogger<MessageGate>.Instance
        );
    }

    public VirtualClock Clock { get; } = VirtualClock.Frozen(new DateTimeOffset(2026, 3, 15, 0, 0, 0, TimeSpan.Zero));

    public TestVault Vault { get; } = new();

    public ScriptedOperator Operator { get; } = new();

    public ScriptedServices Services { get; } = new();

    public OutBus Bus { get; }

    public MessageGate Gate { get; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    public static ClusterCommand Command(string id, long generation, DateTimeOffset now, RegionId? region = null) =>
        new(
            new ClusterId(id),
            new OrganizationId("org"),
            generation,
            region ?? Here,
            new ClusterConfig(ClusterKind.Basic, 1),
            MultiZone: false,
            Deleted: false,
            now
        )
        {
            Environment = new("env-a"),
        };

    /// <summary>A command as the mothership signs it now.</summary>
    public BusMessage Signed(string id, long generation, RegionId? region = null) =>
        MessageSigner.Sign(
            ClusterCommandCodec.Encode(Command(id, generation, Now, region)),
            TestVault.KeyOf(region ?? Here, 1),
            Now
        );

    public BusRecord Received(BusMessage message) =>
        new(
            message.Topic,
            0,
            _offset++,
            Encoding.UTF8.GetBytes(message.Key),
            message.Value,
            [.. message.Headers.Select(h => KeyValuePair.Create(h.Key, (byte[]?)Encoding.UTF8.GetBytes(h.Value)))]
        );

    public Task TakeAsync(BusMessage message) => TakeAsync(Received(message));

    public Task TakeAsync(BusRecord record) => Clock.DriveAsync(Gate.PassAsync(record, _handler.HandleAsync, default));
}

/// <summary>What a region sends: how often each dead letter's reason came, and what was reported ready.</summary>
internal sealed class OutBus : IBus
{
    private readonly Lock _gate = new();

    /// <summary>Dead letters by the code at the beginning of their reason.</summary>
    public Dictionary<string, int> Refusals { get; } = [];

    /// <summary>The highest generation reported, by cluster.</summary>
    public Dictionary<string, long> Confirmed { get; } = [];

    /// <summary>Whether publications fail now.</summary>
    public Func<bool> IsAway { get; set; } = static () => false;

    public int DeadLetters => Refusals.Values.Sum();

    public Task PublishAsync(BusMessage message, CancellationToken cancellation)
    {
        if (IsAway())
            throw new BusUnavailableException("The test has taken the bus away.");
        lock (_gate)
            if (message.Topic == Topics.DeadLetters)
                Count(message.Headers.Single(h => h.Key == BusHeaders.DeadReason).Value.Split(':')[0]);
            else
                Confirmed[message.Key] = Math.Max(
                    Confirmed.GetValueOrDefault(message.Key),
                    long.Parse(message.Headers.Single(h => h.Key == BusHeaders.Generation).Value)
                );
        return Task.CompletedTask;
    }

    private void Count(string reason) => Refusals[reason] = Refusals.GetValueOrDefault(reason) + 1;
}

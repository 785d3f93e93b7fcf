using Microsoft.Extensions.Logging.Abstractions;
using Mothership.Bus;
using Mothership.Bus.Codecs;
using Mothership.Bus.Handling;
using Mothership.Bus.Records;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;
using Mothership.Domain.Services;
using Mothership.Local.Clock;
using Mothership.Regions;
using Mothership.Regions.Commands;
using Mothership.Regions.Heartbeats;
using Mothership.Regions.Metering;
using Mothership.Regions.Services;
using Mothership.Shared.Tests.Bus.Support;

namespace Mothership.Shared.Tests.Regions.Support;

/// <summary>A region's app without its triggers, on a clock that only moves when it is driven.</summary>
internal sealed class TestRegion
{
    private readonly CommandHandler _handler;
    private int _offset;

    public TestRegion()
    {
        var settings = new RegionSettings(Wire.Here, "scripted", 4, TimeSpan.FromSeconds(30));
        var selected = new SelectedOperator([Operator], settings);
        var incarnation = new RegionIncarnation(new SecureIdSource());
        var letters = new DeadLetterSender(Bus, Clock, NullLogger<DeadLetterSender>.Instance);
        Incarnation = incarnation.Value;
        Heartbeats = new(settings, incarnation, selected, Bus, Clock);
        var reporter = new Reporter(settings, incarnation, Bus, Clock, NullLogger<Reporter>.Instance);
        var services = new SelectedServices([Services], settings);
        _handler = new(settings, selected, services, reporter, letters, Clock, NullLogger<CommandHandler>.Instance);
        Metrics = new(settings, selected, _handler, Bus, Clock, NullLogger<MetricsSender>.Instance);
    }

    public VirtualClock Clock { get; } = VirtualClock.Frozen(new DateTimeOffset(2026, 3, 15, 0, 0, 0, TimeSpan.Zero));

    public ScriptedOperator Operator { get; } = new();

    public ScriptedServices Services { get; } = new();

    public InMemoryBus Bus { get; } = new();

    public HeartbeatSender Heartbeats { get; }

    public MetricsSender Metrics { get; }

    public string Incarnation { get; }

    public List<RegionReport> Reports => [.. Bus.On(Topics.Reports).Select(r => RegionReportCodec.Decode(r).Value!)];

    public List<ServiceObservation> ServiceReports =>
        [.. Bus.On(Topics.Reports).Select(r => ServiceReportCodec.Decode(r).Value!.Observation)];

    public List<BusRecord> DeadLetters => Bus.On(Topics.DeadLetters);

    public Task SendAsync(ClusterCommand command) => SendAsync(ClusterCommandCodec.Encode(command));

    public Task SendAsync(ServiceCommand command) => SendAsync(ServiceCommandCodec.Encode(command));

    public Task SendAsync(BusMessage message) => SendAsync(InMemoryBus.Received(message, _offset++));

    public Task SendAsync(BusRecord record) => Clock.DriveAsync(_handler.HandleAsync(record, default));

    public static ClusterCommand Command(
        long generation,
        int size = 1,
        bool deleted = false,
        string id = "lkc-a",
        bool suspended = false
    ) =>
        new(
            new ClusterId(id),
            new OrganizationId("org"),
            generation,
            Wire.Here,
            new ClusterConfig(ClusterKind.Basic, size),
            MultiZone: false,
            deleted,
            DateTimeOffset.UnixEpoch,
            suspended
        )
        {
            Environment = new("env-a"),
        };

    public static ServiceCommand ServiceCommand(long generation, int units = 1, bool deleted = false) =>
        new()
        {
            Service = new("lcc-a"),
            Kind = ServiceKind.Connector,
            Organization = new("org"),
            Environment = new("env-a"),
            Cluster = new ClusterId("lkc-a"),
            Generation = generation,
            Region = Wire.Here,
            Spec = ServiceSpec.OfUnits(units),
            Deleted = deleted,
            IssuedAt = DateTimeOffset.UnixEpoch,
        };
}

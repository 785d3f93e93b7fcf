using Mothership.Bus;
using Mothership.Bus.Codecs;
using Mothership.Bus.Records;
using Mothership.Bus.Signing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Xunit.Abstractions;

namespace Bus.Tests.Signing;

/// <summary>P21 on the bus: with a region's keys nobody speaks, or is spoken to, but that region.</summary>
public sealed class RegionVoiceTests(ITestOutputHelper output)
{
    private static readonly RegionId[] Regions =
    [
        GatedRegion.Here,
        GatedRegion.Elsewhere,
        RegionId.Of("azure", "eastus"),
    ];

    private readonly GatedRegion _world = new();

    [Fact]
    public async Task Messages_SignedByAnyRegion_AreBelievedOfThatRegionAlone()
    {
        foreach (var region in Regions)
        foreach (var number in (int[])[1, 2])
            _world.Vault.Put(region, number);
        var (refused, believed) = (0, 0);
        foreach (var kind in Kinds)
        foreach (var author in Regions)
        foreach (var number in (int[])[1, 2])
        foreach (var claimed in Regions)
        foreach (var (how, message) in Tries(kind, author, claimed, TestVault.KeyOf(author, number)))
        {
            var said = await BelievedAsync(kind, message);
            said.ShouldBe(author == claimed ? claimed : null, $"{kind.Name} of {author} as {claimed}: {how}");
            (refused, believed) = said is null ? (refused + 1, believed) : (refused, believed + 1);
        }
        foreach (
            var (kind, topic) in Kinds.SelectMany(k => Kinds.Select(o => (k, o.Topic))).Where(p => p.k.Topic != p.Topic)
        )
        {
            var signed = MessageSigner.Sign(kind.Of(Regions[0]), TestVault.KeyOf(Regions[0], 1), _world.Now);
            (await BelievedAsync(kind, signed with { Topic = topic })).ShouldBeNull($"{kind.Name} on {topic}");
            refused++;
        }
        believed.ShouldBeGreaterThan(0);
        output.WriteLine(
            $"{refused} messages for or of another region: none believed; {believed} genuine ones believed"
        );
    }

    /// <summary>All ways to pass off what one region has signed as another's.</summary>
    private IEnumerable<(string How, BusMessage Message)> Tries(
        Kind kind,
        RegionId author,
        RegionId claimed,
        BusKey key
    )
    {
        yield return ("signed so", MessageSigner.Sign(kind.Of(claimed), key, _world.Now));
        yield return ("signed, then renamed", As(MessageSigner.Sign(kind.Of(author), key, _world.Now), claimed));
        yield return ("its own outside", MessageSigner.Sign(As(kind.Of(claimed), author), key, _world.Now));
    }

    private static BusMessage As(BusMessage message, RegionId region) =>
        message with
        {
            Headers =
            [
                .. message.Headers.Select(h =>
                    h.Key == BusHeaders.Cloud ? new(h.Key, region.Cloud)
                    : h.Key == BusHeaders.Region ? new(h.Key, region.Name)
                    : h
                ),
            ],
        };

    /// <summary>For or of which region a message is believed to be; null when it is not.</summary>
    private async Task<RegionId?> BelievedAsync(Kind kind, BusMessage message)
    {
        RegionId? believed = null;
        await _world.Gate.PassAsync(
            _world.Received(message),
            (record, _) =>
            {
                believed = kind.Read(record);
                return Task.CompletedTask;
            },
            default
        );
        return believed;
    }

    private IReadOnlyList<Kind> Kinds =>
        [
            new(
                "command",
                Topics.Commands,
                region => ClusterCommandCodec.Encode(GatedRegion.Command("lkc-a", 1, _world.Now, region)),
                record => ClusterCommandCodec.Decode(record) is { Succeeded: true } read ? read.Value.Region : null
            ),
            new(
                "service's command",
                Topics.Commands,
                region => ServiceCommandCodec.Encode(ServiceCommandOf(region)),
                record => ServiceCommandCodec.Decode(record) is { Succeeded: true } read ? read.Value.Region : null
            ),
            new(
                "report",
                Topics.Reports,
                region => RegionReportCodec.Encode(new(new("org"), region, Seen())),
                record => RegionReportCodec.Decode(record) is { Succeeded: true } read ? read.Value.Region : null
            ),
            new(
                "service's report",
                Topics.Reports,
                region => ServiceReportCodec.Encode(new(new("org"), region, SeenService())),
                record => ServiceReportCodec.Decode(record) is { Succeeded: true } read ? read.Value.Region : null
            ),
            new(
                "heartbeat",
                Topics.Regions,
                region => HeartbeatCodec.Encode(new(region, "i", "embedded", "1.0", new(9, 1, 9, 1), _world.Now)),
                record => HeartbeatCodec.Decode(record) is { Succeeded: true } read ? read.Value.Region : null
            ),
            new(
                "figures",
                Topics.Metrics,
                region =>
                    RegionMetricsCodec.Encode(
                        new(new("org"), new("lkc-a"), region, 1, ClusterKind.Basic, _world.Now, new(1, 1, 1, 1))
                    ),
                record => RegionMetricsCodec.Decode(record) is { Succeeded: true } read ? read.Value.Region : null
            ),
        ];

    private ServiceCommand ServiceCommandOf(RegionId region) =>
        new()
        {
            Service = new("lcc-a"),
            Kind = ServiceKind.Connector,
            Organization = new("org"),
            Environment = new("env-a"),
            Cluster = new ClusterId("lkc-a"),
            Generation = 1,
            Region = region,
            Spec = ServiceSpec.OfUnits(1),
            IssuedAt = _world.Now,
        };

    private Observation Seen() =>
        new(new("lkc-a"), 1, ObservedState.Ready, new("PLAINTEXT://h:1", null), null, null, "i", _world.Now, false);

    private ServiceObservation SeenService() =>
        new(new("lcc-a"), 1, ObservedState.Ready, null, new Dictionary<string, string>(), null, null, "i", _world.Now);

    /// <summary>A sort of message: how it is made, and of which region its reader takes it to be.</summary>
    private sealed record Kind(
        string Name,
        string Topic,
        Func<RegionId, BusMessage> Of,
        Func<BusRecord, RegionId?> Read
    );
}

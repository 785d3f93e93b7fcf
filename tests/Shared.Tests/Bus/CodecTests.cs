using System.Text;
using Mothership.Bus;
using Mothership.Bus.Codecs;
using Mothership.Bus.Handling;
using Mothership.Bus.Records;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;
using Mothership.Shared.Tests.Bus.Support;
using Given = Mothership.Shared.Tests.Bus.Support.Given;

namespace Mothership.Shared.Tests.Bus;

public sealed class CodecTests
{
    private static readonly ClusterCommand Command = new(
        new ClusterId("lkc-abc"),
        new OrganizationId("org"),
        7,
        Wire.Here,
        new ClusterConfig(ClusterKind.Dedicated, 2),
        MultiZone: true,
        Deleted: false,
        new DateTimeOffset(2026, 3, 15, 0, 0, 0, TimeSpan.Zero)
    )
    {
        Environment = new("env-abc"),
    };

    [Fact]
    public void Encode_Command_RoutesByKeyAndHeaders()
    {
        var message = ClusterCommandCodec.Encode(Command);
        (message.Topic, message.Key).ShouldBe((Topics.Commands, "lkc-abc"));
        message
            .Headers.ToDictionary()
            .ShouldBe(
                new Dictionary<string, string>
                {
                    ["ms-version"] = "1",
                    ["ms-kind"] = "cluster",
                    ["ms-cloud"] = "aws",
                    ["ms-region"] = "us-west-2",
                    ["ms-generation"] = "7",
                },
                ignoreOrder: true
            );
    }

    [Fact]
    public void Encode_InsideATrace_CarriesItsContext()
    {
        using var activity = new System.Diagnostics.Activity("request").Start();
        InMemoryBus.Received(ClusterCommandCodec.Encode(Command)).Header(BusHeaders.TraceParent).ShouldBe(activity.Id);
    }

    [Fact]
    public void Tombstone_OfACluster_HasNoValueAndTheSameKey()
    {
        var tombstone = ClusterCommandCodec.Tombstone(Command.Cluster, Command.Region, 8);
        (tombstone.Key, tombstone.Value).ShouldBe(("lkc-abc", null));
    }

    [Theory]
    [InlineData(BusHeaders.Version, "2", ParseReasons.UnknownVersion)]
    [InlineData(BusHeaders.Version, null, ParseReasons.BadHeader)]
    [InlineData(BusHeaders.Kind, "heartbeat", ParseReasons.UnknownKind)]
    [InlineData(BusHeaders.Kind, null, ParseReasons.UnknownKind)]
    [InlineData(BusHeaders.Cloud, "gcp", ParseReasons.HeaderMismatch)]
    [InlineData(BusHeaders.Region, "us-east-1", ParseReasons.HeaderMismatch)]
    [InlineData(BusHeaders.Generation, "8", ParseReasons.HeaderMismatch)]
    [InlineData(BusHeaders.Generation, null, ParseReasons.HeaderMismatch)]
    public void Decode_OtherHeader_IsRefusedWithAReason(string header, string? value, string reason) =>
        ClusterCommandCodec.Decode(With(header, value)).Failure!.Reason.ShouldBe(reason);

    [Fact]
    public void Decode_KeyOfAnotherCluster_IsRefused()
    {
        var record = InMemoryBus.Received(ClusterCommandCodec.Encode(Command)) with { Key = "lkc-other"u8.ToArray() };
        ClusterCommandCodec.Decode(record).Failure!.Reason.ShouldBe(ParseReasons.HeaderMismatch);
    }

    [Theory]
    [InlineData("lkc-../x")]
    [InlineData("lkc-a b")]
    [InlineData("env-abc")]
    [InlineData("")]
    public void Decode_NoClusterId_IsRefused(string id)
    {
        var message = ClusterCommandCodec.Encode(Command with { Cluster = new ClusterId(id) });
        ClusterCommandCodec.Decode(InMemoryBus.Received(message)).Succeeded.ShouldBeFalse();
    }

    [Fact]
    public void For_FailedCluster_WantsItGone()
    {
        var cluster = Given.Cluster() with { Phase = ClusterPhase.Failed };
        ClusterCommand.For(cluster, default).Deleted.ShouldBeTrue();
        ClusterCommand.For(Given.Cluster(), default).Deleted.ShouldBeFalse();
    }

    [Fact]
    public void DeadLetter_OfAMessage_IsTheMessageWithWhyAndWhence()
    {
        var record = InMemoryBus.Received(ClusterCommandCodec.Encode(Command), offset: 42);
        var letter = InMemoryBus.Received(DeadLetter.Of(record, new("unknown_version", "Version '2'."), attempts: 3));
        letter.Topic.ShouldBe(Topics.DeadLetters);
        letter.Value.ShouldBe(record.Value);
        letter.KeyText.ShouldBe("lkc-abc");
        letter.Header(BusHeaders.Region).ShouldBe("us-west-2");
        letter.Header(BusHeaders.DeadReason).ShouldBe("unknown_version: Version '2'.");
        letter.Header(BusHeaders.DeadTopic).ShouldBe(Topics.Commands);
        letter.Header(BusHeaders.DeadPartition).ShouldBe("0");
        letter.Header(BusHeaders.DeadOffset).ShouldBe("42");
        letter.Header(BusHeaders.DeadAttempts).ShouldBe("3");
    }

    private static BusRecord With(string header, string? value)
    {
        var record = InMemoryBus.Received(ClusterCommandCodec.Encode(Command));
        var others = record.Headers.Where(h => h.Key != header).ToList();
        if (value is not null)
            others.Add(new(header, Encoding.UTF8.GetBytes(value)));
        return record with { Headers = others };
    }
}

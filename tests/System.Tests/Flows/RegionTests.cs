using System.Text;
using Mothership.Bus;
using Mothership.Bus.Codecs;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;
using Mothership.SystemTests.Api.Support;
using Mothership.SystemTests.Flows.Support;

namespace Mothership.SystemTests.Flows;

[Collection(CloudCollection.Name)]
public sealed class RegionTests(CloudWorld world)
{
    [Fact]
    public async Task Region_StoppedAndStarted_GivesItsClustersNewAddressesThatWork()
    {
        using var customer = await world.NewCustomerAsync();
        var id = await customer.ProvisionedAsync();
        var before = (await customer.ReadAsync(id))["spec.kafka_bootstrap_endpoint"];
        await world.Cloud.StopRegionAsync(CloudWorld.West);
        await world.Cloud.StartRegionAsync(CloudWorld.West);
        var after = await Eventually.GetAsync(
            async () =>
                (await customer.ReadAsync(id))["spec.kafka_bootstrap_endpoint"] is var now && now != before
                    ? now
                    : null,
            async () => $"{(await customer.ReadAsync(id)).Text} {world.Log}"
        );
        await Kcat.ProduceAsync(after, "again", "hello\n");
        (await Kcat.ConsumeAsync(after, "again")).ShouldBe("hello\n");
    }

    [Fact]
    public async Task Command_CutInHalf_GoesToTheDeadLettersAndHoldsNobodyUp()
    {
        var command = ClusterCommandCodec.Encode(Command("lkc-half"));
        await world.Bus.PublishAsync(command with { Value = command.Value![..(command.Value.Length / 2)] }, default);
        var letter = world.DeadLetter(r => r.KeyText == "lkc-half");
        // Which of the two depends on where the half falls: inside a field or between two.
        letter.Header(BusHeaders.DeadReason)!.Split(':')[0].ShouldBeOneOf("invalid_protobuf", "missing_field");
        letter.Header(BusHeaders.DeadTopic).ShouldBe(Topics.Commands);
        letter.Value.ShouldBe(command.Value[..(command.Value.Length / 2)]);
        using var customer = await world.NewCustomerAsync();
        await customer.ProvisionedAsync();
    }

    [Fact]
    public async Task Command_OfAnUnknownVersion_GoesToTheDeadLetters()
    {
        var command = ClusterCommandCodec.Encode(Command("lkc-version"));
        var headers = command.Headers.Where(h => h.Key != BusHeaders.Version).Append(new(BusHeaders.Version, "99"));
        await world.Bus.PublishAsync(command with { Headers = [.. headers] }, default);
        var letter = world.DeadLetter(r => r.KeyText == "lkc-version");
        letter.Header(BusHeaders.DeadReason)!.ShouldStartWith("unknown_version");
        letter.Header(BusHeaders.DeadAttempts).ShouldBe("1");
    }

    [Fact]
    public async Task Report_ThatIsNone_GoesToTheDeadLetters()
    {
        var command = ClusterCommandCodec.Encode(Command("lkc-report"));
        await world.Bus.PublishAsync(
            command with
            {
                Topic = Topics.Reports,
                Value = Encoding.UTF8.GetBytes("no protobuf"),
            },
            default
        );
        world.DeadLetter(r => r.KeyText == "lkc-report").Header(BusHeaders.DeadTopic).ShouldBe(Topics.Reports);
    }

    private static ClusterCommand Command(string id) =>
        new(
            new ClusterId(id),
            new OrganizationId("org"),
            1,
            CloudWorld.West,
            new ClusterConfig(ClusterKind.Basic, 1),
            MultiZone: false,
            Deleted: false,
            DateTimeOffset.UnixEpoch
        )
        {
            Environment = new("env-a"),
        };
}

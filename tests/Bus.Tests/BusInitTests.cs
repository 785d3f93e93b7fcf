using Bus.Tests.Front;
using Confluent.Kafka.Admin;
using Mothership.Bus;
using Mothership.Bus.Planning;
using Mothership.Domain.Fleet;
using Mothership.Local.BusInit;

namespace Bus.Tests;

/// <summary><c>./dev bus init</c>, through its command line, against brokers that know administrators.</summary>
public sealed class BusInitTests : IAsyncLifetime
{
    private static readonly RegionId Region = RegionId.Of("aws", "us-west-2");
    private readonly SecureBus _central = new(topics: false);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _central.DisposeAsync().AsTask();

    [Fact]
    public async Task Init_OnAnEmptyCluster_MakesWhatIsPlannedAndThenNothingMore()
    {
        var (code, said, _) = await RunAsync("init", "--replication", "1");
        code.ShouldBe(0, said);
        foreach (var topic in TopicPlan.For(1))
        {
            said.ShouldContain($"{topic.Name}: topic is missing, and should be {topic.Partitions} partitions: created");
            foreach (var (name, value) in topic.Configs)
                _central.Front.Script.ConfigsOf(topic.Name)[name].ShouldBe(value, $"{topic.Name} {name}");
        }
        var changes = _central.Front.Script.Changes;

        (code, said, _) = await RunAsync("init", "--replication", "1");

        (code, said.Trim()).ShouldBe((0, "The bus is as planned."));
        _central.Front.Script.Changes.ShouldBe(changes);
    }

    [Fact]
    public async Task Check_OnAnEmptyCluster_ChangesNothingAndFails()
    {
        var (code, said, _) = await RunAsync(
            "init",
            "--replication",
            "1",
            "--check",
            "--acls",
            "--region",
            "aws/us-west-2"
        );

        code.ShouldBe(1);
        said.ShouldContain("mothership.commands: topic is missing, and should be 6 partitions: left as it is");
        said.ShouldContain("User:region-aws-us-west-2: Read Topic mothership.commands: missing");
        _central.Front.Script.Changes.ShouldBe(0);
    }

    [Fact]
    public async Task Init_TopicWithOtherSettings_CorrectsThemAndLeavesPartitionsAlone()
    {
        _central.Front.Script.Make(Topics.Commands, 2, ("cleanup.policy", "delete"), ("compression.type", "zstd"));

        var (code, said, _) = await RunAsync("init", "--replication", "1");

        code.ShouldBe(1);
        said.ShouldContain("mothership.commands: cleanup.policy is delete, and should be compact: corrected");
        said.ShouldContain("mothership.commands: partitions is 2, and should be 6: left as it is; --grow-partitions");
        _central.Front.Script.ConfigsOf(Topics.Commands)["cleanup.policy"].ShouldBe("compact");
        _central.Front.Script.ConfigsOf(Topics.Commands)["compression.type"].ShouldBe("zstd");

        (code, said, _) = await RunAsync("init", "--replication", "1", "--grow-partitions");

        code.ShouldBe(0, said);
        said.ShouldContain("mothership.commands: partitions is 2, and should be 6: corrected");
    }

    [Fact]
    public async Task Init_FewerReplicasThanPlanned_IsSaidAndNotDone()
    {
        await RunAsync("init", "--replication", "1");

        var (code, said, _) = await RunAsync("init");

        code.ShouldBe(1);
        said.ShouldContain("mothership.reports: replication.factor is 1, and should be 3: only the cluster's admin");
        said.ShouldContain("mothership.reports: min.insync.replicas is 1, and should be 2: corrected");
    }

    [Fact]
    public async Task Acls_OfARegion_AreExactlyWhatIsPlanned()
    {
        const string user = "region-aws-us-west-2";
        string[] command = ["init", "--replication", "1", "--acls", "--region", "aws/us-west-2"];
        var (code, said, _) = await RunAsync(command);
        code.ShouldBe(0, said);
        _central
            .Rights.All.Where(b => b.Entry.Principal == $"User:{user}")
            .ShouldBe(AclPlan.OfRegion(Region).Select(r => ClusterAdmin.Binding(user, r)), ignoreOrder: true);
        var changes = _central.Front.Script.Changes;

        var more = new BusRight(AclOperation.Write, ResourceType.Topic, Topics.Commands, ResourcePatternType.Literal);
        _central.Rights.Allow(user, [more]);
        (code, said, _) = await RunAsync(command);

        code.ShouldBe(1);
        said.ShouldContain("Allow Write Topic Literal mothership.commands from *: not planned, left as it is");
        _central.Front.Script.Changes.ShouldBe(changes);
    }

    [Fact]
    public async Task Init_ByAUserWhoMayNot_SaysSo()
    {
        var (code, _, errors) = await RunAsync("stranger", SecureBus.Password, ["init", "--replication", "1"]);

        code.ShouldBe(1);
        errors.ShouldContain("no right to do this on the cluster");
    }

    [Fact]
    public async Task Init_WithAWrongPassword_SaysSo()
    {
        var (code, _, errors) = await RunAsync(AclBook.Admin, "wrong", ["init"]);

        code.ShouldBe(1);
        errors.ShouldContain("KafkaPassword");
    }

    [Theory]
    [InlineData("--region", "nowhere")]
    [InlineData("--replication", "0")]
    [InlineData("--ca", "/no/such/file")]
    [InlineData("--unknown", "x")]
    public async Task Init_AskedWrongly_IsRefused(string option, string value)
    {
        var (code, _, errors) = await RunAsync("init", option, value);

        code.ShouldBe(2);
        errors.ShouldNotBeEmpty();
    }

    private Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) =>
        RunAsync(AclBook.Admin, SecureBus.Password, arguments);

    private async Task<(int Code, string Output, string Errors)> RunAsync(
        string user,
        string password,
        string[] arguments
    )
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var settings = SecureBus.Configuration(_central.Settings(user, password));
        var code = await new BusCommandLine(settings, output, errors).RunAsync(arguments);
        return (code, output.ToString(), errors.ToString());
    }
}

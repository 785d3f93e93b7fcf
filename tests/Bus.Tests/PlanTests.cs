using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Mothership.Bus;
using Mothership.Bus.Faults;
using Mothership.Bus.Planning;
using Mothership.Bus.Producing;
using Mothership.Domain.Fleet;

namespace Bus.Tests;

/// <summary>The plan of the central cluster, and the words for what goes wrong with it.</summary>
public sealed class PlanTests
{
    [Fact]
    public void Plan_HasEveryTopicOnce() => TopicPlan.All.Select(t => t.Name).ShouldBe(TopicNames(), ignoreOrder: true);

    [Fact]
    public void Plan_OnlyCommandsAreCompacted() =>
        TopicPlan
            .All.Where(t => t.Configs["cleanup.policy"] != "delete")
            .Select(t => t.Name)
            .ShouldBe([Topics.Commands]);

    [Fact]
    public void Plan_ARegionReadsCommandsAndNothingElse()
    {
        var rights = AclPlan.OfRegion(RegionId.Of("gcp", "europe-west1"));
        rights
            .Where(r => r.Operation == AclOperation.Read)
            .Select(r => r.Name)
            .ShouldBe([Topics.Commands, "mothership-region-gcp-europe-west1"]);
        rights.ShouldNotContain(r => r.Operation == AclOperation.Write && r.Name == Topics.Commands);
        rights.ShouldAllBe(r => r.Operation == AclOperation.Read || r.Operation == AclOperation.Write);
        rights.ShouldAllBe(r => r.Pattern == ResourcePatternType.Literal);
    }

    [Theory]
    [InlineData("topics.json")]
    [InlineData("acls.json")]
    public void Plan_InInfra_IsThatOfTheCode(string file)
    {
        var path = Path.Combine(RepositoryRoot(), "infra", "bus", file);
        File.ReadAllText(path)
            .ShouldBe(file == "topics.json" ? PlanText.OfTopics() : PlanText.OfRights(), "run ./dev bus plan --write");
    }

    [Theory]
    [InlineData(ErrorCode.Local_Authentication, BusFaultKind.WrongCredentials)]
    [InlineData(ErrorCode.SaslAuthenticationFailed, BusFaultKind.WrongCredentials)]
    [InlineData(ErrorCode.UnsupportedSaslMechanism, BusFaultKind.WrongCredentials)]
    [InlineData(ErrorCode.UnknownTopicOrPart, BusFaultKind.UnknownTopic)]
    [InlineData(ErrorCode.Local_UnknownTopic, BusFaultKind.UnknownTopic)]
    [InlineData(ErrorCode.Local_UnknownPartition, BusFaultKind.UnknownTopic)]
    [InlineData(ErrorCode.TopicAuthorizationFailed, BusFaultKind.TopicForbidden)]
    [InlineData(ErrorCode.GroupAuthorizationFailed, BusFaultKind.GroupForbidden)]
    [InlineData(ErrorCode.ClusterAuthorizationFailed, BusFaultKind.ClusterForbidden)]
    [InlineData(ErrorCode.MsgSizeTooLarge, BusFaultKind.Message)]
    [InlineData(ErrorCode.InvalidRecord, BusFaultKind.Message)]
    [InlineData(ErrorCode.OutOfOrderSequenceNumber, BusFaultKind.LostCount)]
    [InlineData(ErrorCode.InvalidProducerEpoch, BusFaultKind.LostCount)]
    [InlineData(ErrorCode.Local_Transport, BusFaultKind.Unavailable)]
    [InlineData(ErrorCode.Local_AllBrokersDown, BusFaultKind.Unavailable)]
    [InlineData(ErrorCode.Local_MsgTimedOut, BusFaultKind.Unavailable)]
    [InlineData(ErrorCode.NotEnoughReplicas, BusFaultKind.Unavailable)]
    [InlineData(ErrorCode.NotLeaderForPartition, BusFaultKind.Unavailable)]
    public void Fault_OfACode_IsKnown(ErrorCode code, BusFaultKind kind)
    {
        var fault = BusFault.Of(new Error(code, "said so"), "subject");
        fault.Kind.ShouldBe(kind);
        fault.Text.ShouldEndWith("(Kafka: said so)");
    }

    [Fact]
    public void Fault_EveryCodeThatThereIs_HasWords()
    {
        foreach (var code in Enum.GetValues<ErrorCode>().Where(c => c != ErrorCode.NoError))
            BusFault.Of(new Error(code, "x")).Text.Length.ShouldBeGreaterThan(20, code.ToString());
    }

    [Fact]
    public void Fault_OfAFatalError_AsksForANewProducer() =>
        BusFault.Of(new Error(ErrorCode.Unknown, "x", isFatal: true)).Kind.ShouldBe(BusFaultKind.LostCount);

    [Theory]
    [InlineData("SSL handshake failed: certificate verify failed", BusFaultKind.UntrustedCertificate)]
    [InlineData("connection reset by peer", BusFaultKind.Unavailable)]
    public void Fault_OfTls_IsToldByItsWords(string reason, BusFaultKind kind) =>
        BusFault.Of(new Error(ErrorCode.Local_Ssl, reason)).Kind.ShouldBe(kind);

    [Fact]
    public void StandingFault_ExplainsATimeoutUntilSomethingWorks()
    {
        var standing = new StandingFault();
        var late = new Error(ErrorCode.Local_MsgTimedOut, "late");
        standing.Note(new Error(ErrorCode.Local_Authentication, "no"));
        standing.Note(new Error(ErrorCode.Local_AllBrokersDown, "down"));
        standing.Explain(late, "t").Kind.ShouldBe(BusFaultKind.WrongCredentials);
        standing.Explain(new Error(ErrorCode.TopicAuthorizationFailed), "t").Kind.ShouldBe(BusFaultKind.TopicForbidden);
        standing.Clear();
        standing.Explain(late, "t").Kind.ShouldBe(BusFaultKind.Unavailable);
    }

    [Theory]
    [InlineData("KafkaPassword", null, "KafkaPassword is missing")]
    [InlineData("KafkaUsername", "", "KafkaUsername must be set")]
    [InlineData("KafkaSslCaPem", "no certificate", "KafkaSslCaPem holds no certificate")]
    [InlineData("KafkaProtocol", "7", "KafkaProtocol")]
    public void Settings_ThatCanNotBe_AreNamed(string name, string? value, string says)
    {
        var settings = new Dictionary<string, string?>
        {
            ["KafkaBootstrapServers"] = "b:9093",
            ["KafkaProtocol"] = "SaslSsl",
            ["KafkaUsername"] = "u",
            ["KafkaPassword"] = "p",
            [name] = value,
        };
        Should
            .Throw<InvalidOperationException>(() => KafkaSettings.From(SecureBus.Configuration(settings)))
            .Message.ShouldContain(says);
    }

    private static IEnumerable<string> TopicNames() =>
        typeof(Topics).GetFields().Select(field => (string)field.GetRawConstantValue()!);

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Functions.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }
}

using Bus.Tests.Front;
using Mothership.Bus;
using Mothership.Bus.Faults;
using Mothership.Bus.Planning;
using Mothership.Bus.Producing;

namespace Bus.Tests;

/// <summary>Our own producer and probe against a cluster with TLS, users and rights.</summary>
public sealed class SecureProducerTests
{
    private static readonly BusMessage Message = new(Topics.Commands, "lkc-1", [1], []);

    [Fact]
    public async Task Publish_GoodCredentials_IsTaken()
    {
        await using var central = new SecureBus();
        using var bus = central.Bus(AclPlan.Mothership);

        await Eventually.SucceedsAsync(() => bus.PublishAsync(Message, default));

        using var probe = new KafkaBusProbe(central.KafkaSettings(AclPlan.Mothership));
        await Eventually.SucceedsAsync(() => probe.CheckAsync(TimeSpan.FromSeconds(10), default));
    }

    [Fact]
    public async Task Publish_WrongPassword_SaysSo()
    {
        await using var central = new SecureBus();
        using var bus = central.Bus(AclPlan.Mothership, "wrong");
        using var probe = new KafkaBusProbe(central.KafkaSettings(AclPlan.Mothership, "wrong"));

        await FailsAsync(bus, BusFaultKind.WrongCredentials, "KafkaPassword");
        await FailsAsync(
            () => probe.CheckAsync(TimeSpan.FromSeconds(3), default),
            BusFaultKind.WrongCredentials,
            "KafkaPassword"
        );
    }

    [Fact]
    public async Task Publish_CertificateOfAnUnknownAuthority_SaysSo()
    {
        using var others = new TestCertificates();
        await using var central = new SecureBus(_ => others.ForLoopback());
        using var bus = central.Bus(AclPlan.Mothership);

        await FailsAsync(bus, BusFaultKind.UntrustedCertificate, "KafkaSslCaPem");
    }

    [Fact]
    public async Task Publish_CertificateOutOfDate_SaysSo()
    {
        await using var central = new SecureBus(c => c.Expired());
        using var bus = central.Bus(AclPlan.Mothership);

        await FailsAsync(bus, BusFaultKind.UntrustedCertificate, "in date");
    }

    [Fact]
    public async Task Publish_CertificateOfAnotherHost_SaysSo()
    {
        await using var central = new SecureBus(c => c.ForAnotherHost());
        using var bus = central.Bus(AclPlan.Mothership);

        await FailsAsync(bus, BusFaultKind.UntrustedCertificate, "KafkaBootstrapServers");
    }

    [Fact]
    public async Task Publish_NoSuchTopic_SaysWhatToRun()
    {
        await using var central = new SecureBus(topics: false);
        central.Rights.Allow("stranger", AclPlan.OfMothership);
        using var bus = new KafkaBus(
            central.KafkaSettings("stranger") with
            {
                MessageTimeout = TimeSpan.FromSeconds(10),
            },
            Microsoft.Extensions.Logging.Abstractions.NullLogger<KafkaBus>.Instance
        );

        await FailsAsync(bus, BusFaultKind.UnknownTopic, "./dev bus init");
    }

    [Theory]
    [InlineData("stranger", Topics.Commands)]
    [InlineData(AclPlan.Mothership, Topics.Reports)]
    public async Task Publish_WithoutTheRight_NamesTheTopic(string user, string topic)
    {
        await using var central = new SecureBus();
        using var bus = central.Bus(user);

        await FailsAsync(bus, BusFaultKind.TopicForbidden, $"'{topic}'", topic);
    }

    [Fact]
    public async Task Publish_BrokerAwayForAWhile_FailsThenWorksAgain()
    {
        await using var central = new SecureBus();
        using var bus = central.Bus(AclPlan.Mothership);
        using var probe = new KafkaBusProbe(central.KafkaSettings(AclPlan.Mothership));
        await Eventually.SucceedsAsync(() => bus.PublishAsync(Message, default));

        await central.Front.SwitchOffAsync();
        await FailsAsync(bus, BusFaultKind.Unavailable, "can't be reached");
        await Should.ThrowAsync<BusUnavailableException>(() => probe.CheckAsync(TimeSpan.FromSeconds(1), default));
        if (Counts.IsLong)
            await Task.Delay(TimeSpan.FromSeconds(60));
        central.Front.SwitchOn();

        await Eventually.SucceedsAsync(() => bus.PublishAsync(Message, default));
        await Eventually.SucceedsAsync(() => probe.CheckAsync(TimeSpan.FromSeconds(2), default));
    }

    private static Task FailsAsync(KafkaBus bus, BusFaultKind kind, string says, string topic = Topics.Commands) =>
        FailsAsync(() => bus.PublishAsync(Message with { Topic = topic }, default), kind, says);

    // On a machine that has much to do, an attempt can be over before the connection has come to complain.
    private static async Task FailsAsync(Func<Task> attempt, BusFaultKind kind, string says)
    {
        for (var number = 1; ; number++)
        {
            var failed = await Should.ThrowAsync<BusUnavailableException>(attempt);
            if (failed.Kind == BusFaultKind.Unavailable && kind != BusFaultKind.Unavailable && number < 20)
                continue;
            failed.Kind.ShouldBe(kind, failed.Message);
            failed.Message.ShouldContain(says);
            return;
        }
    }
}

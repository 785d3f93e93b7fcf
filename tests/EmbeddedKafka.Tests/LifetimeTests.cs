using System.Net;
using System.Net.NetworkInformation;

namespace Mothership.Local.EmbeddedKafka.Tests;

public sealed class LifetimeTests
{
    [Fact]
    public async Task Brokers_AHundredInOneProcess_AllServe()
    {
        var brokers = Enumerable.Range(0, 100).Select(_ => EmbeddedBroker.Start()).ToList();
        try
        {
            brokers.Select(b => b.BootstrapServers).Distinct().Count().ShouldBe(100);
            foreach (var broker in brokers)
                broker.CreateTopic("only-here", partitions: 1).ShouldBeTrue();
            await ProduceOne(brokers[0]);
            await ProduceOne(brokers[99]);
        }
        finally
        {
            brokers.ForEach(b => b.Dispose());
        }
    }

    [Fact]
    public void Broker_WithThreeNodes_ListsThemAndSpreadsLeaders()
    {
        using var broker = EmbeddedBroker.Start(new() { Brokers = 3 });
        // The mock draws each partition's leader by lot: with this many, a node without one does not happen.
        broker.CreateTopic("spread", partitions: 100);
        using var admin = Clients.Admin(broker.BootstrapServers);
        var metadata = admin.GetMetadata("spread", Clients.Patience);
        metadata.Brokers.Select(b => b.BrokerId).ShouldBe([1, 2, 3], ignoreOrder: true);
        metadata.Topics.Single().Partitions.ShouldAllBe(p => p.Replicas.Length == 3);
        metadata.Topics.Single().Partitions.Select(p => p.Leader).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void Broker_Started_ListensOnLoopbackOnly()
    {
        using var broker = EmbeddedBroker.Start();
        var endpoint = IPEndPoint.Parse(broker.BootstrapServers);
        var listeners = IPGlobalProperties
            .GetIPGlobalProperties()
            .GetActiveTcpListeners()
            .Where(l => l.Port == endpoint.Port);
        listeners.ShouldBe([new IPEndPoint(IPAddress.Loopback, endpoint.Port)]);
    }

    [Fact]
    public async Task Dispose_ClientsStillConnected_EndsAndTheyFailCleanly()
    {
        var broker = EmbeddedBroker.Start();
        broker.CreateTopic("topic");
        using var consumer = Clients.Consumer(broker.BootstrapServers, "left-behind");
        using var producer = Clients.Producer(broker.BootstrapServers, c => c.MessageTimeoutMs = 500);
        consumer.Subscribe("topic");
        await producer.ProduceAsync("topic", Clients.Message("k", "v"));
        Clients.Take(consumer, 1);
        broker.Dispose();
        await Should.ThrowAsync<Confluent.Kafka.ProduceException<string, string>>(() =>
            producer.ProduceAsync("topic", Clients.Message("k", "too late"))
        );
    }

    [Fact]
    public void Dispose_Twice_IsHarmlessAndLaterCallsAreRefused()
    {
        var broker = EmbeddedBroker.Start();
        broker.Dispose();
        broker.Dispose();
        Should.Throw<ObjectDisposedException>(() => broker.CreateTopic("late"));
        Should.Throw<ObjectDisposedException>(() => broker.DeleteTopic("late"));
        Should.Throw<ObjectDisposedException>(() => broker.SetBrokerDown(1));
        Should.Throw<ObjectDisposedException>(() =>
            broker.PushErrors(KafkaApi.Fetch, Confluent.Kafka.ErrorCode.Unknown)
        );
        broker.BootstrapServers.ShouldStartWith("127.0.0.1:");
    }

    [Fact]
    public void Calls_OneCloseAfterAnother_NoneSleeps()
    {
        using var broker = EmbeddedBroker.Start();
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        Parallel.For(0, 8, i => Enumerable.Range(0, 100).ToList().ForEach(j => broker.CreateTopic($"t-{i}-{j}", 1)));
        // A lost wake-up costs a second each; the eight hundred calls together take a tenth of one.
        clock.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(40));
    }

    [Fact]
    public void Dispose_WhileOthersCall_EveryCallWorksOrIsRefused()
    {
        for (var round = 0; round < 20; round++)
        {
            var broker = EmbeddedBroker.Start();
            Parallel.For(0, 8, i => Act(broker, i));
            broker.Dispose();
        }

        static void Act(EmbeddedBroker broker, int i)
        {
            try
            {
                for (var topic = 0; topic < 10; topic++)
                    broker.CreateTopic($"t-{i}-{topic}", partitions: 1);
                if (i == 5)
                    broker.Dispose();
            }
            catch (ObjectDisposedException) { }
        }
    }

    [Fact]
    public void Broker_Forgotten_IsCollected()
    {
        var address = IPEndPoint.Parse(StartAndForget());
        for (var i = 0; i < 10 && IsListening(address); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        IsListening(address).ShouldBeFalse($"the forgotten broker at {address} still listens");

        static string StartAndForget() => EmbeddedBroker.Start().BootstrapServers;
        static bool IsListening(IPEndPoint at) =>
            IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Contains(at);
    }

    [Fact]
    public void Start_OptionsOutOfRange_AreRefused()
    {
        EmbeddedBrokerOptions[] wrong =
        [
            new() { Brokers = 0 },
            new() { Brokers = EmbeddedBrokerOptions.MaxBrokers + 1 },
            new() { DefaultPartitions = 0 },
            new() { DefaultPartitions = EmbeddedBrokerOptions.MaxPartitions + 1 },
            new() { DefaultReplicationFactor = 2 },
            new() { InitialRebalanceDelay = TimeSpan.FromMilliseconds(-1) },
            new() { InitialRebalanceDelay = EmbeddedBrokerOptions.MaxInitialRebalanceDelay + TimeSpan.FromTicks(1) },
        ];
        foreach (var options in wrong)
            Should.Throw<ArgumentOutOfRangeException>(() => EmbeddedBroker.Start(options), options.ToString());
        EmbeddedBroker.Start(new() { Brokers = EmbeddedBrokerOptions.MaxBrokers }).Dispose();
    }

    private static async Task ProduceOne(EmbeddedBroker broker)
    {
        using var producer = Clients.Producer(broker.BootstrapServers);
        (await producer.ProduceAsync("only-here", Clients.Message("k", "v"))).Offset.Value.ShouldBe(0);
    }
}

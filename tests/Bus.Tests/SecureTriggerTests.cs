using System.Collections.Concurrent;
using Bus.Tests.Front;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mothership.Bus;
using Mothership.Bus.Planning;
using Mothership.Domain.Fleet;
using Mothership.Local.Host;

namespace Bus.Tests;

/// <summary>The Kafka trigger against a cluster with TLS, users and rights.</summary>
public sealed class SecureTriggerTests
{
    private const string User = "region-aws-us-west-2";
    private static readonly RegionId Region = RegionId.Of("aws", "us-west-2");

    [Fact]
    public async Task Trigger_GoodCredentials_GetsWhatOurProducerSends()
    {
        await using var central = new SecureBus();
        central.Rights.Allow(User, AclPlan.OfRegion(Region));
        using var bus = central.Bus(AclPlan.Mothership);
        await using var app = await SecureApp.StartAsync(central, User);

        for (byte i = 0; i < 20; i++)
            await SendAsync(bus, i);

        await app.UntilAsync(() => app.Got.Distinct().Count() == 20);
        app.Got.Distinct().Order().ShouldBe(Enumerable.Range(0, 20).Select(i => (byte)i));
    }

    [Theory]
    [InlineData("wrong", "KafkaPassword")]
    public async Task Trigger_WrongPassword_SaysSoAndDoesNotEndTheApp(string password, string says)
    {
        await using var central = new SecureBus();
        await using var app = await SecureApp.StartAsync(central, User, password);

        await app.SaysAsync(says);
        app.Host.Ended.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Trigger_UnknownAuthority_SaysSo()
    {
        using var others = new TestCertificates();
        await using var central = new SecureBus(_ => others.ForLoopback());
        await using var app = await SecureApp.StartAsync(central, User);

        await app.SaysAsync("KafkaSslCaPem");
    }

    [Fact]
    public async Task Trigger_WithoutTheRightToTheTopic_NamesIt()
    {
        await using var central = new SecureBus();
        central.Rights.Allow(User, AclPlan.OfRegion(Region).Where(r => r.Name != Topics.Commands));
        await using var app = await SecureApp.StartAsync(central, User);

        await app.SaysAsync($"no right to do this with the topic '{Topics.Commands}'");
    }

    [Fact]
    public async Task Trigger_WithoutTheRightToTheGroup_NamesIt()
    {
        await using var central = new SecureBus();
        central.Rights.Allow(User, AclPlan.OfRegion(RegionId.Of("aws", "elsewhere")));
        await using var app = await SecureApp.StartAsync(central, User);

        await app.SaysAsync($"no right to the consumer group '{AclPlan.GroupOf(Region)}'");
    }

    [Fact]
    public async Task Trigger_NoSuchTopic_SaysWhatToRunAndStartsOnceItIsThere()
    {
        await using var central = new SecureBus(topics: false);
        central.Rights.Allow(User, AclPlan.OfRegion(Region));
        await using var app = await SecureApp.StartAsync(central, User);
        await app.SaysAsync($"no topic '{Topics.Commands}': run ./dev bus init");

        central.Front.Script.Make(Topics.Commands, 2);
        using var bus = central.Bus(AclPlan.Mothership);
        await SendAsync(bus, 1);

        await app.GotAsync(1);
    }

    [Fact]
    public async Task Trigger_BrokerAwayForAWhile_GetsEverythingAfterwards()
    {
        await using var central = new SecureBus();
        central.Rights.Allow(User, AclPlan.OfRegion(Region));
        using var bus = central.Bus(AclPlan.Mothership);
        await using var app = await SecureApp.StartAsync(central, User);
        await SendAsync(bus, 1);
        await app.GotAsync(1);

        await central.Front.SwitchOffAsync();
        await app.SaysAsync("can't be reached");
        if (Counts.IsLong)
            await Task.Delay(TimeSpan.FromSeconds(60));
        central.Front.SwitchOn();
        await SendAsync(bus, 2);

        await app.UntilAsync(() => app.Got.Contains((byte)2));
        app.Host.Ended.IsCompleted.ShouldBeFalse();
    }

    private static Task SendAsync(IBus bus, byte number) =>
        Eventually.SucceedsAsync(() => bus.PublishAsync(new(Topics.Commands, $"lkc-{number}", [number], []), default));

    /// <summary>A function with the attribute of the real ones.</summary>
    internal sealed class Commands(SecureApp app)
    {
        [Function("Commands")]
        public void Run(
            [KafkaTrigger(
                "%KafkaBootstrapServers%",
                Topics.Commands,
                ConsumerGroup = "%RegionConsumerGroup%",
                IsBatched = true,
                Protocol = BrokerProtocol.SaslSsl,
                AuthenticationMode = BrokerAuthenticationMode.Plain,
                Username = "%KafkaUsername%",
                Password = "%KafkaPassword%",
                SslCaPEM = "KafkaSslCaPem"
            )]
                KafkaRecord[] records
        )
        {
            foreach (var record in records)
                app.Got.Enqueue(record.Value![0]);
        }
    }

    /// <summary>An app of that one function, with its logs.</summary>
    internal sealed class SecureApp : ILoggerProvider, ILogger, IAsyncDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("bus-tests-").FullName;
        private readonly ConcurrentQueue<string> _lines = new();

        public ConcurrentQueue<byte> Got { get; } = new();

        public FunctionAppHost Host { get; private set; } = null!;

        public static async Task<SecureApp> StartAsync(
            SecureBus central,
            string user,
            string password = SecureBus.Password
        )
        {
            var app = new SecureApp();
            var settings = central.Settings(user, password);
            settings["RegionConsumerGroup"] = AclPlan.GroupOf(Region);
            app.Host = await FunctionAppHost.StartAsync(
                new()
                {
                    Name = "region",
                    Types = [typeof(Commands)],
                    Configure = static builder => builder.ConfigureFunctionsWebApplication(),
                    Settings = settings,
                    HostJson = """
                    {
                      "version": "2.0",
                      "extensions": { "kafka": { "reconnectBackoffMaxMs": 200, "metadataMaxAgeMs": 1000 } }
                    }
                    """,
                    StateFolder = app._folder,
                    ConfigureServices = services => services.AddSingleton(app),
                    ConfigureLogging = logging => logging.AddProvider(app).SetMinimumLevel(LogLevel.Warning),
                }
            );
            return app;
        }

        public Task GotAsync(int count) => UntilAsync(() => Got.Count >= count);

        public Task SaysAsync(string text) => UntilAsync(() => _lines.Any(line => line.Contains(text)));

        public Task UntilAsync(Func<bool> condition) =>
            Eventually.TrueAsync(condition, () => $"got {Got.Count}; log: {string.Join('\n', _lines.Take(50))}");

        public async ValueTask DisposeAsync()
        {
            await Host.StopAsync();
            Directory.Delete(_folder, recursive: true);
        }

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose() { }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => _lines.Enqueue(formatter(state, exception));
    }
}

using Bus.Tests.Front;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Mothership.Bus.Planning;
using Mothership.Bus.Producing;
using Mothership.Local.EmbeddedKafka;

namespace Bus.Tests;

/// <summary>A central cluster with TLS, users, rights and the planned topics, on this machine.</summary>
internal sealed class SecureBus : IAsyncDisposable
{
    public const string Password = "correct horse";

    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start();

    public SecureBus(
        Func<TestCertificates, System.Security.Cryptography.X509Certificates.X509Certificate2>? certificate = null,
        bool topics = true,
        bool rights = true
    )
    {
        Front = new SecureFront(_broker, (certificate ?? (c => c.ForLoopback()))(Certificates), Rights);
        foreach (var user in new[] { AclBook.Admin, AclPlan.Mothership, "stranger", "region-aws-us-west-2" })
            Front.Users[user] = Password;
        if (rights)
            Rights.Allow(AclPlan.Mothership, AclPlan.OfMothership);
        if (topics)
            foreach (var topic in TopicPlan.For(1))
                Front.Script.Make(topic.Name, topic.Partitions, [.. topic.Configs.Select(c => (c.Key, c.Value))]);
    }

    public TestCertificates Certificates { get; } = new();

    public AclBook Rights { get; } = new();

    public SecureFront Front { get; }

    /// <summary>The settings by which an app reaches it.</summary>
    public Dictionary<string, string?> Settings(string user, string password = Password) =>
        new()
        {
            ["KafkaBootstrapServers"] = Front.BootstrapServers,
            ["KafkaUsername"] = user,
            ["KafkaPassword"] = password,
            // Settings often hold a PEM on one line.
            ["KafkaSslCaPem"] = Certificates.AuthorityPem.ReplaceLineEndings("\\n"),
        };

    public KafkaSettings KafkaSettings(string user, string password = Password) =>
        Mothership.Bus.Producing.KafkaSettings.From(Configuration(Settings(user, password))) with
        {
            MessageTimeout = TimeSpan.FromSeconds(2),
        };

    public KafkaBus Bus(string user, string password = Password, ILogger<KafkaBus>? logger = null) =>
        new(KafkaSettings(user, password), logger ?? NullLogger<KafkaBus>.Instance);

    public static IConfiguration Configuration(IEnumerable<KeyValuePair<string, string?>> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

    public async ValueTask DisposeAsync()
    {
        await Front.DisposeAsync();
        _broker.Dispose();
        Certificates.Dispose();
    }
}

using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Mothership.Domain.Fleet;
using Mothership.Local.Host;

namespace Mothership.SystemTests.Secrets;

/// <summary>
/// A whole local cloud that charges at a fake Stripe and logs everything, and what it has left when it stops.
/// </summary>
public sealed class CanaryWorld : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("canary-tests-").FullName;
    private readonly StringWriter _log = new();
    private LocalCloud? _cloud;

    internal LocalCloud Cloud => _cloud!;

    internal static string BusPassword { get; } = "canary-bus-password-4711";

    /// <inheritdoc/>
    public async Task InitializeAsync() =>
        _cloud = await LocalCloud.StartAsync(
            new LocalCloudOptions
            {
                StateFolder = _folder,
                Regions = [RegionId.Of("aws", "us-west-2"), RegionId.Of("gcp", "europe-west1")],
                FakeStripe = true,
                Verbose = true,
                Log = TextWriter.Synchronized(_log),
                Settings = new Dictionary<string, string?>
                {
                    ["KafkaUsername"] = "canary",
                    ["KafkaPassword"] = BusPassword,
                },
            }
        );

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>What the vault of this cloud holds, and the keys of its host.</summary>
    internal IReadOnlyList<string> OwnSecrets() =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(_folder, "secrets"))
                .Select(File.ReadAllText)
                .Select(s => s.Trim()),
            .. JsonSerializer
                .Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(_folder, "host.keys")))!
                .Values,
        ];

    /// <summary>All messages that are on the bus, dead letters too: keys, values and headers, by topic.</summary>
    internal IReadOnlyList<(string Topic, byte[] Bytes)> Messages()
    {
        using var admin = new AdminClientBuilder(
            new AdminClientConfig { BootstrapServers = Cloud.BusBootstrapServers }
        ).Build();
        return
        [
            .. admin
                .GetMetadata(TimeSpan.FromSeconds(20))
                .Topics.SelectMany(t => Messages(t.Topic, t.Partitions.Count)),
        ];
    }

    /// <summary>Stops the cloud, and looks at all that it leaves.</summary>
    internal async Task<IReadOnlyList<string>> LeftAsync(SecretScan scan)
    {
        await StopAsync();
        return [.. scan.Folder(_folder, IsVault), .. scan.Text("log", _log.ToString())];
    }

    // Where secrets belong: the vault, and the host's own keys. Both are for their owner only.
    private static bool IsVault(string file) =>
        file is "host.keys" || file.StartsWith("secrets/", StringComparison.Ordinal);

    private List<(string, byte[])> Messages(string topic, int partitions)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = Cloud.BusBootstrapServers,
            GroupId = $"canary-{topic}",
            EnablePartitionEof = true,
        };
        using var consumer = new ConsumerBuilder<byte[], byte[]>(config).Build();
        consumer.Assign(
            Enumerable.Range(0, partitions).Select(p => new TopicPartitionOffset(topic, p, Offset.Beginning))
        );
        var found = new List<(string, byte[])>();
        for (var ended = 0; ended < partitions; )
            if (consumer.Consume(TimeSpan.FromSeconds(30)) is not { } result)
                throw new TimeoutException($"{topic} does not end: {ended} of {partitions} partitions did.");
            else if (result.IsPartitionEOF)
                ended++;
            else
                found.Add((topic, BytesOf(result.Message)));
        return found;
    }

    private static byte[] BytesOf(Message<byte[], byte[]> message) =>
        [
            .. message.Key ?? [],
            .. message.Value ?? [],
            .. message.Headers.SelectMany(h => Encoding.UTF8.GetBytes(h.Key).Concat(h.GetValueBytes() ?? [])),
        ];

    private async Task StopAsync()
    {
        if (_cloud is not null)
            await _cloud.DisposeAsync();
        _cloud = null;
    }
}

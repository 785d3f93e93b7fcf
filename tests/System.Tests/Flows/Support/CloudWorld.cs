using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Bus;
using Mothership.Bus.Records;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ports;
using Mothership.Local.Host;

namespace Mothership.SystemTests.Flows.Support;

/// <summary>The whole local cloud in this process: control plane, two regions, bus.</summary>
public sealed class CloudWorld : IAsyncLifetime
{
    internal static readonly RegionId West = RegionId.Of("aws", "us-west-2");
    internal static readonly RegionId Europe = RegionId.Of("gcp", "europe-west1");

    private readonly string _folder = Directory.CreateTempSubdirectory("flow-tests-").FullName;
    private LocalCloud? _cloud;
    private int _readers;

    /// <summary>The cloud.</summary>
    public LocalCloud Cloud => _cloud!;

    /// <summary>What the apps have logged; for the messages of failures.</summary>
    public StringWriter Log { get; } = new();

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _cloud = await LocalCloud.StartAsync(
            new LocalCloudOptions
            {
                StateFolder = _folder,
                Regions = [West, Europe],
                Log = TextWriter.Synchronized(Log),
            }
        );
        var regions = Cloud.ControlPlane!.Services.GetRequiredService<IRegionStore>();
        await Eventually.HoldsAsync(
            async () => (await regions.ListAsync(default)).Count == 2,
            async () => $"{(await regions.ListAsync(default)).Count} regions were heard of; {Log}"
        );
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_cloud is not null)
            await _cloud.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The names of the secrets in the vault.</summary>
    internal IReadOnlyList<string> Secrets() =>
        [.. Directory.EnumerateFiles(Path.Combine(_folder, "secrets")).Select(f => Path.GetFileName(f))];

    internal Task<Customer> NewCustomerAsync() => Customer.NewAsync(Cloud.BaseAddress!, Cloud.HostKey);

    /// <summary>The bus, as an application has it.</summary>
    internal IBus Bus => Cloud.ControlPlane!.Services.GetRequiredService<IBus>();

    /// <summary>Reads the dead letters until one is as wanted.</summary>
    internal BusRecord DeadLetter(Func<BusRecord, bool> isWanted)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = Cloud.BusBootstrapServers,
            GroupId = $"reader-{Interlocked.Increment(ref _readers)}",
            AutoOffsetReset = AutoOffsetReset.Earliest,
        };
        using var consumer = new ConsumerBuilder<byte[], byte[]>(config).Build();
        consumer.Subscribe(Topics.DeadLetters);
        while (consumer.Consume(TimeSpan.FromSeconds(30)) is { } result)
            if (Record(result) is var record && isWanted(record))
                return record;
        throw new TimeoutException($"There is no such dead letter. {Log}");
    }

    private static BusRecord Record(ConsumeResult<byte[], byte[]> result) =>
        new(
            result.Topic,
            result.Partition,
            result.Offset,
            result.Message.Key,
            result.Message.Value,
            [.. result.Message.Headers.Select(h => KeyValuePair.Create(h.Key, (byte[]?)h.GetValueBytes()))]
        );
}

/// <summary>Tests that share one cloud.</summary>
[CollectionDefinition(Name)]
public sealed class CloudCollection : ICollectionFixture<CloudWorld>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "cloud";
}

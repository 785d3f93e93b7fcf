using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Metering;
using Mothership.Regions;
using Mothership.Regions.Metering;

namespace Mothership.Local.EmbeddedKafka;

/// <summary>
/// Runs customers' clusters as embedded brokers of this process, each with an address of its own that stock Kafka
/// clients take. What is on them lives as long as the process.
/// </summary>
/// <param name="options">How much it takes.</param>
/// <param name="address">Where the region's app is reached over HTTP; null: nowhere.</param>
public sealed class EmbeddedClusterOperator(EmbeddedOperatorOptions options, DataPlaneAddress? address = null)
    : IClusterOperator,
        IClusterMeter,
        IDisposable
{
    /// <summary>Its name in settings and heartbeats.</summary>
    public const string OperatorName = "embedded";

    private static readonly TimeSpan MeterPatience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _clusters = [];

    /// <inheritdoc/>
    public string Name => OperatorName;

    /// <inheritdoc/>
    public Task<OperatedCluster> ApplyAsync(DesiredCluster desired, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desired);
        cancellation.ThrowIfCancellationRequested();
        if (desired.Config.Size < 1 || desired.Config.Size > ClusterSizes.Max(desired.Config.Kind))
            throw new OperatorException(
                "unsupported_configuration",
                $"A {desired.Config.Kind} cluster of size {desired.Config.Size} can't be built here.",
                isTransient: false
            );
        var entry = Reserve(desired);
        lock (entry)
            return Task.FromResult(Build(entry, desired));
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string clusterId, long generation, CancellationToken cancellation)
    {
        Entry? entry;
        lock (_gate)
            _clusters.Remove(clusterId, out entry);
        if (entry is not null)
            lock (entry)
                entry.Broker?.Dispose();
        return Task.FromResult(true);
    }

    /// <inheritdoc/>
    public Task<OperatedCluster?> FindAsync(string clusterId, CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult(_clusters.GetValueOrDefault(clusterId)?.Operated);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<OperatedCluster>> ListAsync(CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult<IReadOnlyList<OperatedCluster>>([
                .. _clusters.Values.Select(e => e.Operated).OfType<OperatedCluster>(),
            ]);
    }

    /// <inheritdoc/>
    public Task<RegionCapacity> CapacityAsync(CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult(
                new RegionCapacity(options.ClustersMax, _clusters.Count, options.UnitsMax, UnitsUsed())
            );
    }

    /// <summary>
    /// Partitions alone: librdkafka's mock cluster counts neither bytes in and out nor what it stores, and nothing is
    /// made up for them.
    /// </summary>
    public Task<MinuteCounts?> MeasureAsync(string clusterId, DateTimeOffset minute, CancellationToken cancellation)
    {
        EmbeddedBroker? broker;
        lock (_gate)
            broker = _clusters.GetValueOrDefault(clusterId)?.Broker;
        var partitions = broker?.CountPartitions(MeterPatience);
        return Task.FromResult(partitions is null ? null : new MinuteCounts(null, null, null, partitions));
    }

    /// <summary>Ends all clusters and what is on them.</summary>
    public void Dispose()
    {
        List<Entry> entries;
        lock (_gate)
        {
            entries = [.. _clusters.Values];
            _clusters.Clear();
        }
        entries.ForEach(e => e.Broker?.Dispose());
    }

    /// <summary>One with what customers keep on it; null when it does not run here.</summary>
    internal EmbeddedCluster? FindCluster(string clusterId)
    {
        lock (_gate)
            return _clusters.GetValueOrDefault(clusterId) is { Operated: { } operated, Broker: { } broker } entry
                ? new(operated, entry.Environment, broker, entry.Books)
                : null;
    }

    // Capacity is taken before anything is built, in one go with the check: two commands at a time can't both get the
    // last place.
    private Entry Reserve(DesiredCluster desired)
    {
        lock (_gate)
        {
            var known = _clusters.GetValueOrDefault(desired.ClusterId);
            var units = UnitsUsed() - (known?.Units ?? 0) + desired.Config.Size;
            if (units > options.UnitsMax || (known is null && _clusters.Count >= options.ClustersMax))
                throw new OperatorException(
                    "region_full",
                    "The region has no capacity left for this cluster. Choose another region or a smaller size.",
                    isTransient: false
                );
            var entry = known ?? (_clusters[desired.ClusterId] = new Entry());
            entry.Units = desired.Config.Size;
            return entry;
        }
    }

    private OperatedCluster Build(Entry entry, DesiredCluster desired)
    {
        var nodes = EmbeddedSizing.Nodes(desired.Config, desired.MultiZone);
        try
        {
            if (entry.Broker is null)
                entry.Broker = EmbeddedBroker.Start(new() { Brokers = nodes });
            else
                Reshape(entry, nodes, desired.Suspended);
        }
        catch (InvalidOperationException e)
        {
            GiveBack(entry, desired);
            throw new OperatorException("region_full", "The region has no sockets left.", isTransient: true, e);
        }
        // The first node stays through every resize, so its address alone is given out.
        var bootstrap = entry.Broker.BootstrapServers.Split(',')[0];
        var endpoints = new ClusterEndpoints($"PLAINTEXT://{bootstrap}", address?.Value);
        if (desired.Suspended)
            entry.Broker.SetDown();
        var operated = new OperatedCluster(
            desired.ClusterId,
            desired.Generation,
            desired.Config,
            endpoints,
            desired.Suspended
        );
        lock (_gate)
        {
            entry.Environment = desired.Environment;
            return entry.Operated = operated;
        }
    }

    // One that stays suspended as it is gets no moment in which clients come through.
    private static void Reshape(Entry entry, int nodes, bool staysDown)
    {
        var isDown = entry.Operated is { Suspended: true };
        if (isDown && staysDown && entry.Broker!.Brokers == nodes)
            return;
        if (isDown)
            entry.Broker!.SetUp();
        entry.Broker!.Resize(nodes);
    }

    private void GiveBack(Entry entry, DesiredCluster desired)
    {
        lock (_gate)
        {
            if (entry.Operated is null)
                _clusters.Remove(desired.ClusterId);
            else
                entry.Units = entry.Operated.Config.Size;
        }
    }

    private int UnitsUsed() => _clusters.Values.Sum(e => e.Units);

    private sealed class Entry
    {
        public int Units { get; set; }

        public EmbeddedBroker? Broker { get; set; }

        public OperatedCluster? Operated { get; set; }

        public string Environment { get; set; } = "";

        public ClusterBooks Books { get; } = new();
    }
}

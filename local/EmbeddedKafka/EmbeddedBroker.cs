using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Mothership.Local.EmbeddedKafka;

/// <summary>
/// A Kafka cluster inside this process: librdkafka's own mock cluster, on loopback ports that the system chooses, all
/// in memory. Any Kafka client can produce to it and consume from it, with groups. Safe for use by several threads.
/// Disposal drops the clients that are still connected, and everything stored.
/// </summary>
public sealed class EmbeddedBroker : IDisposable
{
    private readonly MockClusterHandle _cluster;
    private readonly EmbeddedBrokerOptions _options;
    private readonly Lock _resizing = new();

    private EmbeddedBroker(MockClusterHandle cluster, EmbeddedBrokerOptions options)
    {
        (_cluster, _options, Brokers) = (cluster, options, options.Brokers);
        BootstrapServers = ReadBootstrapServers(cluster);
        NativeMock.GroupInitialRebalanceDelay(cluster, (int)options.InitialRebalanceDelay.TotalMilliseconds);
    }

    /// <summary>
    /// Host and port of each broker that it was started with, comma-separated: the value for a client's
    /// <c>bootstrap.servers</c>. The first one is there as long as the cluster is.
    /// </summary>
    public string BootstrapServers { get; }

    /// <summary>Number of broker nodes; their ids run from 1.</summary>
    public int Brokers { get; private set; }

    /// <summary>Starts a cluster; it accepts clients when this returns.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The system has no socket, port or thread left for it.</exception>
    public static EmbeddedBroker Start(EmbeddedBrokerOptions? options = null)
    {
        var chosen = options ?? new EmbeddedBrokerOptions();
        chosen.Validate();
        var cluster = MockEngine.NewCluster(chosen.Brokers);
        try
        {
            return new EmbeddedBroker(cluster, chosen);
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    /// <summary>Makes a topic.</summary>
    /// <returns>False when there is a topic of that name already, which stays as it is.</returns>
    /// <exception cref="ArgumentException">The name is not a legal topic name, or a number is out of its
    /// range.</exception>
    public bool CreateTopic(string name, int? partitions = null, int? replicationFactor = null)
    {
        Require.TopicName(name);
        var count = partitions ?? _options.DefaultPartitions;
        var replicas = replicationFactor ?? Math.Min(_options.ReplicationFactor, Brokers);
        Require.InRange(count, 1, EmbeddedBrokerOptions.MaxPartitions, nameof(partitions));
        Require.InRange(replicas, 1, Brokers, nameof(replicationFactor));
        return Done(NativeMock.TopicCreate(_cluster, name, count, replicas), unless: ErrorCode.TopicAlreadyExists);
    }

    /// <summary>
    /// Deletes a topic with everything in it. A client that goes on using it may bring it back, empty.
    /// </summary>
    /// <returns>False when there is no such topic.</returns>
    public bool DeleteTopic(string name)
    {
        Require.TopicName(name);
        return Done(NativeMock.TopicDelete(_cluster, name), unless: ErrorCode.UnknownTopicOrPart);
    }

    /// <summary>Adds partitions to a topic; those that it has stay as they are.</summary>
    /// <param name="name">The topic.</param>
    /// <param name="partitions">How many it is to have.</param>
    /// <returns>False when there is no such topic, or it has that many already; it stays as it is.</returns>
    /// <exception cref="NotSupportedException">The native library has not been adapted.</exception>
    public bool GrowTopic(string name, int partitions)
    {
        Require.TopicName(name);
        Require.InRange(partitions, 1, EmbeddedBrokerOptions.MaxPartitions, nameof(partitions));
        var error = Adapted(() => NativeMock.TopicGrow(_cluster, name, partitions));
        return error != ErrorCode.InvalidPartitions && Done(error, unless: ErrorCode.UnknownTopicOrPart);
    }

    /// <summary>Its topics, offsets and consumer groups at this moment.</summary>
    /// <exception cref="NotSupportedException">The native library has not been adapted.</exception>
    public BrokerSnapshot Describe()
    {
        var text = Adapted(() => NativeMock.Describe(_cluster));
        try
        {
            return SnapshotReader.Read(Marshal.PtrToStringUTF8(text) ?? "");
        }
        finally
        {
            NativeMock.Free(0, text);
        }
    }

    /// <summary>
    /// How many partitions its topics have, as it tells any client; null when it does not answer in time. Blocks until
    /// then.
    /// </summary>
    public int? CountPartitions(TimeSpan patience)
    {
        var settings = new AdminClientConfig
        {
            BootstrapServers = BootstrapServers,
            SocketTimeoutMs = (int)patience.TotalMilliseconds,
        };
        // What it says about brokers that are down is no news here.
        using var client = new AdminClientBuilder(settings).SetLogHandler((_, _) => { }).Build();
        try
        {
            return client.GetMetadata(patience).Topics.Sum(t => t.Partitions.Count);
        }
        catch (KafkaException)
        {
            return null;
        }
    }

    /// <summary>
    /// Changes the number of brokers while clients use the cluster. Topics, messages and committed offsets stay; the
    /// partitions are spread anew over the brokers that there are, at most one replica on each. Clients find out by
    /// themselves.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not from 1 to
    /// <see cref="EmbeddedBrokerOptions.MaxBrokers"/>.</exception>
    public void Resize(int brokers)
    {
        Require.InRange(brokers, 1, EmbeddedBrokerOptions.MaxBrokers, nameof(brokers));
        lock (_resizing)
        {
            if (brokers > Brokers)
                MockEngine.RequireSockets(brokers - Brokers);
            for (; Brokers < brokers; Brokers++)
                Done(NativeMock.BrokerAdd(_cluster, Brokers + 1));
            for (; Brokers > brokers; Brokers--)
                Done(NativeMock.BrokerDecommission(_cluster, Brokers));
        }
    }

    /// <summary>
    /// Takes a broker down: its clients are disconnected and new connections refused. Down already: nothing happens.
    /// </summary>
    public void SetBrokerDown(int brokerId)
    {
        Require.InRange(brokerId, 1, Brokers, nameof(brokerId));
        Done(NativeMock.BrokerDown(_cluster, brokerId));
    }

    /// <summary>
    /// Brings a broker up again, on its old port and with what it had stored. Up already: nothing happens.
    /// </summary>
    public void SetBrokerUp(int brokerId)
    {
        Require.InRange(brokerId, 1, Brokers, nameof(brokerId));
        Done(NativeMock.BrokerUp(_cluster, brokerId));
    }

    /// <summary>Takes all brokers down: what is stored stays, and nobody reaches it.</summary>
    public void SetDown()
    {
        for (var id = 1; id <= Brokers; id++)
            SetBrokerDown(id);
    }

    /// <summary>Brings all brokers up again.</summary>
    public void SetUp()
    {
        for (var id = 1; id <= Brokers; id++)
            SetBrokerUp(id);
    }

    /// <summary>
    /// Lets the next requests of a kind fail, one with each of <paramref name="errors"/> in turn, after those already
    /// waiting. <see cref="ErrorCode.NoError"/> lets one pass; <see cref="ErrorCode.Local_Transport"/> drops the
    /// connection.
    /// </summary>
    public void PushErrors(KafkaApi api, params ErrorCode[] errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        RequireKnown(api);
        if (errors.Length > 0)
            NativeMock.PushRequestErrors(
                _cluster,
                (short)api,
                (nuint)errors.Length,
                Array.ConvertAll(errors, e => (int)e)
            );
    }

    /// <summary>Forgets the errors of <see cref="PushErrors"/> that no request has met yet.</summary>
    public void ClearErrors(KafkaApi api)
    {
        RequireKnown(api);
        NativeMock.ClearRequestErrors(_cluster, (short)api);
    }

    /// <summary>Stops the cluster. Further calls do nothing.</summary>
    public void Dispose() => _cluster.Dispose();

    private static string ReadBootstrapServers(MockClusterHandle cluster)
    {
        var text = Marshal.PtrToStringUTF8(NativeMock.Bootstraps(cluster));
        return string.IsNullOrEmpty(text)
            ? throw new InvalidOperationException("The embedded broker has no address.")
            : text;
    }

    private static T Adapted<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (EntryPointNotFoundException e)
        {
            const string why = "This librdkafka is not the adapted one: run local/librdkafka.redist/build.sh.";
            throw new NotSupportedException(why, e);
        }
    }

    private static void RequireKnown(KafkaApi api)
    {
        if (!Enum.IsDefined(api))
            throw new ArgumentOutOfRangeException(nameof(api), api, "Not a request that can be told to fail.");
    }

    private static bool Done(ErrorCode result, ErrorCode unless = ErrorCode.NoError)
    {
        if (result == ErrorCode.NoError)
            return true;
        return result == unless ? false : throw new KafkaException(result);
    }
}

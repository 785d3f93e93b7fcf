using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Mothership.Local.EmbeddedKafka;

/// <summary>
/// The one native client under all mock clusters of the process: it lends them its logging and timers and never
/// connects anywhere. Sharing it halves a cluster's threads. It lives as long as the process, so that no cluster can
/// outlive it.
/// </summary>
internal static class MockEngine
{
    private const int ErrorTextSize = 512;

    // A cluster opens a listener for each broker, two pipes' ends and some more; this many must be free before it is
    // tried.
    private const int SpareDescriptors = 8;

    private static readonly Lazy<nint> Client = new(NewClient);
    private static readonly Lock Gate = new();

    public static MockClusterHandle NewCluster(int brokers)
    {
        // The handle comes first: were there no memory for it afterwards, the cluster would leak.
        var handle = new MockClusterHandle();
        lock (Gate)
        {
            RequireDescriptors(brokers + SpareDescriptors);
            handle.Own(NativeMock.ClusterNew(Client.Value, brokers));
        }
        return handle.IsInvalid
            ? throw new InvalidOperationException("The embedded broker could not be started.")
            : handle;
    }

    /// <summary>Refuses to go on where the library would abort the process for lack of a socket.</summary>
    public static void RequireSockets(int count)
    {
        lock (Gate)
            RequireDescriptors(count + SpareDescriptors);
    }

    // The library aborts the whole process when it runs out of descriptors half-way, so they are tried for beforehand.
    private static void RequireDescriptors(int count)
    {
        var probes = new List<Socket>(count);
        try
        {
            while (probes.Count < count)
                probes.Add(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
            probes[0].Bind(new IPEndPoint(IPAddress.Loopback, 0));
        }
        catch (SocketException e)
        {
            throw new InvalidOperationException($"No sockets are left for an embedded broker: {e.Message}", e);
        }
        finally
        {
            probes.ForEach(p => p.Dispose());
        }
    }

    private static nint NewClient()
    {
        var text = new byte[ErrorTextSize];
        var configuration = NativeMock.ConfNew();
        // Silent: what a client of the cluster did wrong is that client's to report.
        foreach (var (name, value) in new[] { ("client.id", "embedded-broker"), ("log_level", "0") })
            if (NativeMock.ConfSet(configuration, name, value, text, ErrorTextSize) != 0)
                throw new InvalidOperationException($"The embedded broker's setting {name} was refused: {Text(text)}");
        var client = NativeMock.ClientNew(NativeMock.Producer, configuration, text, ErrorTextSize);
        return client != 0
            ? client
            : throw new InvalidOperationException($"The embedded broker could not be made: {Text(text)}");
    }

    private static string Text(byte[] bytes) =>
        System.Text.Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Max(0, bytes.AsSpan().IndexOf((byte)0))));
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Mothership.Local.EmbeddedKafka;

namespace Bus.Tests.Front;

/// <summary>
/// What a central cluster has and an embedded broker has not, in front of one: TLS, users with passwords (SASL/PLAIN),
/// rights, administration, and an off switch. Clients see one broker at one address; topics are only made by whoever
/// may. A cluster of one broker is all that it can stand before.
/// </summary>
internal sealed class SecureFront : IAsyncDisposable
{
    private readonly X509Certificate2 _certificate;
    private readonly ConcurrentDictionary<FrontConnection, Task> _connections = new();

    // Bound and never listening: while the front is off, nobody else's connection is given its port.
    private readonly Socket _place = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    /// <summary>A front that accepts clients.</summary>
    /// <param name="broker">What is behind it.</param>
    /// <param name="certificate">What it shows.</param>
    /// <param name="rights">Who may do what; null: everybody everything.</param>
    public SecureFront(EmbeddedBroker broker, X509Certificate2 certificate, AclBook? rights = null)
    {
        _certificate = certificate;
        Broker = IPEndPoint.Parse(broker.BootstrapServers);
        Guard = new Guard(rights);
        Script = new AdminScript(broker, rights ?? new AclBook());
        _place.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Port = ((IPEndPoint)_place.LocalEndPoint!).Port;
        SwitchOn();
    }

    public IPEndPoint Broker { get; }

    public Guard Guard { get; }

    public AdminScript Script { get; }

    /// <summary>Passwords by user.</summary>
    public ConcurrentDictionary<string, string> Users { get; } = new();

    public int Port { get; }

    public string BootstrapServers => $"127.0.0.1:{Port}";

    /// <summary>Listens again, at the same address.</summary>
    public void SwitchOn()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>Hangs up on everybody and accepts nobody.</summary>
    public async Task SwitchOffAsync()
    {
        _listener!.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var (connection, running) in _connections)
        {
            await connection.DisposeAsync();
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        _connections.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await SwitchOffAsync();
        _place.Dispose();
        _certificate.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            var client = await listener.AcceptTcpClientAsync();
            client.NoDelay = true;
            var connection = new FrontConnection(new SslStream(client.GetStream()), this);
            _connections[connection] = ServeAsync(connection);
        }
    }

    private async Task ServeAsync(FrontConnection connection)
    {
        await Task.Yield();
        try
        {
            await connection.RunAsync(_certificate);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
            // The client has gone, or was not content with the certificate.
        }
        catch (System.Security.Authentication.AuthenticationException)
        {
            // It has said so.
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }
}

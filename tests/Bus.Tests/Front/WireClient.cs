using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Bus.Tests.Front;

/// <summary>
/// Whoever speaks Kafka's wire format without minding what a client library lets one do. One request at a time.
/// </summary>
internal sealed class WireClient : IAsyncDisposable
{
    private readonly TcpClient _socket = new() { NoDelay = true };
    private SslStream _stream = null!;
    private int _correlation;

    public static async Task<WireClient> ConnectAsync(SecureFront front, string user, string password)
    {
        var client = new WireClient();
        await client._socket.ConnectAsync("127.0.0.1", front.Port);
        // Whom it talks to is no question here.
        client._stream = new SslStream(client._socket.GetStream(), false, (_, _, _, _) => true);
        await client._stream.AuthenticateAsClientAsync("127.0.0.1");
        await client.AskAsync(WireApi.SaslHandshake, 1, b => b.Text("PLAIN"));
        var login = Encoding.UTF8.GetBytes($"\0{user}\0{password}");
        var answer = await client.AskAsync(WireApi.SaslAuthenticate, 0, b => b.Int32(login.Length).Raw(login));
        return answer?.Int16() == 0 ? client : throw new InvalidDataException($"{user} was not let in.");
    }

    /// <summary>The body of the answer; null when the other side has hung up.</summary>
    public async Task<WireReader?> AskAsync(WireApi api, int version, Func<WireWriter, WireWriter> body)
    {
        var request = body(new WireWriter().Int16((short)api).Int16(version).Int32(++_correlation).Text("wire"))
            .ToArray();
        var frame = new byte[sizeof(int) + request.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, request.Length);
        request.CopyTo(frame, sizeof(int));
        try
        {
            await _stream.WriteAsync(frame);
            var head = new byte[sizeof(int)];
            await _stream.ReadExactlyAsync(head);
            var answer = new byte[BinaryPrimitives.ReadInt32BigEndian(head)];
            await _stream.ReadExactlyAsync(answer);
            var read = new WireReader(answer);
            read.Int32().ShouldBe(_correlation);
            return read;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _socket.Dispose();
    }
}

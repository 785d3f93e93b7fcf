using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Bus.Tests.Front;

/// <summary>One client's connection: lets it in, and relays what it may ask to the broker behind.</summary>
internal sealed class FrontConnection(SslStream client, SecureFront front) : IAsyncDisposable
{
    private const int WrongCredentials = 58;
    private const int NoSuchMechanism = 33;

    private readonly ConcurrentDictionary<int, KafkaRequest> _asked = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly CancellationTokenSource _over = new();
    private TcpClient? _broker;
    private Task _answers = Task.CompletedTask;
    private string? _user;

    /// <summary>Serves the client until it goes, or is thrown out.</summary>
    public async Task RunAsync(X509Certificate2 certificate)
    {
        await client.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = certificate },
            _over.Token
        );
        while (await ReadFrameAsync(client, _over.Token) is { } frame)
        {
            var request = new KafkaRequest(frame);
            if (Own(request) is { } answer)
                await AnswerAsync(request.Correlation, answer);
            else if (_user is null || !request.IsKnown)
                return;
            else
                await RelayAsync(request);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _broker?.Dispose();
        await client.DisposeAsync();
        await _answers.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>What the front answers by itself; null for what the broker has to.</summary>
    private byte[]? Own(KafkaRequest request)
    {
        switch (request.Api)
        {
            case WireApi.ApiVersions:
                return request.Versions();
            case WireApi.SaslHandshake:
                var known = request.Body().Text() == "PLAIN";
                var mechanisms = new WireWriter().Int16(known ? 0 : NoSuchMechanism);
                return mechanisms.Array(["PLAIN"], m => mechanisms.Text(m)).ToArray();
            case WireApi.SaslAuthenticate:
                return LetIn(request.Body().Bytes());
        }
        if (_user is null)
            return null;
        if (front.Guard.Refuse(_user, request) is { } refusal)
            return refusal;
        return _user == AclBook.Admin ? front.Script.Answer(request) : Guard.RefuseAdministration(request);
    }

    // PLAIN is one message: nothing, the user and the password, with a NUL between each.
    private byte[] LetIn(byte[] login)
    {
        var parts = Encoding.UTF8.GetString(login).Split('\0');
        var good = parts.Length == 3 && front.Users.GetValueOrDefault(parts[1]) == parts[2];
        if (good)
            _user = parts[1];
        return new WireWriter()
            .Int16(good ? 0 : WrongCredentials)
            .Text(good ? null : "Authentication failed: invalid user or password")
            .Int32(0)
            .ToArray();
    }

    private async Task RelayAsync(KafkaRequest request)
    {
        if (_broker is null)
        {
            _broker = new TcpClient { NoDelay = true };
            await _broker.ConnectAsync(front.Broker);
            _answers = AnswersAsync(_broker.GetStream());
        }
        // As on a real central cluster, no topic comes into being by being asked for.
        if (request.Api == WireApi.Metadata && request.Version >= 4)
            request.Frame[^1] = 0;
        _asked[request.Correlation] = request;
        await WriteFrameAsync(_broker.GetStream(), request.Frame, _over.Token);
    }

    private async Task AnswersAsync(Stream broker)
    {
        try
        {
            while (await ReadFrameAsync(broker, _over.Token) is { } frame)
            {
                var correlation = BinaryPrimitives.ReadInt32BigEndian(frame);
                _asked.TryRemove(correlation, out var request);
                await AnswerAsync(correlation, Rewrite(request!, frame));
            }
        }
        finally
        {
            // The client has to find out that the broker has hung up.
            await _over.CancelAsync();
        }
    }

    private byte[] Rewrite(KafkaRequest request, byte[] frame) =>
        request.Api switch
        {
            WireApi.Metadata => front.Guard.RewriteMetadata(
                _user!,
                frame,
                sizeof(int),
                front.Port,
                allTopics: request.Body().Int32() < 0
            ),
            WireApi.FindCoordinator => Guard.RewriteCoordinator(frame, sizeof(int), request.Version, front.Port),
            _ => frame[sizeof(int)..],
        };

    private async Task AnswerAsync(int correlation, byte[] body)
    {
        var frame = new byte[sizeof(int) + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, correlation);
        body.CopyTo(frame, sizeof(int));
        await _writing.WaitAsync(_over.Token);
        try
        {
            await WriteFrameAsync(client, frame, _over.Token);
        }
        finally
        {
            _writing.Release();
        }
    }

    private static async Task<byte[]?> ReadFrameAsync(Stream stream, CancellationToken stop)
    {
        var length = new byte[sizeof(int)];
        if (await stream.ReadAtLeastAsync(length, length.Length, throwOnEndOfStream: false, stop) < length.Length)
            return null;
        var frame = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
        await stream.ReadExactlyAsync(frame, stop);
        return frame;
    }

    private static async Task WriteFrameAsync(Stream stream, byte[] frame, CancellationToken stop)
    {
        var all = new byte[sizeof(int) + frame.Length];
        BinaryPrimitives.WriteInt32BigEndian(all, frame.Length);
        frame.CopyTo(all, sizeof(int));
        await stream.WriteAsync(all, stop);
        await stream.FlushAsync(stop);
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Mothership.DataPlane;
using Mothership.DataPlane.Forwarding;
using Mothership.Local.Clock;

namespace Kube.Tests.Access;

/// <summary>The proxy against servers that are there, or are not.</summary>
public sealed class ReverseProxyTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(90);
    private readonly HttpMessageInvoker _http = new(ReverseProxy.NewHandler());

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Server_ThatSpeaksHttp2Alone_AnswersEachLineBeforeTheNextIsSent()
    {
        await using var server = await StartAsync(async http =>
        {
            await http.Response.StartAsync();
            await http.Response.Body.FlushAsync();
            using var lines = new StreamReader(http.Request.Body);
            while (await lines.ReadLineAsync() is { } line)
            {
                await http.Response.WriteAsync($"{http.Request.Protocol} {line}\n");
                await http.Response.Body.FlushAsync();
            }
        });
        var lines = new Lines();
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri("inserts-stream", UriKind.Relative))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = lines,
        };

        using var answer = await SendAsync(new Uri(server.Urls.Single() + "/"), request).WaitAsync(Bound);
        using var acks = new StreamReader(await answer.Content.ReadAsStreamAsync());
        foreach (var line in new[] { "one", "two" })
        {
            await lines.WriteAsync(line);
            (await acks.ReadLineAsync().WaitAsync(Bound)).ShouldBe($"HTTP/2 {line}");
        }
        lines.End();
        (await acks.ReadLineAsync().WaitAsync(Bound)).ShouldBeNull();
    }

    [Fact]
    public async Task Server_ThatIsGone_IsSaidNotToBeReached()
    {
        // Bound, so that nobody else listens there, and not listening itself.
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var address = new Uri($"http://{taken.LocalEndPoint}/");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("info", UriKind.Relative));
        var refused = await Should.ThrowAsync<DataPlaneException>(() => SendAsync(address, request));
        (refused.Status, refused.Message).ShouldBe((503, "The ksqlDB cluster can't be reached."));
    }

    private Task<HttpResponseMessage> SendAsync(Uri root, HttpRequestMessage request) =>
        new ReverseProxy(_http, VirtualClock.Frozen(DateTimeOffset.UnixEpoch)).SendAsync(
            new(root, "ksqlDB cluster", Bound, new HashSet<string>()),
            request,
            default
        );

    private static async Task<WebApplication> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(o => o.Listen(IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2));
        var server = builder.Build();
        server.Run(answer);
        await server.StartAsync();
        return server;
    }

    /// <summary>A body that goes on for as long as the test says.</summary>
    private sealed class Lines : HttpContent
    {
        private readonly TaskCompletionSource<Stream> _stream = new();
        private readonly TaskCompletionSource _end = new();

        internal async Task WriteAsync(string line)
        {
            var stream = await _stream.Task.WaitAsync(Bound);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"));
            await stream.FlushAsync();
        }

        internal void End() => _end.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.FlushAsync();
            _stream.SetResult(stream);
            await _end.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

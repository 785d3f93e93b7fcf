using System.Net;
using Mothership.DataPlane.Registry;
using Mothership.Local.Clock;

namespace Mothership.DataPlane.Tests.Registry;

public sealed class ProxyTests
{
    private static readonly Uri Registry = new("http://registry.svc:8080/apis/ccompat/v7/");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly VirtualClock _clock = VirtualClock.Frozen(DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task Request_IsSentBelowTheRegistry_WithItsQueryAndBody()
    {
        HttpRequestMessage? sent = null;
        var answer = await SendAsync(
            request =>
            {
                sent = request;
                return Task.FromResult(
                    new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("[]") }
                );
            },
            "subjects/a%2Fb/versions?deleted=true"
        );
        sent!.RequestUri!.AbsoluteUri.ShouldBe(Registry.AbsoluteUri + "subjects/a%2Fb/versions?deleted=true");
        (await answer.Content.ReadAsStringAsync()).ShouldBe("[]");
    }

    [Theory]
    [InlineData("../../../admin")]
    [InlineData("%2e%2e/%2e%2e/admin")]
    [InlineData("a/../../x")]
    public async Task Path_ThatLeadsOut_IsRefused(string path)
    {
        var refused = await Should.ThrowAsync<DataPlaneException>(() =>
            SendAsync(_ => throw new UnreachableCall(), path)
        );
        refused.Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("//evil.example/x")]
    [InlineData("http://evil.example/x")]
    public async Task Path_ThatLooksLikeAnAddress_StaysBelowTheRegistry(string path)
    {
        string? sent = null;
        await SendAsync(
            request =>
            {
                sent = request.RequestUri!.Host;
                return Task.FromResult(new HttpResponseMessage());
            },
            path
        );
        sent.ShouldBe(Registry.Host);
    }

    [Fact]
    public async Task Registry_ThatIsNotThere_Is503()
    {
        var refused = await Should.ThrowAsync<DataPlaneException>(() =>
            SendAsync(_ => throw new HttpRequestException("no"), "x")
        );
        (refused.Status, refused.Code).ShouldBe((503, 50301));
    }

    [Fact]
    public async Task Registry_ThatIsSilent_Is504()
    {
        var silent = new TaskCompletionSource();
        var sending = SendAsync(
            async request =>
            {
                await silent.Task;
                return new();
            },
            "x"
        );
        _clock.Advance(Patience);
        var refused = await Should.ThrowAsync<DataPlaneException>(() => sending);
        refused.Status.ShouldBe(504);
        silent.SetResult();
    }

    [Fact]
    public async Task Answer_LosesWhatIsNoneOfAClientsBusiness()
    {
        var answer = await SendAsync(
            _ =>
            {
                var inner = new HttpResponseMessage();
                inner.Headers.Add("Server", "secret/1.0");
                inner.Headers.Add("Set-Cookie", "a=b");
                inner.Headers.Add("Connection", "close");
                inner.Headers.Add("Cache-Control", "no-store");
                return Task.FromResult(inner);
            },
            "x"
        );
        answer.Headers.Select(h => h.Key).ShouldBe(["Cache-Control"]);
        var moved = await Should.ThrowAsync<DataPlaneException>(() =>
            SendAsync(_ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.Found)), "x")
        );
        moved.Status.ShouldBe(502);
    }

    private async Task<HttpResponseMessage> SendAsync(
        Func<HttpRequestMessage, Task<HttpResponseMessage>> answer,
        string path
    )
    {
        using var http = new HttpMessageInvoker(new Scripted(answer));
        var proxy = new RegistryProxy(http, Patience, _clock);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.RelativeOrAbsolute));
        return await proxy.SendAsync(Registry, request, default);
    }

    private sealed class UnreachableCall : Exception;

    private sealed class Scripted(Func<HttpRequestMessage, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellation
        ) => answer(request).WaitAsync(cancellation);
    }
}

using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Mothership.DataPlane;
using Mothership.Domain.Services;
using Newtonsoft.Json.Linq;

namespace Kube.Tests.Access;

/// <summary>The way in to ksqlDB on Kubernetes, through the region's app.</summary>
[Collection(AccessCollection.Name)]
public sealed class KsqldbAccessTests : IDisposable
{
    private const string Root = "ksqldb/lksqlc-one";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(90);
    private readonly AccessWorld _world;
    private readonly HttpClient _client;

    public KsqldbAccessTests(AccessWorld world)
    {
        _world = world;
        _client = world.ClientOf(AccessWorld.KsqldbKey);
        world.Upstream.Forget();
    }

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Request_OfItsKey_ReachesTheServiceWithoutTheKey()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Root}/ksql?x=a%2Fb");
        request.Content = new StringContent(
            "{\"ksql\":\"LIST STREAMS;\"}",
            Encoding.UTF8,
            "application/vnd.ksql.v1+json"
        );
        request.Headers.Add("Accept", "application/vnd.ksql.v1+json");
        request.Headers.Add("Cookie", "a=b");
        request.Headers.Add("X-Forwarded-For", "10.0.0.1");
        request.Headers.Add("Connection", "X-Hop");
        request.Headers.Add("X-Hop", "1");
        _world.Upstream.OnRequest = async http =>
        {
            http.Response.Headers["Server"] = "secret/1.0";
            http.Response.Headers["X-Hop"] = "1";
            http.Response.Headers["Access-Control-Allow-Origin"] = "*";
            http.Response.ContentType = "application/vnd.ksql.v1+json";
            await http.Response.WriteAsync("[]");
        };

        using var answer = await _client.SendAsync(request);

        (answer.StatusCode, await answer.Content.ReadAsStringAsync()).ShouldBe((HttpStatusCode.OK, "[]"));
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.ksql.v1+json");
        answer
            .Headers.Select(h => h.Key)
            .Except(["Date", "Transfer-Encoding"])
            .ShouldBe(["X-Content-Type-Options", "X-Request-ID"], ignoreOrder: true);
        var seen = _world.Upstream.Asked.ShouldHaveSingleItem();
        (seen.Method, seen.Target).ShouldBe(("POST", "/ksql?x=a%2Fb"));
        seen.Body.ShouldBe("{\"ksql\":\"LIST STREAMS;\"}");
        seen.Headers.Keys.ShouldBe(["Accept", "Content-Length", "Content-Type", "Host"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(null, AccessWorld.Secret, "lksqlc-one")]
    [InlineData(AccessWorld.KsqldbKey, "wrong", "lksqlc-one")]
    [InlineData("NOSUCHKEYNOSUCH1", AccessWorld.Secret, "lksqlc-one")]
    [InlineData(AccessWorld.OtherKsqldbKey, AccessWorld.Secret, "lksqlc-one")]
    [InlineData(AccessWorld.KsqldbKey, AccessWorld.Secret, "lksqlc-two")]
    [InlineData(AccessWorld.KsqldbKey, AccessWorld.Secret, "lksqlc-none")]
    [InlineData(AccessWorld.KsqldbKey, AccessWorld.Secret, "lcon-one")]
    [InlineData(AccessWorld.ClusterKey, AccessWorld.Secret, "lksqlc-one")]
    [InlineData(AccessWorld.RegistryKey, AccessWorld.Secret, "lksqlc-one")]
    [InlineData(AccessWorld.ConsoleKey, AccessWorld.Secret, "lksqlc-one")]
    public async Task Request_OfAnyOtherKey_LearnsNothing(string? key, string secret, string id)
    {
        using var client = _world.ClientOf(key, secret);
        using var answer = await client.GetAsync($"ksqldb/{id}/info");
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Basic realm=\"ksqldb\"");
        await RefusedAsync(answer, 40100);
        _world.Upstream.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Key_Deleted_IsRefusedFromThenOn()
    {
        const string key = "KSQLDBKSQLDBGONE";
        await _world.AddKeyAsync(key, "lksqlc-one", "u-ann");
        using var client = _world.ClientOf(key);
        (await client.GetAsync($"{Root}/info")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await _world.DeleteKeyAsync(key);
        (await client.GetAsync($"{Root}/info")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Rows_ArriveWhenTheyCome_AndAClientThatLeavesIsSeenToLeave()
    {
        var next = new TaskCompletionSource();
        var left = new TaskCompletionSource();
        _world.Upstream.OnRequest = async http =>
        {
            http.Request.Protocol.ShouldBe("HTTP/1.1");
            http.RequestAborted.Register(() => left.TrySetResult());
            await http.Response.StartAsync();
            await http.Response.Body.FlushAsync();
            await next.Task.WaitAsync(Bound);
            await http.Response.WriteAsync("[1]\n");
            await left.Task.WaitAsync(Bound);
        };
        using (var answer = await QueryAsync())
        {
            using var rows = new StreamReader(await answer.Content.ReadAsStreamAsync());
            next.SetResult();
            (await rows.ReadLineAsync().WaitAsync(Bound)).ShouldBe("[1]");
        }
        await left.Task.WaitAsync(Bound);
    }

    [Fact]
    public async Task Answer_ThatBreaksOff_IsNotTakenForAllOfIt()
    {
        var arrived = new TaskCompletionSource();
        _world.Upstream.OnRequest = async http =>
        {
            await http.Response.WriteAsync("[1]\n");
            await http.Response.Body.FlushAsync();
            await arrived.Task.WaitAsync(Bound);
            http.Abort();
        };
        using var answer = await QueryAsync();
        using var rows = new StreamReader(await answer.Content.ReadAsStreamAsync());
        (await rows.ReadLineAsync().WaitAsync(Bound)).ShouldBe("[1]");
        arrived.SetResult();
        await Should.ThrowAsync<IOException>(() => rows.ReadToEndAsync().WaitAsync(Bound));
    }

    [Fact]
    public async Task Key_DeletedWhileRowsCome_EndsThem()
    {
        const string key = "KSQLDBKSQLDBROWS";
        await _world.AddKeyAsync(key, "lksqlc-one", "u-ann");
        var next = new TaskCompletionSource();
        _world.Upstream.OnRequest = async http =>
        {
            await http.Response.WriteAsync("[1]\n");
            await http.Response.Body.FlushAsync();
            await next.Task.WaitAsync(Bound);
            await http.Response.WriteAsync("[2]\n");
            await http.Response.Body.FlushAsync();
        };
        using var client = _world.ClientOf(key);
        using var answer = await QueryAsync(client);
        using var rows = new StreamReader(await answer.Content.ReadAsStreamAsync());
        (await rows.ReadLineAsync().WaitAsync(Bound)).ShouldBe("[1]");
        await _world.DeleteKeyAsync(key);
        _world.Cloud.Advance(DataPlaneLimits.KeyCheckEvery);
        next.SetResult();
        await Should.ThrowAsync<IOException>(() => rows.ReadToEndAsync().WaitAsync(Bound));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_LargerThanAllowed_IsRefused(bool isTold)
    {
        using var body = new ByteArrayContent(new byte[DataPlaneLimits.ServiceBodyBytes + 1]);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Root}/ksql") { Content = body };
        request.Headers.TransferEncodingChunked = !isTold;
        using var answer = await _client.SendAsync(request).WaitAsync(Bound);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        await RefusedAsync(answer, 41300);
    }

    [Theory]
    [InlineData("heartbeat", "POST", 404)]
    [InlineData("lag", "POST", 404)]
    [InlineData("test", "POST", 404)]
    [InlineData("ws/query", "GET", 404)]
    [InlineData("chc/live", "GET", 404)]
    [InlineData("ksql", "GET", 405)]
    [InlineData("status/a/b", "GET", 404)]
    public async Task Endpoint_ThatIsNotForCustomers_IsNotThere(string path, string method, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{Root}/{path}");
        using var answer = await _client.SendAsync(request);
        ((int)answer.StatusCode).ShouldBe(status);
        await RefusedAsync(answer, status * 100);
        _world.Upstream.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/ksqldb/lksqlc-one/../lksqlc-two/info")]
    [InlineData("/ksqldb/lksqlc-one/%2e%2e/lksqlc-two/info")]
    [InlineData("/ksqldb/lksqlc-one/is_valid_property/..%2f..%2fheartbeat")]
    [InlineData("/ksqldb/lksqlc-one/is_valid_property/..")]
    [InlineData("/ksqldb/lksqlc-one/is_valid_property/%252e%252e%252fheartbeat")]
    [InlineData("/ksqldb/lksqlc-one/is_valid_property/..%5cheartbeat")]
    [InlineData("/ksqldb/lksqlc-one/is_valid_property/..;/heartbeat")]
    [InlineData("/ksqldb/lksqlc-one//evil.example/info")]
    public async Task Path_ThatLeadsOut_LeadsNowhere(string target)
    {
        var answer = await _world.SendRawAsync(target, AccessWorld.KsqldbKey);
        answer.ShouldMatch(@"\AHTTP/1\.1 40[014]");
        _world.Upstream.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Redirection_LeadsToWhereTheClientCame()
    {
        _world.Upstream.OnRequest = http =>
        {
            http.Response.Redirect("/info", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        };
        using var answer = await _client.GetAsync($"{Root}/");
        answer.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        answer.Headers.Location!.OriginalString.ShouldBe("/ksqldb/lksqlc-one/info");
        _world.Upstream.OnRequest = http =>
        {
            http.Response.Redirect("http://evil.example/info");
            return Task.CompletedTask;
        };
        (await _client.GetAsync(Root)).StatusCode.ShouldBe(HttpStatusCode.BadGateway);
    }

    [Fact]
    public async Task Service_ThatIsSuspendedOrDoesNotAnswer_IsSaidNotToBeReady()
    {
        await _world.AddKeyAsync("KSQLDBKSQLDBOFF1", "lksqlc-off", "u-ann");
        await _world.ServeAsync(ServiceKind.Ksqldb, "lksqlc-off", "one", suspended: true);
        using var client = _world.ClientOf("KSQLDBKSQLDBOFF1");
        using var off = await client.GetAsync("ksqldb/lksqlc-off/info");
        off.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await RefusedAsync(off, 50302)).ShouldBe("The ksqlDB cluster is suspended.");

        _world.Upstream.OnRequest = http =>
        {
            http.Abort();
            return Task.CompletedTask;
        };
        using var gone = await _client.GetAsync($"{Root}/info");
        gone.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await RefusedAsync(gone, 50302)).ShouldBe("The ksqlDB cluster can't be reached.");
    }

    private Task<HttpResponseMessage> QueryAsync(HttpClient? client = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{Root}/query-stream")
        {
            Content = new StringContent("{\"sql\":\"SELECT * FROM s EMIT CHANGES;\"}"),
        };
        return (client ?? _client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Bound);
    }

    private static async Task<string> RefusedAsync(HttpResponseMessage answer, int code)
    {
        var body = JObject.Parse(await answer.Content.ReadAsStringAsync());
        ((string?)body["@type"], (int)body["error_code"]!).ShouldBe(("generic_error", code));
        return (string)body["message"]!;
    }
}

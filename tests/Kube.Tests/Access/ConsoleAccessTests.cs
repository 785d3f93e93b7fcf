using System.Net;
using Microsoft.AspNetCore.Http;

namespace Kube.Tests.Access;

/// <summary>The way in to Control Centers on Kubernetes, through the region's app.</summary>
[Collection(AccessCollection.Name)]
public sealed class ConsoleAccessTests : IDisposable
{
    private const string Root = "/control-center/lcon-one";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(90);
    private readonly AccessWorld _world;
    private readonly HttpClient _client;

    public ConsoleAccessTests(AccessWorld world)
    {
        _world = world;
        _client = world.ClientOf(AccessWorld.ConsoleKey);
        world.Upstream.Forget();
    }

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("", "/")]
    [InlineData("/", "/")]
    [InlineData("/ui/clusters", "/ui/clusters")]
    [InlineData("/api/groups/a%2Fb?q=%26", "/api/groups/a%2Fb?q=%26")]
    public async Task Page_IsAskedForUnderThePathThatTheBrowserKnows(string path, string asked)
    {
        _world.Upstream.OnRequest = async http =>
        {
            http.Response.Headers["Access-Control-Allow-Origin"] = "https://evil.example";
            http.Response.Headers["Access-Control-Allow-Credentials"] = "true";
            http.Response.Headers["Set-Cookie"] = "SESSION=1; Path=/; Domain=example; HttpOnly";
            http.Response.ContentType = "text/html";
            await http.Response.WriteAsync("<html>");
        };
        using var request = new HttpRequestMessage(HttpMethod.Get, Root + path);
        request.Headers.Add("Cookie", "SESSION=1");
        using var answer = await _client.SendAsync(request);

        (await answer.Content.ReadAsStringAsync()).ShouldBe("<html>");
        var seen = _world.Upstream.Asked.ShouldHaveSingleItem();
        seen.Target.ShouldBe(Root + asked);
        (seen.Header("Cookie"), seen.Header("Authorization")).ShouldBe(("SESSION=1", null));
        answer.Headers.GetValues("Set-Cookie").ShouldBe([$"SESSION=1; HttpOnly; Path={Root}; SameSite=Strict"]);
        answer.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
        answer.Headers.CacheControl!.Private.ShouldBeTrue();
        answer.Headers.ShouldNotContain(h => h.Key.StartsWith("Access-Control"));
    }

    [Theory]
    [InlineData(AccessWorld.ConsoleKey, 200)]
    [InlineData(AccessWorld.ClusterKey, 200)]
    [InlineData(AccessWorld.AccountKey, 403)]
    [InlineData(AccessWorld.OtherClusterKey, 401)]
    [InlineData(AccessWorld.KsqldbKey, 401)]
    [InlineData(AccessWorld.RegistryKey, 401)]
    [InlineData(null, 401)]
    public async Task Door_OpensForPersonsKeysOfTheConsoleAndItsCluster(string? key, int status)
    {
        using var client = _world.ClientOf(key);
        using var answer = await client.GetAsync(Root);
        ((int)answer.StatusCode).ShouldBe(status, await answer.Content.ReadAsStringAsync());
        _world.Upstream.Asked.Count.ShouldBe(status == 200 ? 1 : 0);
        if (status == 401)
            answer.Headers.WwwAuthenticate.ToString().ShouldBe("Basic realm=\"control-center lcon-one\"");
    }

    [Theory]
    [InlineData("POST", null, null, false)]
    [InlineData("POST", "cross-site", "https://evil.example", false)]
    [InlineData("POST", "same-site", null, false)]
    [InlineData("POST", "none", null, false)]
    [InlineData("POST", null, "https://evil.example", false)]
    [InlineData("POST", null, "null", false)]
    [InlineData("DELETE", "cross-site", null, false)]
    [InlineData("PUT", "cross-site", null, false)]
    [InlineData("PATCH", null, null, false)]
    [InlineData("GET", "cross-site", null, false)]
    [InlineData("GET", "same-origin", null, true)]
    [InlineData("GET", "none", null, true)]
    [InlineData("GET", null, null, true)]
    [InlineData("POST", "same-origin", null, true)]
    [InlineData("DELETE", "same-origin", null, true)]
    [InlineData("POST", null, "own", true)]
    public async Task Request_OfAnotherSitesPage_IsRefused(string method, string? site, string? origin, bool isLetIn)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{Root}/api/clusters");
        if (site is not null)
            request.Headers.Add("Sec-Fetch-Site", site);
        if (origin is not null)
            request.Headers.Add("Origin", origin == "own" ? _world.Address.GetLeftPart(UriPartial.Authority) : origin);
        using var answer = await _client.SendAsync(request);
        answer.StatusCode.ShouldBe(isLetIn ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
        _world.Upstream.Asked.Count.ShouldBe(isLetIn ? 1 : 0);
    }

    [Fact]
    public async Task Link_FromElsewhere_OpensAPage()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Root}/ui");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Sec-Fetch-Mode", "navigate");
        request.Headers.Add("Sec-Fetch-Dest", "document");
        (await _client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Messages_ArriveWhenTheyCome()
    {
        var next = new TaskCompletionSource();
        _world.Upstream.OnRequest = async http =>
        {
            http.Response.ContentType = "text/event-stream";
            await http.Response.WriteAsync("data: 1\n\n");
            await http.Response.Body.FlushAsync();
            await next.Task.WaitAsync(Bound);
            await http.Response.WriteAsync("data: 2\n\n");
        };
        using var answer = await _client
            .GetAsync($"{Root}/api/messages", HttpCompletionOption.ResponseHeadersRead)
            .WaitAsync(Bound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var events = new StreamReader(await answer.Content.ReadAsStreamAsync());
        (await events.ReadLineAsync().WaitAsync(Bound)).ShouldBe("data: 1");
        next.SetResult();
        (await events.ReadToEndAsync().WaitAsync(Bound)).ShouldContain("data: 2");
    }

    [Theory]
    [InlineData("/control-center/lcon-one/../lcon-two/ui")]
    [InlineData("/control-center/lcon-one/..%2flcon-two/ui")]
    [InlineData("/control-center/lcon-one/%2e%2e%2flcon-two/ui")]
    [InlineData("/control-center/lcon-one/a/%252e%252e/%252e%252e/lcon-two/ui")]
    [InlineData("/control-center/lcon-one/..%5clcon-two/ui")]
    [InlineData("/control-center/lcon-one/..;x/lcon-two/ui")]
    [InlineData("/control-center/lcon-one/actuator/prometheus")]
    [InlineData("/control-center/lcon-one/%61ctuator/prometheus")]
    [InlineData("/control-center/lcon-one//actuator/prometheus")]
    public async Task Path_ThatLeadsOut_LeadsNowhere(string target)
    {
        var answer = await _world.SendRawAsync(target, AccessWorld.ConsoleKey);
        answer.ShouldMatch(@"\AHTTP/1\.1 40[014]");
        _world.Upstream.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Refusal_IsASentenceForPeople_AndAnObjectForScripts()
    {
        using var nobody = _world.ClientOf(null);
        using var page = await nobody.GetAsync(Root);
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        using var script = await nobody.GetAsync($"{Root}/api/clusters");
        (await script.Content.ReadAsStringAsync()).ShouldBe("""{"code":40101,"message":"Authentication failed"}""");
    }
}

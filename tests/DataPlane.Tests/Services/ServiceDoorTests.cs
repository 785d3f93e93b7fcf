using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Mothership.DataPlane.Keys;
using Mothership.DataPlane.Services;
using Mothership.DataPlane.Tests.Support;
using Mothership.Domain.Fleet;
using Mothership.Domain.Services;
using Mothership.Local.Clock;
using Mothership.Regions;

namespace Mothership.DataPlane.Tests.Services;

/// <summary>What the way in to services promises of itself; the app's tests try it with real servers.</summary>
public sealed class ServiceDoorTests
{
    private const string Key = "KSQLDBKSQLDBKEY1";
    private readonly Desk _desk = new();
    private readonly KsqldbRest _rest;

    public ServiceDoorTests()
    {
        var settings = new RegionSettings(RegionId.Of("aws", "here"), "desk", Width: 1, TimeSpan.FromSeconds(1));
        var vault = new FakeVault();
        vault.SetAsync($"kafka-key-{Key}", World.Secret, default).IsCompletedSuccessfully.ShouldBeTrue();
        var gate = new KeyGate([_desk], settings, vault, VirtualClock.Frozen(DateTimeOffset.UnixEpoch));
        _rest = new(new ServiceDoor(gate, [_desk], settings, NullLogger<ServiceDoor>.Instance));
    }

    [Fact]
    public async Task Requests_MoreThanAServiceTakes_AreRefusedUntilOneIsOver()
    {
        var held = new List<ServiceAnswer>();
        for (var i = 0; i < DataPlaneLimits.RequestsPerService; i++)
            held.Add(await AskAsync("info"));
        held.ShouldAllBe(a => a.Message.StatusCode == HttpStatusCode.OK);
        using (var refused = await AskAsync("info"))
            (await CodeAsync(refused)).ShouldBe((HttpStatusCode.TooManyRequests, 42900));

        held[0].Dispose();
        held[0].Dispose();

        held.Add(await AskAsync("info"));
        held[^1].Message.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await CodeAsync(await AskAsync("info"))).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        held.ForEach(a => a.Dispose());
        (await AskAsync("info")).Message.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Requests_ThatFail_TakeNoPlace()
    {
        _desk.Failure = new InvalidOperationException("no");
        for (var i = 0; i <= DataPlaneLimits.RequestsPerService; i++)
            (await CodeAsync(await AskAsync("info"))).ShouldBe((HttpStatusCode.InternalServerError, 50000));
        _desk.Failure = null;
        (await AskAsync("info")).Message.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("query-stream", 1)]
    [InlineData("inserts-stream", 2)]
    public async Task Request_IsSentInTheVersionThatItsEndpointTakes(string path, int version)
    {
        using var answer = await AskAsync(path, "POST");
        answer.Message.StatusCode.ShouldBe(HttpStatusCode.OK);
        _desk.Sent!.Version.Major.ShouldBe(version);
        _desk.Sent.VersionPolicy.ShouldBe(HttpVersionPolicy.RequestVersionExact);
    }

    [Fact]
    public async Task Answer_MayGoOn_WhileItsKeyIsThere_OrItCannotBeFoundOut()
    {
        using var answer = await AskAsync("info");
        (await answer.MayGoOnAsync(default)).ShouldBeTrue();
        _desk.Unreachable = true;
        (await answer.MayGoOnAsync(default)).ShouldBeTrue();
        (_desk.Unreachable, _desk.Key) = (false, null);
        (await answer.MayGoOnAsync(default)).ShouldBeFalse();
    }

    [Fact]
    public void Contract_NamesWhatIsServed()
    {
        DataPlaneContract
            .Operations.Where(o => o.Path.StartsWith("/ksqldb/{ksqldb_id}", StringComparison.Ordinal))
            .Select(o => (o.Method, Path: Shape(o.Path["/ksqldb/{ksqldb_id}".Length..].TrimStart('/'))))
            .ShouldBe(KsqldbRest.Operations, ignoreOrder: true);

        static string Shape(string path) => string.Join('/', path.Split('/').Select(s => s.StartsWith('{') ? "*" : s));
    }

    private Task<ServiceAnswer> AskAsync(string path, string method = "GET") =>
        _rest.HandleAsync(
            new(method, "lksqlc-one", path, World.Basic(Key, World.Secret), [], Stream.Null, "https://region.example"),
            default
        );

    private static async Task<(HttpStatusCode Status, int Code)> CodeAsync(ServiceAnswer answer)
    {
        var body = JsonNode.Parse(await answer.Message.Content.ReadAsStringAsync());
        return (answer.Message.StatusCode, (int)body!["error_code"]!);
    }

    private sealed class Desk : IServiceDesk, IKeyBook
    {
        public string Name => "desk";

        public ResourceKey? Key { get; set; } =
            new(ServiceDoorTests.Key, "lksqlc-one", "env-one", "u-ann", $"kafka-key-{ServiceDoorTests.Key}");

        public Exception? Failure { get; set; }

        public bool Unreachable { get; set; }

        public HttpRequestMessage? Sent { get; private set; }

        public Task<ResourceKey?> FindAsync(string key, CancellationToken cancellation) => Task.FromResult(Key);

        public Task<ServiceSite?> FindAsync(ServiceKind kind, string id, CancellationToken cancellation) =>
            Unreachable
                ? throw Refusals.Unavailable("The cluster can't be managed for the moment.")
                : Task.FromResult<ServiceSite?>(new(id, kind, "env-one", "lkc-one", Suspended: false));

        public Task<HttpResponseMessage> SendAsync(
            ServiceSite site,
            HttpRequestMessage request,
            CancellationToken cancellation
        )
        {
            Sent = request;
            return Failure is null
                ? Task.FromResult(new HttpResponseMessage { Content = new StringContent("{}", Encoding.UTF8) })
                : throw Failure;
        }
    }
}

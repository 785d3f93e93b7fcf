using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Mothership.DataPlane.Keys;
using Mothership.DataPlane.Services;
using Mothership.DataPlane.Tests.Support;
using Mothership.Domain.Fleet;
using Mothership.Domain.Services;
using Mothership.Local.Clock;
using Mothership.Regions;
using Xunit.Abstractions;

namespace Mothership.DataPlane.Tests.Forbidden;

/// <summary>P21 over HTTP: ksqlDB clusters and Control Centers with every key that may not open them.</summary>
public sealed class ForbiddenServiceTests(ITestOutputHelper output)
{
    private const string Ksqldb = "/ksqldb/{ksqldb_id}";
    private const string Console = "/control-center/{control_center_id}";

    private readonly Desk _desk = new();

    [Fact]
    public async Task Services_WithEveryKey_OpenForTheirOwnAlone()
    {
        var door = Door();
        var (ksqldb, console) = (new KsqldbRest(door), new ConsoleRest(door));
        var (refused, allowed) = (0, 0);
        foreach (var (resource, owner) in Desk.Keys)
        {
            var own = resource == "lksqlc-one" ? HttpStatusCode.OK : HttpStatusCode.Unauthorized;
            foreach (var (method, path) in Below(Ksqldb))
                Count(await AskAsync(ksqldb.HandleAsync, method, "lksqlc-one", path, resource, owner, own));
            var opens = resource is "lcon-one" or "lkc-one";
            var expected =
                !opens ? HttpStatusCode.Unauthorized
                : owner.StartsWith("sa-", StringComparison.Ordinal) ? HttpStatusCode.Forbidden
                : HttpStatusCode.OK;
            foreach (var (method, path) in Below(Console))
                Count(await AskAsync(console.HandleAsync, method, "lcon-one", path, resource, owner, expected));
        }
        allowed.ShouldBeGreaterThan(Below(Ksqldb).Length);
        _desk.Asked.ShouldBe(allowed);
        output.WriteLine($"{refused} requests on services with other keys: all refused; {allowed} that are allowed");

        void Count(bool isAllowed) => (refused, allowed) = isAllowed ? (refused, allowed + 1) : (refused + 1, allowed);
    }

    private static async Task<bool> AskAsync(
        Func<ServiceRequest, CancellationToken, Task<ServiceAnswer>> handleAsync,
        string method,
        string id,
        string path,
        string resource,
        string owner,
        HttpStatusCode expected
    )
    {
        var authorization = World.Basic(Desk.KeyOf(resource, owner), World.Secret);
        const string origin = "https://region.example";
        var request = new ServiceRequest(method, id, path, authorization, [new("Origin", origin)], Stream.Null, origin);
        using var answer = await handleAsync(request, default);
        answer.Message.StatusCode.ShouldBe(expected, $"{owner}'s key of {resource}: {method} {id} {path}");
        return expected == HttpStatusCode.OK;
    }

    private ServiceDoor Door()
    {
        var settings = new RegionSettings(RegionId.Of("aws", "here"), "desk", Width: 1, TimeSpan.FromSeconds(1));
        var vault = new FakeVault();
        vault.SetAsync("secret", World.Secret, default).IsCompletedSuccessfully.ShouldBeTrue();
        var gate = new KeyGate([_desk], settings, vault, VirtualClock.Frozen(DateTimeOffset.UnixEpoch));
        return new(gate, [_desk], settings, NullLogger<ServiceDoor>.Instance);
    }

    private static (string Method, string Path)[] Below(string prefix) =>
        [
            .. DataPlaneContract
                .Operations.Where(o => o.Path.StartsWith(prefix, StringComparison.Ordinal))
                .Select(o => (o.Method, Filled(o.Path[prefix.Length..].TrimStart('/')))),
        ];

    private static string Filled(string path) =>
        string.Join('/', path.Split('/').Select(part => part.StartsWith('{') ? "x" : part));

    /// <summary>A region with one of each, whose keys are for these and for others'.</summary>
    private sealed class Desk : IServiceDesk, IKeyBook
    {
        /// <summary>What keys are for, and who owns them.</summary>
        public static readonly (string Resource, string Owner)[] Keys =
        [
            .. from resource in (string[])
                ["lksqlc-one", "lksqlc-two", "lcon-one", "lcon-two", "lkc-one", "lkc-two", "lsrc-one", "nothing"]
            from owner in (string[])["u-ann", "sa-bot"]
            select (resource, owner),
        ];

        public string Name => "desk";

        public int Asked { get; private set; }

        public static string KeyOf(string resource, string owner)
        {
            var number = Array.IndexOf(Keys, (resource, owner));
            return $"KEYKEYKEYKEYKE{number:00}";
        }

        public Task<ResourceKey?> FindAsync(string key, CancellationToken cancellation) =>
            Task.FromResult(
                Keys.Where(k => k.Resource != "nothing" && KeyOf(k.Resource, k.Owner) == key)
                    .Select(k => new ResourceKey(key, k.Resource, EnvironmentOf(k.Resource), k.Owner, "secret"))
                    .FirstOrDefault()
            );

        public Task<ServiceSite?> FindAsync(ServiceKind kind, string id, CancellationToken cancellation) =>
            Task.FromResult<ServiceSite?>(new(id, kind, EnvironmentOf(id), "lkc-one", Suspended: false));

        public Task<HttpResponseMessage> SendAsync(
            ServiceSite site,
            HttpRequestMessage request,
            CancellationToken cancellation
        )
        {
            Asked++;
            return Task.FromResult(new HttpResponseMessage { Content = new StringContent("{}") });
        }

        // The second of each belongs to somebody else.
        private static string EnvironmentOf(string resource) =>
            resource.EndsWith("two", StringComparison.Ordinal) ? "env-two" : "env-one";
    }
}

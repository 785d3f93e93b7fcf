using System.Net;
using Mothership.ControlPlane;
using Mothership.ControlPlane.Routing;
using Mothership.Domain.Services;
using Mothership.SystemTests.Api.Support;
using Newtonsoft.Json.Linq;
using Xunit.Abstractions;

namespace Mothership.SystemTests.Api.Forbidden;

/// <summary>
/// P21: every key that there can be, on every route of the control plane that it may not use or about things that are
/// not its own. The routes are those that the host itself reads.
/// </summary>
[Collection(StillApiCollection.Name)]
public sealed class ForbiddenRouteTests(StillApiWorld world, ITestOutputHelper output) : IDisposable
{
    private static readonly ApiRoute[] Routes =
    [
        .. new RouteTable(typeof(ControlPlaneServices).Assembly).Routes.Where(r =>
            r.Access is RouteAccess.Customer or RouteAccess.Staff
        ),
    ];

    private Holdings _ours = null!;
    private Holdings _theirs = null!;
    private readonly List<string> _faults = [];
    private readonly HttpClient _nobody = world.Anonymous();
    private readonly Dictionary<Intruder, int> _turns = [];
    private int _refused;
    private int _allowed;

    [Fact]
    public async Task Routes_WithEveryKeyThatMayNot_AreRefusedAndLeaveEverythingAsItWas()
    {
        _ours = await Holdings.OfAsync(await world.NewTenantAsync("Victim"), Customers);
        _theirs = await Holdings.OfAsync(await world.NewTenantAsync("Intruder"), Customers);
        var ourKeys = await KeysAsync(_ours);
        var theirKeys = await KeysAsync(_theirs);
        var before = await SeenAsync();

        foreach (var key in theirKeys.Where(k => k.IsOfCloud))
            await RefuseOtherOrganisationsAsync(key);
        foreach (var key in theirKeys.Concat(ourKeys).Where(k => !k.IsOfCloud))
            await RefuseEverythingAsync(key);
        foreach (var key in theirKeys.Concat(ourKeys))
            await RefuseStaffRoutesAsync(key);

        (await SeenAsync()).ShouldBe(before);
        foreach (var key in ourKeys.Where(k => k.IsOfCloud))
            await AllowOwnAsync(key);
        await AllowStaffAsync();
        output.WriteLine(
            $"{_refused} calls that are forbidden on {Routes.Sum(r => r.Methods.Count)} methods of routes with "
                + $"{ourKeys.Count + theirKeys.Count} keys: all refused, nothing changed; {_allowed} that are allowed"
        );
        _faults.ShouldBeEmpty();
        _allowed.ShouldBeGreaterThan(60);
    }

    public void Dispose() => _nobody.Dispose();

    private static IEnumerable<ApiRoute> Customers => Routes.Where(r => r.Access == RouteAccess.Customer);

    /// <summary>Everything that an organisation can have a key for, and what only looks like a key.</summary>
    private static async Task<List<Intruder>> KeysAsync(Holdings of)
    {
        var tenant = of.Tenant;
        var account = (await Samples.NewAccountAsync(tenant))["id"];
        var registry = await of.ServiceAsync(ServiceKind.SchemaRegistry);
        var ksqldb = await of.ServiceAsync(ServiceKind.Ksqldb);
        var console = await of.ServiceAsync(ServiceKind.ControlCenter);
        var revoked = await of.KeyAsync(tenant.User, "cloud");
        (await tenant.Client.RemoveAsync($"/iam/v2/api-keys/{revoked.Id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        var keys = new List<Intruder>
        {
            new("user's", (tenant.KeyId, tenant.Secret), IsOfCloud: true),
            new("account's", await of.KeyAsync(account, "cloud"), IsOfCloud: true),
            new("revoked", revoked),
            new("none", null),
            new("wrong secret", (tenant.KeyId, revoked.Secret)),
            new("host's as a password", ("", ApiWorld.HostKey)),
            new("host's", null, ApiWorld.HostKey),
            new("wrong host's", null, tenant.Secret),
        };
        foreach (var resource in (string[])[of.Cluster, registry, ksqldb, console])
        foreach (var owner in (string[])[tenant.User, account])
            keys.Add(new($"{owner}'s of {resource}", await of.KeyAsync(owner, resource)));
        return keys;
    }

    private async Task RefuseOtherOrganisationsAsync(Intruder key)
    {
        foreach (var (method, template) in Calls(Customers))
        foreach (var environment in (string[])[_theirs.Tenant.Environment, _ours.Tenant.Environment])
        {
            var isOfNobody = template.Contains("/regions", StringComparison.Ordinal);
            var isAboutOurs = template.Contains('{') && !isOfNobody;
            var path = $"{_ours.Filled(template)}?environment={environment}";
            // Without a thing of ours in its path, a change is one of their own, unless its body names ours.
            if (!isAboutOurs && method != "GET" && !NamesOurs(method, template))
                continue;
            var reply = await SendAsync(key, method, path, template);
            foreach (var secret in _ours.Secrets.Where(s => !path.Contains(s) && !Said(method, template, s)))
                Expect(!reply.Text.Contains(secret), $"{key.Name} {method} {path} learns {secret}: {reply.Text}");
            if (isAboutOurs)
                Expect((int)reply.Status is 403 or 404, $"{key.Name} {method} {path}: {reply}");
            else if (method != "GET")
                Expect((int)reply.Status is 403 or 404 or 409 or 422, $"{key.Name} {method} {path}: {reply}");
            _refused++;
        }
    }

    private async Task RefuseEverythingAsync(Intruder key)
    {
        foreach (var of in Counts.IsLong ? (Holdings[])[_ours, _theirs] : [_ours])
        foreach (var (method, template) in Some(key, Calls(Customers)))
            await RefuseAsync(key, method, $"{of.Filled(template)}?environment={of.Tenant.Environment}", template);
    }

    private async Task RefuseStaffRoutesAsync(Intruder key)
    {
        if (key.HostKey == ApiWorld.HostKey)
            return;
        foreach (var (method, template) in Some(key, Calls(Routes.Where(r => r.Access == RouteAccess.Staff))))
            await RefuseAsync(key, method, _ours.Filled(template), template);
    }

    private async Task RefuseAsync(Intruder key, string method, string path, string template)
    {
        foreach (var prefix in Counts.IsLong ? (string[])["", "/api"] : [""])
        {
            var reply = await SendAsync(key, method, prefix + path, template);
            // There are no staff routes under the prefix: nothing is there, for nobody.
            var expected =
                prefix.Length > 0 && IsOfStaff(template) ? HttpStatusCode.NotFound : HttpStatusCode.Unauthorized;
            Expect(reply.Status == expected, $"{key.Name} {method} {prefix}{path}: {reply}");
            _refused++;
        }
    }

    private async Task AllowOwnAsync(Intruder key)
    {
        foreach (var (method, template) in Calls(Customers).Where(c => c.Method == "GET"))
        {
            var path = $"{_ours.Filled(template)}?environment={_ours.Tenant.Environment}";
            var reply = await SendAsync(key, method, path, template);
            // Refused for what it says, perhaps, but not for who says it. Nobody has asked for offsets.
            var isThere = !template.EndsWith("/offsets/request/status", StringComparison.Ordinal);
            Expect(!isThere || (int)reply.Status is 200 or 400 or 409 or 422, $"{key.Name} {method} {path}: {reply}");
            _allowed++;
        }
    }

    private async Task AllowStaffAsync()
    {
        foreach (var (method, template) in Calls(Routes.Where(r => r.Access == RouteAccess.Staff)))
        {
            if (method != "GET")
                continue;
            var reply = await SendAsync(new("staff", null, ApiWorld.HostKey), method, _ours.Filled(template), template);
            Expect((int)reply.Status is 200 or 400 or 404, $"staff {method} {template}: {reply}");
            _allowed++;
        }
    }

    /// <summary>What our organisation sees of itself, but for how far its operations are.</summary>
    private async Task<IReadOnlyList<string>> SeenAsync()
    {
        var seen = new List<string>();
        foreach (var (_, template) in Calls(Customers).Where(c => c.Method == "GET" && !c.Template.StartsWith("/ops/")))
        {
            var path = $"{_ours.Filled(template)}?environment={_ours.Tenant.Environment}";
            var reply = await _ours.Tenant.Client.ReadAsync(path);
            seen.Add($"{path}: {Lasting(reply.Text)}");
        }
        return seen;
    }

    // Errors have an id of their own, and a region may be doing something meanwhile.
    private static string Lasting(string text)
    {
        if (!text.StartsWith('{'))
            return text;
        var json = JObject.Parse(text);
        foreach (var passing in json.Descendants().OfType<JProperty>().Where(IsPassing).ToList())
            passing.Remove();
        return json.ToString();
    }

    private static bool IsPassing(JProperty property) =>
        property.Name is "status" || property is { Name: "id", Parent.Parent.Parent: JProperty { Name: "errors" } };

    private Task<Reply> SendAsync(Intruder key, string method, string path, string template)
    {
        var headers = new List<(string, string)>();
        if (key.Key is { } pair)
            headers.Add(("Authorization", $"{Tenant.Basic(pair.Id, pair.Secret)}"));
        if (key.HostKey is { } hostKey)
            headers.Add(("x-functions-key", hostKey));
        object? body = method is "GET" or "DELETE" ? null : _ours.Body(template);
        return _nobody.CallAsync(new(method), path, body, [.. headers]);
    }

    private void Expect(bool holds, string fault)
    {
        if (!holds)
            _faults.Add(fault);
    }

    private bool NamesOurs(string method, string template) =>
        method != "GET" && _ours.Secrets.Append(_ours.Tenant.Environment).Any(s => Said(method, template, s));

    private bool Said(string method, string template, string id) =>
        method is not ("GET" or "DELETE") && _ours.Body(template).ToString().Contains(id, StringComparison.Ordinal);

    // In quick runs a third of them, another third for each key.
    private IEnumerable<(string Method, string Template)> Some(
        Intruder key,
        IEnumerable<(string Method, string Template)> calls
    )
    {
        var every = Counts.Of(quick: 3, full: 1);
        _turns.TryAdd(key, _turns.Count);
        return calls.Where((_, number) => (number + _turns[key]) % every == 0);
    }

    private static bool IsOfStaff(string template) =>
        Routes.First(r => $"/{r.Template}" == template).Access == RouteAccess.Staff;

    private static IEnumerable<(string Method, string Template)> Calls(IEnumerable<ApiRoute> routes) =>
        routes.SelectMany(r => r.Methods.Select(m => (m, $"/{r.Template}")));

    /// <summary>Who tries.</summary>
    private sealed record Intruder(
        string Name,
        (string Id, string Secret)? Key,
        string? HostKey = null,
        bool IsOfCloud = false
    );
}

using System.Net;
using Mothership.ControlPlane;
using Mothership.ControlPlane.Routing;
using Mothership.SystemTests.Api.Support;

namespace Mothership.SystemTests.Api;

/// <summary>Every route of a customer with no key, a wrong one, another organisation's and a good one.</summary>
[Collection(ApiCollection.Name)]
public sealed class IdentityTests(ApiWorld world)
{
    private static readonly RouteTable Table = new(typeof(ControlPlaneServices).Assembly);

    // Groups whose wire contract answers 403 where others answer 404.
    private static readonly string[] ForbiddenGroups =
    [
        "/cmk/v2/",
        "/iam/v2/api-keys/",
        "/srcm/v3/clusters",
        "/srcm/v2/clusters",
        "/stream-governance/v2/clusters",
        "/ksqldbcm/v2/",
        "/control/v1/",
    ];

    // Which of them ask for the environment beside the id.
    private static readonly string[] InEnvironments = [.. ForbiddenGroups.Where(g => !g.StartsWith("/iam/"))];

    // The regions that everybody may see.
    private static bool IsOfNobody(string template) =>
        template.StartsWith("/fleet/", StringComparison.Ordinal)
        || template.StartsWith("/srcm/v2/regions", StringComparison.Ordinal)
        || template.StartsWith("/stream-governance/v2/regions", StringComparison.Ordinal);

    public static TheoryData<string, string> CustomerRoutes()
    {
        var data = new TheoryData<string, string>();
        foreach (var route in Table.Routes.Where(r => r.Access == RouteAccess.Customer))
        foreach (var method in route.Methods)
            data.Add(method, $"/{route.Template}");
        return data;
    }

    [Theory]
    [MemberData(nameof(CustomerRoutes))]
    public async Task Route_WithoutKey_Answers401(string method, string template)
    {
        using var client = world.Anonymous();
        var reply = await client.CallAsync(new(method), template.Replace("{id}", "x"));
        reply.Status.ShouldBe(HttpStatusCode.Unauthorized);
        reply.Text.ShouldNotContain("invalid API key");
    }

    [Theory]
    [MemberData(nameof(CustomerRoutes))]
    public async Task Route_WithWrongSecret_SaysInvalidApiKey(string method, string template)
    {
        using var client = world.Anonymous();
        client.DefaultRequestHeaders.Authorization = Tenant.Basic(world.Ours.KeyId, world.Theirs.Secret);
        var reply = await client.CallAsync(new(method), template.Replace("{id}", "x"));
        reply.Status.ShouldBe(HttpStatusCode.Unauthorized);
        reply.Text.ShouldContain("invalid API key");
    }

    [Theory]
    [MemberData(nameof(CustomerRoutes))]
    public async Task Route_WithKeyOfAnotherOrganisation_TreatsObjectsAsAbsent(string method, string template)
    {
        if (!template.Contains("{id}") || IsOfNobody(template))
            return;
        var own = await Samples.IdOfAsync(world.Ours, template);
        var foreign = await CallAsync(world.Theirs, method, template, own);
        var absent = await CallAsync(world.Theirs, method, template, Samples.Absent(own));
        var expected = ForbiddenGroups.Any(template.StartsWith) ? HttpStatusCode.Forbidden : HttpStatusCode.NotFound;
        foreign.Status.ShouldBe(expected, foreign.Text);
        foreign.Text.ShouldNotContain("invalid API key");
        Comparable(foreign, own).ShouldBe(Comparable(absent, Samples.Absent(own)));
    }

    [Theory]
    [MemberData(nameof(CustomerRoutes))]
    public async Task Route_WithGoodKey_IsNotRefused(string method, string template)
    {
        // What needs a usable cluster has tests of its own.
        if (template.StartsWith("/connect/", StringComparison.Ordinal))
            return;
        if (method == "POST" && template is "/ksqldbcm/v2/clusters" or "/control/v1/clusters")
            return;
        var tenant = await world.NewTenantAsync("Good key");
        var id = template.Contains("{id}") ? await Samples.IdOfAsync(tenant, template) : "";
        var reply = await CallAsync(tenant, method, template, id);
        // Refused for what it says, perhaps, but not for who says it.
        ((int)reply.Status).ShouldBeOneOf(200, 201, 202, 204, 400, 409, 422);
    }

    [Fact]
    public async Task Lists_OfAnotherOrganisation_HoldNothingOfOurs()
    {
        var cluster = (await world.Ours.NewClusterAsync())["id"];
        string[] ours = [cluster, world.Ours.Environment, world.Ours.User, world.Ours.KeyId, world.Ours.Organization];
        foreach (var list in Table.Routes.Where(r => r.Methods.Contains("GET") && !r.Template.Contains('{')))
        {
            if (list.Access != RouteAccess.Customer)
                continue;
            var path = list.Template.StartsWith("cmk/", StringComparison.Ordinal)
                ? $"/{list.Template}?environment={world.Theirs.Environment}"
                : $"/{list.Template}";
            var reply = await world.Theirs.Client.ReadAsync(path);
            foreach (var secret in ours)
                reply.Text.ShouldNotContain(secret, customMessage: path);
        }
    }

    [Theory]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.e30.")]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Basic Zm9v")]
    [InlineData("Basic Og==")]
    [InlineData("Digest username=\"x\"")]
    public async Task Authorization_OfAnotherForm_Answers401(string header)
    {
        using var client = world.Anonymous();
        var reply = await client.CallAsync(HttpMethod.Get, "/org/v2/environments", null, ("Authorization", header));
        reply.Status.ShouldBe(HttpStatusCode.Unauthorized);
        reply.Header("WWW-Authenticate").ShouldStartWith("Basic");
    }

    private static Task<Reply> CallAsync(Tenant tenant, string method, string template, string id)
    {
        var path = template.Replace("{id}", id);
        if (InEnvironments.Any(template.StartsWith))
            path += $"?environment={tenant.Environment}";
        object? body = method is "POST" or "PATCH" ? Samples.BodyOf(tenant, template) : null;
        return tenant.Client.CallAsync(new(method), path, body);
    }

    private static string Comparable(Reply reply, string id) =>
        reply.Text.Replace(id, "ID").Replace(reply.Header("X-Request-Id"), "REQUEST");
}

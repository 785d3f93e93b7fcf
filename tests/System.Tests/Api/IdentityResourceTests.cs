using System.Net;
using Mothership.SystemTests.Api.Support;

namespace Mothership.SystemTests.Api;

/// <summary>Keys, people and accounts.</summary>
[Collection(ApiCollection.Name)]
public sealed class IdentityResourceTests(ApiWorld world)
{
    private readonly HttpClient _client = world.Ours.Client;

    [Fact]
    public async Task CreateKey_ForServiceAccount_OpensTheApiUntilItIsDeleted()
    {
        var account = await Samples.NewAccountAsync(world.Ours);
        var key = await _client.PostJsonAsync("/iam/v2/api-keys", Samples.KeyBody(account["id"]));
        key.Status.ShouldBe(HttpStatusCode.Accepted, key.Text);
        key["spec.owner.kind"].ShouldBe("ServiceAccount");
        key["spec.secret"].Length.ShouldBe(64);

        using var fresh = world.Anonymous();
        fresh.DefaultRequestHeaders.Authorization = Tenant.Basic(key["id"], key["spec.secret"]);
        (await fresh.ReadAsync("/org/v2/environments")).Status.ShouldBe(HttpStatusCode.OK);
        (await _client.RemoveAsync(key.Header("Location"))).Status.ShouldBe(HttpStatusCode.NoContent);
        (await fresh.ReadAsync("/org/v2/environments")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await _client.ReadAsync(key.Header("Location"))).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task ReadKey_AfterItsCreation_NeverShowsTheSecret()
    {
        var key = await Samples.NewKeyAsync(world.Ours);
        var read = await _client.ReadAsync(key.Header("Location"));
        var listed = await _client.ReadAsync("/iam/v2/api-keys?page_size=100");
        var changed = await _client.PatchJsonAsync(key.Header("Location"), new { spec = new { description = "d" } });
        foreach (var reply in new[] { read, listed, changed })
        {
            reply.Status.ShouldBe(HttpStatusCode.OK, reply.Text);
            reply.Text.ShouldNotContain("secret");
            reply.Text.ShouldNotContain(key["spec.secret"]);
        }
        changed["spec.description"].ShouldBe("d");
    }

    [Fact]
    public async Task ListKeys_ByOwner_ShowsOnlyTheirs()
    {
        var account = await Samples.NewAccountAsync(world.Ours);
        var key = await _client.PostJsonAsync("/iam/v2/api-keys", Samples.KeyBody(account["id"]));
        var listed = await _client.ReadAsync($"/iam/v2/api-keys?spec.owner={account["id"]}");
        listed.Json["data"]!.Select(k => (string)k["id"]!).ShouldBe([key["id"]]);
    }

    [Fact]
    public async Task CreateKey_ForAClusterOrAStranger_IsRefused()
    {
        var body = Samples.KeyBody("u-0000000000");
        (await _client.PostJsonAsync("/iam/v2/api-keys", body)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await _client.PostJsonAsync("/iam/v2/api-keys", Samples.KeyBody(world.Theirs.User))).Status.ShouldBe(
            HttpStatusCode.UnprocessableEntity
        );
        body = Samples.KeyBody(world.Ours.User);
        body["spec"]!["resource"]!["id"] = "lkc-123456";
        var refused = await _client.PostJsonAsync("/iam/v2/api-keys", body);
        (refused.Status, refused.Sources.Single()).ShouldBe((HttpStatusCode.Forbidden, "/spec/resource/id"));
    }

    [Fact]
    public async Task ServiceAccount_NameTaken_Answers409AndNameChange422()
    {
        var account = await Samples.NewAccountAsync(world.Ours);
        var again = new { display_name = account["display_name"] };
        (await _client.PostJsonAsync("/iam/v2/service-accounts", again)).Status.ShouldBe(HttpStatusCode.Conflict);
        var path = account.Header("Location");
        (await _client.PatchJsonAsync(path, again)).Status.ShouldBe(HttpStatusCode.OK);
        var renamed = await _client.PatchJsonAsync(path, new { display_name = "another name" });
        renamed.Sources.ShouldBe(["/display_name"]);
        var described = await _client.PatchJsonAsync(path, new { description = "new" });
        described["description"].ShouldBe("new");
    }

    [Fact]
    public async Task User_Rename_Shows()
    {
        var path = $"/iam/v2/users/{world.Ours.User}";
        var changed = await _client.PatchJsonAsync(path, new { full_name = "Łucja Ó Briain 李" });
        changed["full_name"].ShouldBe("Łucja Ó Briain 李");
        changed.Text.ShouldContain("Łucja Ó Briain 李");
    }

    [Fact]
    public async Task User_LastAdministrator_CannotBeDeleted() =>
        (await _client.RemoveAsync($"/iam/v2/users/{world.Ours.User}")).Status.ShouldBe(HttpStatusCode.Conflict);

    [Fact]
    public async Task Organization_Rename_ShowsAndBadCharactersAreRefused()
    {
        var path = $"/org/v2/organizations/{world.Theirs.Organization}";
        var changed = await world.Theirs.Client.PatchJsonAsync(
            path,
            new { display_name = "New name", jit_enabled = true }
        );
        changed["display_name"].ShouldBe("New name");
        var refused = await world.Theirs.Client.PatchJsonAsync(path, new { display_name = "<script>" });
        refused.Sources.ShouldBe(["/display_name"]);
    }

    [Fact]
    public async Task Staff_WithoutHostKey_MakesNothing()
    {
        using var plain = world.Anonymous();
        var body = new { display_name = "Sneaky" };
        (await plain.PostJsonAsync("/fleet/v1/organizations", body)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        // The alias must not be a way round the host's key, with or without a customer's key.
        (await plain.PostJsonAsync("/api/fleet/v1/organizations", body)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _client.PostJsonAsync("/api/fleet/v1/organizations", body)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Staff_RepeatedUnderOneKey_MakesOneOrganisation()
    {
        using var staff = world.Anonymous();
        staff.DefaultRequestHeaders.Add("x-functions-key", ApiWorld.HostKey);
        var body = new { display_name = "Once", email = "root@example.org" };
        var first = await staff.PostJsonAsync("/fleet/v1/organizations", body, "org-once");
        var second = await staff.PostJsonAsync("/fleet/v1/organizations", body, "org-once");
        first.Status.ShouldBe(HttpStatusCode.Created, first.Text);
        second.Text.ShouldBe(first.Text);
    }
}

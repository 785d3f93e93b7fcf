using System.Net;
using Mothership.SystemTests.Api.Support;
using Newtonsoft.Json.Linq;

namespace Mothership.SystemTests.Api;

/// <summary>Every POST of a customer, sent again under its Idempotency-Key.</summary>
[Collection(ApiCollection.Name)]
public sealed class IdempotencyTests(ApiWorld world)
{
    public static TheoryData<string> Posts() =>
        new("/org/v2/environments", "/cmk/v2/clusters", "/iam/v2/api-keys", "/iam/v2/service-accounts");

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task Post_TenTimesAtOnceUnderOneKey_HasOneEffectAndOneAnswer(string path)
    {
        var tenant = await world.NewTenantAsync("Repeats");
        var body = BodyOf(tenant, path);
        var before = await CountAsync(tenant, path);
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => tenant.Client.PostJsonAsync(path, body, "the-key"))
        );
        var later = await tenant.Client.PostJsonAsync(path, body, "the-key");
        foreach (var reply in replies.Append(later))
        {
            ((int)reply.Status).ShouldBeOneOf(201, 202);
            reply.Text.ShouldBe(replies[0].Text);
            reply.Header("Location").ShouldBe(replies[0].Header("Location"));
            reply.Header("ETag").ShouldBe(replies[0].Header("ETag"));
        }
        (await CountAsync(tenant, path)).ShouldBe(before + 1);
    }

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task Post_AnotherBodyUnderOneKey_Answers422(string path)
    {
        var tenant = await world.NewTenantAsync("Reuse");
        var body = BodyOf(tenant, path);
        await tenant.Client.PostJsonAsync(path, body, "the-key");
        var before = await CountAsync(tenant, path);
        body["unknown"] = "makes it another body";
        var refused = await tenant.Client.PostJsonAsync(path, body, "the-key");
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused["errors[0].code"].ShouldBe("idempotency_key_reused");
        (await CountAsync(tenant, path)).ShouldBe(before);
    }

    [Fact]
    public async Task Post_RefusedThenMendedUnderOneKey_Succeeds()
    {
        var refused = await world.Ours.Client.PostJsonAsync("/org/v2/environments", new { display_name = "" }, "mend");
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var made = await world.Ours.Client.PostJsonAsync("/org/v2/environments", new { display_name = "ok" }, "mend");
        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
    }

    [Fact]
    public async Task Post_SameKeyOfAnotherOrganisation_IsAnotherKey()
    {
        var body = new { display_name = "same key" };
        var ours = await world.Ours.Client.PostJsonAsync("/org/v2/environments", body, "shared-key");
        var theirs = await world.Theirs.Client.PostJsonAsync("/org/v2/environments", body, "shared-key");
        theirs["id"].ShouldNotBe(ours["id"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    public async Task Post_WithKeyOfTheWrongForm_Answers400(string key)
    {
        var refused = await world.Ours.Client.PostJsonAsync("/org/v2/environments", new { display_name = "x" }, key);
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Sources.ShouldBe(["Idempotency-Key"]);
    }

    [Fact]
    public async Task Create_RepeatedWhenItsRegionHasFallenSilent_GivesTheFirstAnswer()
    {
        var own = new ApiWorld();
        await own.InitializeAsync();
        await own.HeartbeatAsync("aws/eu-west-1", ApiWorld.Now);
        var body = own.Ours.ClusterBody();
        body["spec"]!["region"] = "eu-west-1";
        var first = await own.Ours.Client.PostJsonAsync("/cmk/v2/clusters", body, "silent");
        first.Status.ShouldBe(HttpStatusCode.Accepted, first.Text);
        own.Clock.Advance(TimeSpan.FromMinutes(2));
        var again = await own.Ours.Client.PostJsonAsync("/cmk/v2/clusters", body, "silent");
        var another = await own.Ours.Client.PostJsonAsync("/cmk/v2/clusters", body);
        await own.DisposeAsync();
        again.Text.ShouldBe(first.Text);
        another.Status.ShouldBe(HttpStatusCode.Conflict);
    }

    private static JObject BodyOf(Tenant tenant, string path) => Samples.BodyOf(tenant, path);

    private static async Task<int> CountAsync(Tenant tenant, string path)
    {
        var all = await tenant.Client.ReadAsync($"{path}?page_size=100&environment={tenant.Environment}");
        return all.Json["data"]!.Count();
    }
}

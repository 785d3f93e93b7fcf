using System.Net;
using System.Text;
using Mothership.SystemTests.Api.Support;

namespace Mothership.SystemTests.Api;

/// <summary>What nobody should send: each a clear answer, none a 5xx, nothing half done.</summary>
[Collection(ApiCollection.Name)]
public sealed class BadInputTests(ApiWorld world)
{
    private const string Environments = "/org/v2/environments";
    private readonly HttpClient _client = world.Ours.Client;

    public static TheoryData<string> BrokenBodies() =>
        new(
            "",
            " ",
            "{",
            "{\"display_name\":}",
            "{\"display_name\":\"a\"}{",
            "{\"display_name\":\"a\",}",
            "{\"display_name\":\"a\",\"display_name\":\"b\"}",
            "{'display_name':'a'}",
            "\uFEFF{\"display_name\":\"a\"}",
            "NaN",
            new string('[', 100),
            "{\"display_name\":\"\\ud800\"}",
            "{\"\\ud800\":1,\"display_name\":\"a\"}",
            "[]",
            "null",
            "\"text\"",
            "{\"display_name\":5}",
            "{\"display_name\":{}}",
            "{\"display_name\":\"a\",\"stream_governance_config\":[]}",
            "{\"display_name\":\"a\",\"stream_governance_config\":{\"package\":1}}"
        );

    [Theory]
    [MemberData(nameof(BrokenBodies))]
    public async Task Body_ThatCannotBeRead_Answers400(string body)
    {
        var refused = await _client.PostJsonAsync(Environments, body);
        refused.Status.ShouldBe(HttpStatusCode.BadRequest, body);
        refused["errors[0].detail"].ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task Body_Broken_NamesLineAndByte()
    {
        var refused = await _client.PostJsonAsync(Environments, "{\n  \"display_name\": nope }");
        refused["errors[0].detail"].ShouldContain("line 2, byte 20");
    }

    [Fact]
    public async Task Body_NotUtf8_Answers400()
    {
        byte[] body = [.. Encoding.UTF8.GetBytes("{\"display_name\":\""), 0xC3, 0x28, .. Encoding.UTF8.GetBytes("\"}")];
        (await _client.PostJsonAsync(Environments, body)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData(256 * 1024, HttpStatusCode.BadRequest)]
    [InlineData((256 * 1024) + 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(1024 * 1024, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Body_AroundTheLimit_Answers413Beyond(int bytes, HttpStatusCode expected)
    {
        foreach (var path in new[] { Environments, "/cmk/v2/clusters", "/iam/v2/api-keys", "/iam/v2/service-accounts" })
            (await _client.PostJsonAsync(path, new byte[bytes])).Status.ShouldBe(expected, path);
    }

    [Fact]
    public async Task Body_LargeInChunksOfUnknownLength_Answers413()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Environments);
        request.Headers.TransferEncodingChunked = true;
        request.Content = new StreamContent(new MemoryStream(new byte[1024 * 1024]));
        using var response = await _client.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    public static TheoryData<string> BadNames() =>
        new("", " ", "\t", "line\nbreak", "bell\u0007", "\u0000", "\u009f", new string('x', 65));

    [Theory]
    [MemberData(nameof(BadNames))]
    public async Task Name_NotAcceptable_Answers422EverywhereAndNamesTheField(string name)
    {
        var cluster = world.Ours.ClusterBody(name);
        (await _client.PostJsonAsync("/cmk/v2/clusters", cluster)).Sources.ShouldBe(["/spec/display_name"]);
        (await _client.PostJsonAsync(Environments, new { display_name = name })).Sources.ShouldBe(["/display_name"]);
        var account = await _client.PostJsonAsync("/iam/v2/service-accounts", new { display_name = name });
        account.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        account.Sources.ShouldBe(["/display_name"]);
    }

    [Fact]
    public async Task Name_AtTheLimitAndBeyondLatin_IsTaken()
    {
        foreach (var name in new[] { new string('x', 64), "日本語", "O'Brien & Søn <3", "👩‍🚀" })
        {
            var made = await _client.PostJsonAsync("/cmk/v2/clusters", world.Theirs.ClusterBody(name));
            // The environment is another's on purpose: the name is judged before, and nothing is left behind.
            made.Status.ShouldBe(HttpStatusCode.Forbidden, made.Text);
        }
    }

    [Theory]
    [InlineData("page_size=0")]
    [InlineData("page_size=101")]
    [InlineData("page_size=ten")]
    [InlineData("page_size=5&page_size=6")]
    [InlineData("page_token=made-up")]
    [InlineData("page_token=%00%ff")]
    [InlineData("page_token=../../etc/passwd")]
    public async Task Page_NotAcceptable_Answers400OnEveryList(string query)
    {
        string[] lists =
        [
            Environments,
            $"/cmk/v2/clusters?environment={world.Ours.Environment}",
            "/iam/v2/api-keys",
            "/iam/v2/users",
            "/iam/v2/service-accounts",
            "/ops/v1/operations",
            "/fleet/v1/regions",
        ];
        foreach (var list in lists)
        {
            var refused = await _client.ReadAsync($"{list}{(list.Contains('?') ? '&' : '?')}{query}");
            refused.Status.ShouldBe(HttpStatusCode.BadRequest, list);
            refused.Sources.ShouldBe([query.Split('=')[0]]);
        }
    }

    [Fact]
    public async Task PageToken_OfAnotherList_Answers400()
    {
        var tenant = await world.NewTenantAsync("Cursor");
        await tenant.Client.PostJsonAsync(Environments, new { display_name = "second" });
        var page = await tenant.Client.ReadAsync($"{Environments}?page_size=1");
        var token = new Uri(page["metadata.next"]).Query.Split("page_token=")[1];
        (await world.Ours.Client.ReadAsync($"{Environments}?page_token={token}")).Status.ShouldBe(
            HttpStatusCode.BadRequest
        );
        (await tenant.Client.ReadAsync($"/iam/v2/users?page_token={token}")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?environment=")]
    [InlineData("?environment=a&environment=b")]
    public async Task Clusters_WithoutOneEnvironment_Answers400(string query)
    {
        (await _client.ReadAsync($"/cmk/v2/clusters{query}")).Sources.ShouldContain("environment");
        (await _client.ReadAsync($"/cmk/v2/clusters/lkc-123456{query}")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await _client.RemoveAsync($"/cmk/v2/clusters/lkc-123456{query}")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("a%2Fb")]
    [InlineData("a%5Cb")]
    [InlineData("%23")]
    [InlineData("x'%20or%201%20eq%201")]
    [InlineData("%F0%9F%92%A9")]
    [InlineData("..%2f..%2f")]
    [InlineData("%25")]
    public async Task Id_OfAnyForm_IsSimplyAbsent(string id)
    {
        int[] absent = [400, 403, 404];
        foreach (
            var path in new[]
            {
                Environments,
                "/iam/v2/users",
                "/iam/v2/api-keys",
                "/ops/v1/operations",
                "/fleet/v1/regions",
            }
        )
            ((int)(await _client.ReadAsync($"{path}/{id}")).Status).ShouldBeOneOf(absent);
        var cluster = await _client.ReadAsync($"/cmk/v2/clusters/{id}?environment={world.Ours.Environment}");
        ((int)cluster.Status).ShouldBeOneOf(absent);
        ((int)(await _client.ReadAsync($"/cmk/v2/clusters?environment={id}")).Status).ShouldBeOneOf(absent);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("\"1")]
    [InlineData("\"1\", nonsense")]
    public async Task IfMatch_NotReadable_Answers400(string header)
    {
        var path = $"{Environments}/{world.Ours.Environment}";
        var refused = await _client.PatchJsonAsync(path, new { display_name = "x" }, header);
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Sources.ShouldBe(["If-Match"]);
    }

    [Fact]
    public async Task Region_OfAnyForm_IsUnknown()
    {
        foreach (var region in new[] { "", "a/b", "a|b", "\u0000", new string('r', 5000), "us-west-2/" })
        {
            var body = world.Ours.ClusterBody();
            body["spec"]!["region"] = region;
            var refused = await _client.PostJsonAsync("/cmk/v2/clusters", body);
            refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
            refused.Sources.ShouldBe(["/spec/region"]);
        }
    }
}

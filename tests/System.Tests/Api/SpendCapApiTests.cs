using System.Net;
using Mothership.SystemTests.Api.Support;

namespace Mothership.SystemTests.Api;

/// <summary>Spend caps over HTTP.</summary>
[Collection(ApiCollection.Name)]
public sealed class SpendCapApiTests(ApiWorld world)
{
    private const string Path = "/billing/v1/spend-caps";
    private readonly HttpClient _client = world.Ours.Client;

    [Fact]
    public async Task Create_ForAnEnvironment_IsThereUnderItsAddressAndInTheList()
    {
        var made = await CreateAsync(
            new
            {
                environment = new { id = world.Ours.Environment },
                amount = "1000000.5",
                currency = "USD",
                action = "NOTIFY",
                notify_at_percent = new[] { 80, 50 },
            }
        );

        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
        made["spec.amount"].ShouldBe("1000000.50");
        made.Json.SelectToken("spec.notify_at_percent")!.Select(t => (int)t).ShouldBe([50, 80]);
        (await _client.ReadAsync(made.Header("Location"))).Text.ShouldBe(made.Text);
        (await _client.ReadAsync($"{Path}?page_size=100")).Text.ShouldContain(made["id"]);
        await _client.RemoveAsync(made.Header("Location"));
    }

    [Fact]
    public async Task Create_RepeatedUnderAKey_IsOneCap()
    {
        var tenant = await world.NewTenantAsync("Repeats");
        var body = new { spec = new { amount = "10.00", action = "REFUSE_NEW" } };

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => tenant.Client.PostJsonAsync(Path, body, "key-1"))
        );

        answers.Select(a => a.Text).Distinct().Count().ShouldBe(1);
        (await tenant.Client.ReadAsync(Path)).Json["data"]!.Count().ShouldBe(1);
    }

    [Fact]
    public async Task Change_WithETags_TakesEffectOnce()
    {
        var made = await CreateAsync(new { amount = "1000000.00", action = "NOTIFY" });
        var (path, etag) = (made.Header("Location"), made.Header("ETag"));

        var changed = await _client.PatchJsonAsync(path, new { spec = new { action = "REFUSE_NEW" } }, etag);
        changed.Status.ShouldBe(HttpStatusCode.OK, changed.Text);
        (changed["spec.action"], changed["spec.amount"]).ShouldBe(("REFUSE_NEW", "1000000.00"));

        var late = await _client.PatchJsonAsync(path, new { spec = new { amount = "5.00" } }, etag);
        late.Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await _client.RemoveAsync(path, etag)).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await _client.RemoveAsync(path, changed.Header("ETag"))).Status.ShouldBe(HttpStatusCode.NoContent);
        (await _client.ReadAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Change_OfWhatNeverChanges_IsRefused()
    {
        var made = await CreateAsync(new { amount = "1000000.00", action = "NOTIFY" });
        var spec = new { environment = new { id = world.Ours.Environment }, currency = "EUR" };

        var refused = await _client.PatchJsonAsync(made.Header("Location"), new { spec });

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Sources.ShouldBe(["/spec/currency", "/spec/environment/id"]);
        await _client.RemoveAsync(made.Header("Location"));
    }

    [Fact]
    public async Task Foreign_CapOrEnvironment_IsAsIfItWereNot()
    {
        var made = await CreateAsync(new { amount = "1000000.00", action = "NOTIFY" });
        var theirs = world.Theirs.Client;

        (await theirs.ReadAsync(made.Header("Location"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await theirs.RemoveAsync(made.Header("Location"))).Status.ShouldBe(HttpStatusCode.NotFound);
        var change = new { spec = new { amount = "1.00" } };
        (await theirs.PatchJsonAsync(made.Header("Location"), change)).Status.ShouldBe(HttpStatusCode.NotFound);
        var spec = new
        {
            amount = "1.00",
            action = "NOTIFY",
            environment = new { id = world.Ours.Environment },
        };
        (await theirs.PostJsonAsync(Path, new { spec })).Sources.ShouldBe(["/spec/environment/id"]);
        (await theirs.ReadAsync($"/billing/v1/accrual?environment={world.Ours.Environment}")).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
        await _client.RemoveAsync(made.Header("Location"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.00")]
    [InlineData("-1")]
    [InlineData("0.001")]
    [InlineData("1000000000000.01")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("99999999999999999999999999999999999999")]
    [InlineData("1e3")]
    [InlineData("1,000.00")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData(" 1.00")]
    [InlineData("0x10")]
    [InlineData("١٠")]
    [InlineData("")]
    public async Task Create_WithAnAmountThatIsNone_Answers422(string amount)
    {
        var refused = await CreateAsync(new { amount, action = "SUSPEND" });

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, refused.Text);
        refused.Sources.ShouldContain("/spec/amount");
    }

    [Theory]
    [InlineData("{}", "/spec", 422)]
    [InlineData("{\"spec\":{}}", "/spec/action,/spec/amount", 422)]
    [InlineData("{\"spec\":{\"amount\":10,\"action\":\"SUSPEND\"}}", "/spec/amount", 400)]
    [InlineData("{\"spec\":{\"amount\":\"10\",\"action\":\"suspend\"}}", "/spec/action", 422)]
    [InlineData("{\"spec\":{\"amount\":\"10\",\"action\":\"NOTIFY\",\"currency\":\"usd\"}}", "/spec/currency", 422)]
    [InlineData("{\"spec\":{\"amount\":\"10\",\"action\":\"NOTIFY\",\"notify_at_percent\":80}}", Percent, 400)]
    [InlineData("{\"spec\":{\"amount\":\"10\",\"action\":\"NOTIFY\",\"notify_at_percent\":[1.5]}}", Percent, 400)]
    [InlineData("{\"spec\":{\"amount\":\"10\",\"action\":\"NOTIFY\",\"notify_at_percent\":[\"80\"]}}", Percent, 400)]
    [InlineData("{\"spec\":{\"amount\":\"10\",\"action\":\"NOTIFY\",\"notify_at_percent\":[0]}}", Percent, 422)]
    [InlineData("{\"spec\":{\"amount\":\"10\",\"action\":\"NOTIFY\",\"notify_at_percent\":[100]}}", Percent, 422)]
    [InlineData("{\"spec\":{\"amount\":\"10\",\"action\":\"NOTIFY\",\"notify_at_percent\":[5,5]}}", Percent, 422)]
    [InlineData("{\"spec\":{\"amount\":\"10\",\"action\":\"NOTIFY\",\"environment\":{\"id\":\"a/b\"}}}", Env, 422)]
    [InlineData("{\"spec\":{\"amount\":\"10\",\"action\":\"NOTIFY\",\"environment\":{\"id\":\"env-x\"}}}", Env, 422)]
    public async Task Create_WithOtherThingsWrong_NamesThem(string body, string sources, int status)
    {
        var refused = await _client.PostJsonAsync(Path, body);

        ((int)refused.Status).ShouldBe(status, refused.Text);
        string.Join(',', refused.Sources.Distinct()).ShouldContain(sources);
    }

    private const string Percent = "/spec/notify_at_percent";
    private const string Env = "/spec/environment/id";

    private Task<Reply> CreateAsync(object spec) => _client.PostJsonAsync(Path, new { spec });
}

using System.Net;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.SystemTests.Api.Support;

namespace Mothership.SystemTests.Api;

/// <summary>Previews of prices, and the running month. It is noon of March 15th, 2026, which has 31 days.</summary>
[Collection(StillApiCollection.Name)]
public sealed class PreviewApiTests(StillApiWorld world) : IAsyncLifetime
{
    private const string Preview = "/cmk/v2/clusters?validate_only=true";
    private Tenant _tenant = null!;

    public async Task InitializeAsync() => _tenant = await world.NewTenantAsync("Previews");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Create_ValidateOnly_AnswersItsPriceBySecondHourAndMonth()
    {
        var shown = await _tenant.Client.PostJsonAsync(Preview, Body(2), "key-1");

        shown.Status.ShouldBe(HttpStatusCode.OK, shown.Text);
        (shown["currency"], shown["price_book_version"]).ShouldBe(("USD", "example-2026-01"));
        shown["price.per_second"].ShouldBe("0.0015");
        shown["price.per_hour"].ShouldBe("5.4");
        shown["price.per_month"].ShouldBe("4017.60");
        ((int)shown.Json["days_in_month"]!).ShouldBe(31);
        (shown["now.per_month"], shown["difference.per_month"]).ShouldBe(("0.00", "4017.60"));
        shown.Json["spend_caps"]!.ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_ValidateOnly_ChangesNothingNotEvenItsIdempotencyKey()
    {
        await CapAsync("100000.00");
        var before = await RowsAsync();

        (await _tenant.Client.PostJsonAsync(Preview, Body(2), "key-1")).Status.ShouldBe(HttpStatusCode.OK);
        (await _tenant.Client.PostJsonAsync(Preview, Body(200), "key-1")).Status.ShouldBe((HttpStatusCode)422);

        (await RowsAsync()).ShouldBe(before);
        var created = await _tenant.Client.PostJsonAsync("/cmk/v2/clusters", Body(1), "key-1");
        created.Status.ShouldBe(HttpStatusCode.Accepted, created.Text);
    }

    [Fact]
    public async Task Create_ValidateOnlyUnderACap_TellsWhatItLeavesOrRefusesLikeTheRequestItself()
    {
        var cap = await CapAsync("2500.00");

        // 396 hours until the month's end, at 5.40.
        var shown = await _tenant.Client.PostJsonAsync(Preview, Body(2));
        shown["spend_caps[0].id"].ShouldBe(cap);
        shown["spend_caps[0].committed_by_month_end"].ShouldBe("2138.40");
        shown["spend_caps[0].remaining"].ShouldBe("361.60");

        var refused = await _tenant.Client.PostJsonAsync(Preview, Body(3));
        refused.Status.ShouldBe(HttpStatusCode.PaymentRequired);
        refused["errors[0].code"].ShouldBe("spend_cap_reached");
        var really = await _tenant.Client.PostJsonAsync("/cmk/v2/clusters", Body(3));
        really.Text.Split("\"code\"")[1].ShouldBe(refused.Text.Split("\"code\"")[1]);
        (await _tenant.Client.PostJsonAsync("/cmk/v2/clusters", Body(2))).Status.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Update_ValidateOnly_AnswersTheDifferenceAndChangesNothing()
    {
        var id = await RunningAsync();
        var before = await RowsAsync();

        var shown = await PatchAsync(id, new { config = new { kind = "Dedicated", cku = 3 }, environment = Here });

        shown.Status.ShouldBe(HttpStatusCode.OK, shown.Text);
        (shown["now.per_hour"], shown["price.per_hour"]).ShouldBe(("2.7", "8.1"));
        shown["difference.per_month"].ShouldBe("4017.60");
        var renamed = await PatchAsync(id, new { display_name = "renamed", environment = Here });
        (renamed["now.per_hour"], renamed["difference.per_hour"]).ShouldBe(("2.7", "0"));
        (await RowsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Update_ValidateOnlyOfWhatIsRefused_IsRefusedTheSameWay()
    {
        var id = await RunningAsync();

        var shown = await PatchAsync(id, new { config = new { kind = "Standard", max_ecku = 3 }, environment = Here });

        shown.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var flag = await _tenant.Client.PostJsonAsync("/cmk/v2/clusters?validate_only=perhaps", Body(1));
        (flag.Status, flag.Sources[0]).ShouldBe((HttpStatusCode.BadRequest, "validate_only"));
    }

    [Fact]
    public async Task Update_ThatGrowsUnderAHold_IsRefusedAndARenameIsNot()
    {
        var id = await RunningAsync();
        var holds = world.Services.GetRequiredService<IHoldStore>();
        await holds.PlaceAsync(
            Scope,
            new("dunning-inv-1", Domain.Standing.HoldLevel.RefuseNew, null, "Invoice 1 is overdue.", ApiWorld.Now),
            default
        );
        var path = $"/cmk/v2/clusters/{id}";

        var refused = await _tenant.Client.PatchJsonAsync(
            path,
            new { spec = new { config = new { kind = "Dedicated", cku = 3 }, environment = Here } }
        );

        refused.Status.ShouldBe(HttpStatusCode.PaymentRequired, refused.Text);
        (refused["errors[0].code"], refused["errors[0].detail"]).ShouldBe(("payment_overdue", "Invoice 1 is overdue."));
        refused["errors[0].title"].ShouldBe("Payment Required");
        var renamed = new { spec = new { display_name = "renamed", environment = Here } };
        (await _tenant.Client.PatchJsonAsync(path, renamed)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Accrual_OfTheRunningMonth_IsRoundedLikeABillAndTheSameAsCosts()
    {
        (await _tenant.Client.ReadAsync("/billing/v1/accrual"))["total"].ShouldBe("0.00");
        await AppendAsync("lkc-a", "2026-03-15T00:00:00Z", 0.1m);
        await AppendAsync("lkc-b", "2026-03-15T11:59:59.5Z", 0.0101m);

        var accrual = await _tenant.Client.ReadAsync("/billing/v1/accrual");

        accrual["as_of"].ShouldBe("2026-03-15T12:00:00Z");
        // 4,320.00 and half a second at 0.0101, which is half a cent and a little.
        accrual["total"].ShouldBe("4320.01");
        accrual["projected_total"].ShouldBe(Projected());
        accrual["resources[0].resource.id"].ShouldBe("lkc-a");
        accrual["resources[0].total"].ShouldBe("4320.00");
        var costs = await _tenant.Client.ReadAsync("/billing/v1/costs?start_date=2026-03-01&end_date=2026-04-01");
        costs.Json["data"]!.Sum(c => (decimal)c["amount"]!).ShouldBe(4320.01m);
        var elsewhere = await _tenant.Client.ReadAsync($"/billing/v1/accrual?environment={_tenant.Environment}");
        (elsewhere["total"], elsewhere["environment"]).ShouldBe(("0.00", _tenant.Environment));
    }

    private static string Projected()
    {
        var seconds = (decimal)(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero) - ApiWorld.Now).TotalSeconds;
        var first = 0.1m * (seconds + 43_200m);
        var second = Money.Round(0.0101m * (seconds + 0.5m), "USD");
        return Money.Format(first + second, "USD");
    }

    private TenantScope Scope => SystemScope.For(new OrganizationId(_tenant.Organization));

    private object Here => new { id = _tenant.Environment };

    private object Body(int cku) =>
        new
        {
            spec = new
            {
                display_name = "orders",
                availability = "SINGLE_ZONE",
                cloud = "AWS",
                region = "us-west-2",
                config = new { kind = "Dedicated", cku },
                environment = Here,
            },
        };

    private Task<Reply> PatchAsync(string id, object spec) =>
        _tenant.Client.PatchJsonAsync($"/cmk/v2/clusters/{id}?validate_only=true", new { spec });

    private async Task<string> CapAsync(string amount)
    {
        var spec = new { amount, action = "REFUSE_NEW" };
        var made = await _tenant.Client.PostJsonAsync("/billing/v1/spend-caps", new { spec });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
        return made["id"];
    }

    /// <summary>A cluster that runs, without a region.</summary>
    private async Task<string> RunningAsync()
    {
        var id = (await _tenant.Client.PostJsonAsync("/cmk/v2/clusters", Body(1)))["id"];
        var clusters = world.Services.GetRequiredService<IClusterStore>();
        var stored = (await clusters.FindAsync(Scope, new(id), default))!;
        var price = world
            .Services.GetRequiredService<IPriceBook>()
            .Find(stored.Value.Region, stored.Value.Config, ApiWorld.Now)!;
        var running = ClusterDecider.Activate(stored.Value, 1, new("PLAINTEXT://h:1", null), price, ApiWorld.Now)!;
        await clusters.SaveAsync(Scope, running, stored.ETag, default);
        return id;
    }

    private async Task AppendAsync(string cluster, string at, decimal price)
    {
        var events = world.Services.GetRequiredService<IBillingEventStore>();
        var time = DateTimeOffset.Parse(at);
        var created = Billed.Event(Scope.Organization, PriceEventKind.Created, time, price, 1, cluster);
        await events.AppendAsync(Scope, created, default);
    }

    /// <summary>All rows of the organisation in all tables, byte for byte.</summary>
    private async Task<List<string>> RowsAsync()
    {
        var service = world.Services.GetRequiredService<TableServiceClient>();
        var rows = new List<string>();
        await foreach (var table in service.QueryAsync())
        await foreach (var row in service.GetTableClient(table.Name).QueryAsync<TableEntity>())
        {
            var columns = row.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}");
            var text = $"{table.Name}: {string.Join(" ", columns)}";
            if (text.Contains(_tenant.Organization, StringComparison.Ordinal))
                rows.Add(text);
        }
        rows.ShouldNotBeEmpty();
        return [.. rows.Order(StringComparer.Ordinal)];
    }
}

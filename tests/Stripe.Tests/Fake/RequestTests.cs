namespace Stripe.Tests.Fake;

public sealed class RequestTests : IAsyncLifetime
{
    private Rig _rig = null!;

    public async Task InitializeAsync() => _rig = await Rig.StartAsync();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task Key_ThatIsWrong_Is401() =>
        (
            await Rig.RefusedAsync(() => _rig.NewClient(0, apiKey: "sk_test_wrong").V1.Customers.ListAsync(), 401)
        ).Type.ShouldBe("invalid_request_error");

    [Fact]
    public async Task Object_ThatIsNotThere_Is404WithTheParameter()
    {
        var error = await Rig.RefusedAsync(() => _rig.Api.Invoices.GetAsync("in_none"), 404);
        (error.Code, error.Param).ShouldBe(("resource_missing", "id"));
    }

    [Fact]
    public async Task Parameter_ThatNamesNothing_Is400WithTheParameter()
    {
        var error = await Rig.RefusedAsync(() => _rig.Api.Invoices.CreateAsync(new() { Customer = "cus_none" }), 400);
        (error.Code, error.Param).ShouldBe(("resource_missing", "customer"));
    }

    [Fact]
    public async Task Parameter_ThatIsUnknown_IsNamed()
    {
        var options = new CustomerCreateOptions { InvoiceSettings = new() };
        options.AddExtraParam("shoe_size", 44);
        var error = await Rig.RefusedAsync(() => _rig.Api.Customers.CreateAsync(options), 400);
        (error.Code, error.Param).ShouldBe(("parameter_unknown", "shoe_size"));
        var nested = new CustomerCreateOptions();
        nested.AddExtraParam("address", new Dictionary<string, object> { ["planet"] = "Mars" });
        (await Rig.RefusedAsync(() => _rig.Api.Customers.CreateAsync(nested), 400)).Param.ShouldBe("address[planet]");
    }

    [Theory]
    [InlineData("amount", "many", "parameter_invalid_integer")]
    [InlineData("currency", "dollars", null)]
    [InlineData("discountable", "perhaps", null)]
    [InlineData("period[start]", "1", "parameter_missing")]
    [InlineData("customer", "", "parameter_invalid_empty")]
    public async Task Parameter_OfTheWrongKind_IsNamed(string name, string value, string? code)
    {
        var customer = await _rig.CustomerAsync(null);
        var form = new Dictionary<string, string>
        {
            ["customer"] = customer.Id,
            ["amount"] = "5",
            ["currency"] = "usd",
            [name] = value,
        };
        using var http = new HttpClient { BaseAddress = _rig.Server.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new("Bearer", _rig.Server.ApiKey);
        var answer = await http.PostAsync("v1/invoiceitems", new FormUrlEncodedContent(form));
        ((int)answer.StatusCode).ShouldBe(400);
        var error = System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["error"]!;
        ((string?)error["param"]).ShouldBe(name.Split('[')[0]);
        ((string?)error["code"]).ShouldBe(code);
    }

    [Fact]
    public async Task Address_ThatIsNoEndpoint_Is404()
    {
        using var http = new HttpClient { BaseAddress = _rig.Server.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new("Bearer", _rig.Server.ApiKey);
        var answer = await http.GetAsync("v1/unicorns");
        ((int)answer.StatusCode).ShouldBe(404);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Unrecognized request URL");
    }

    [Fact]
    public async Task Version_OtherThanTheServers_IsRefused()
    {
        using var http = new HttpClient { BaseAddress = _rig.Server.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new("Bearer", _rig.Server.ApiKey);
        http.DefaultRequestHeaders.Add("Stripe-Version", "2019-01-01");
        ((int)(await http.GetAsync("v1/customers")).StatusCode).ShouldBe(400);
    }

    [Fact]
    public async Task Metadata_IsMergedAndCleared()
    {
        var customer = await _rig.Api.Customers.CreateAsync(
            new()
            {
                Metadata = new() { ["a"] = "1", ["b"] = "2" },
            }
        );
        var merged = await _rig.Api.Customers.UpdateAsync(
            customer.Id,
            new()
            {
                Metadata = new() { ["a"] = "", ["c"] = "3" },
            }
        );
        merged.Metadata.ShouldBe(new Dictionary<string, string> { ["b"] = "2", ["c"] = "3" });
        await Rig.RefusedAsync(
            () =>
                _rig.Api.Customers.UpdateAsync(customer.Id, new() { Metadata = new() { [new string('k', 41)] = "1" } }),
            400
        );
    }

    [Fact]
    public async Task Lists_AutoPaging_GivesAllInBothDirections()
    {
        for (var i = 0; i < 25; i++)
            await _rig.Api.Customers.CreateAsync(new() { Name = $"{i}" });
        var forward = await NamesAsync(new() { Limit = 7 });
        forward.ShouldBe(Enumerable.Range(0, 25).Reverse().Select(i => $"{i}"));
        var first = (await _rig.Api.Customers.ListAsync(new() { Limit = 100 })).Last();
        var backward = await NamesAsync(new() { Limit = 7, EndingBefore = first.Id });
        backward.ShouldBe(Enumerable.Range(1, 24).Select(i => $"{i}"));
        (await _rig.Api.Customers.ListAsync()).Count().ShouldBe(10);
        (await _rig.Api.Customers.ListAsync(new() { Limit = 23, EndingBefore = first.Id })).HasMore.ShouldBeTrue();
        (await _rig.Api.Customers.ListAsync(new() { Limit = 24, EndingBefore = first.Id })).HasMore.ShouldBeFalse();
        await Rig.RefusedAsync(() => _rig.Api.Customers.ListAsync(new() { Limit = 101 }), 400);
        await Rig.RefusedAsync(() => _rig.Api.Customers.ListAsync(new() { StartingAfter = "cus_none" }), 400);
    }

    [Fact]
    public async Task Lists_Filters_NarrowThem()
    {
        var ada = await _rig.CustomerAsync();
        await _rig.PaidAsync(ada.Id, 1000);
        _rig.Clock.Advance(TimeSpan.FromDays(1));
        await _rig.OpenAsync(ada.Id, 2000);
        (await _rig.Api.Invoices.ListAsync(new() { Customer = ada.Id, Status = "open" })).Single().Total.ShouldBe(2000);
        var recent = new DateRangeOptions { GreaterThan = Rig.Start.UtcDateTime };
        (await _rig.Api.Invoices.ListAsync(new() { Created = recent })).Single().Total.ShouldBe(2000);
        (await _rig.Api.InvoicePayments.ListAsync(new() { Status = "paid" })).Single().AmountPaid.ShouldBe(1000);
        (await _rig.Api.Customers.ListAsync(new() { Email = "nobody@example.com" })).ShouldBeEmpty();
        (await _rig.Api.Events.ListAsync(new() { Type = "invoice.paid" })).Count().ShouldBe(1);
    }

    [Fact]
    public async Task Search_KnowsOfAChangeOnlyLater()
    {
        await _rig.Api.Customers.CreateAsync(new() { Metadata = new() { ["org"] = "o-1" } });
        var options = new CustomerSearchOptions { Query = "metadata[\"org\"]:\"o-1\"" };
        (await _rig.Api.Customers.SearchAsync(options)).ShouldBeEmpty();
        _rig.Clock.Advance(TimeSpan.FromMinutes(1));
        (await _rig.Api.Customers.SearchAsync(options)).Count().ShouldBe(1);
        var none = new CustomerSearchOptions { Query = "metadata[\"org\"]:\"o-1\" AND email:\"x\"" };
        (await _rig.Api.Customers.SearchAsync(none)).ShouldBeEmpty();
        await Rig.RefusedAsync(() => _rig.Api.Customers.SearchAsync(new() { Query = "anything" }), 400);
    }

    [Fact]
    public async Task Customer_Deleted_CanBeReadAndNothingElse()
    {
        var customer = await _rig.CustomerAsync();
        (await _rig.Api.Customers.DeleteAsync(customer.Id)).Deleted.ShouldBe(true);
        (await _rig.Api.Customers.GetAsync(customer.Id)).Deleted.ShouldBe(true);
        await Rig.RefusedAsync(() => _rig.Api.Customers.UpdateAsync(customer.Id, new() { Name = "x" }), 404);
        await Rig.RefusedAsync(() => _rig.Api.Invoices.CreateAsync(new() { Customer = customer.Id }), 400);
    }

    private async Task<List<string>> NamesAsync(CustomerListOptions options)
    {
        List<string> names = [];
        await foreach (var customer in _rig.Api.Customers.ListAutoPagingAsync(options))
            names.Add(customer.Name);
        return names;
    }
}

using System.Net;
using Mothership.Local.FakeStripe.Faults;

namespace Stripe.Tests.Fake;

/// <summary>One test for each rule that Stripe documents for idempotency keys.</summary>
public sealed class IdempotencyTests : IAsyncLifetime
{
    private static readonly RequestOptions Key = new() { IdempotencyKey = "key-1" };

    private Rig _rig = null!;

    public async Task InitializeAsync() => _rig = await Rig.StartAsync();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task Post_Repeated_HasOneEffectAndTheSameAnswer()
    {
        var first = await CreateAsync("Ada");
        var second = await CreateAsync("Ada");
        second.StripeResponse.Content.ShouldBe(first.StripeResponse.Content);
        Header(first, "Idempotent-Replayed").ShouldBeNull();
        Header(second, "Idempotent-Replayed").ShouldBe("true");
        Header(second, "Original-Request").ShouldBe(first.StripeResponse.RequestId);
        second.StripeResponse.RequestId.ShouldNotBe(first.StripeResponse.RequestId);
        second.StripeResponse.IdempotencyKey.ShouldBe("key-1");
        _rig.Server.Books.Customers().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Post_RepeatedTenTimesAtOnce_HasOneEffect()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => CreateAsync("Ada")));
        answers.Select(a => a.Id).Distinct().Count().ShouldBe(1);
        _rig.Server.Books.Customers().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Post_OtherParameters_IsAnError()
    {
        await CreateAsync("Ada");
        var error = await Rig.RefusedAsync(() => CreateAsync("Eve"), 400);
        error.Type.ShouldBe("idempotency_error");
        _rig.Server.Books.Customers().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Post_OtherAddress_IsAnError()
    {
        var customer = await CreateAsync("Ada");
        var error = await Rig.RefusedAsync(
            () => _rig.Api.Customers.UpdateAsync(customer.Id, new() { Name = "Ada" }, Key),
            400
        );
        error.Type.ShouldBe("idempotency_error");
    }

    [Fact]
    public async Task Post_RefusedParameters_AreNotRemembered()
    {
        var wrong = new InvoiceCreateOptions { Customer = "cus_x", CollectionMethod = "by_pigeon" };
        await Rig.RefusedAsync(() => _rig.Api.Invoices.CreateAsync(wrong, Key), 400);
        var customer = await _rig.CustomerAsync(null);
        (await _rig.Api.Invoices.CreateAsync(new() { Customer = customer.Id }, Key)).Status.ShouldBe("draft");
    }

    [Fact]
    public async Task Post_StateThatForbidsIt_IsRemembered()
    {
        var customer = await _rig.CustomerAsync();
        var draft = await _rig.DraftAsync(customer.Id, 1000);
        await Rig.RefusedAsync(() => _rig.Api.Invoices.PayAsync(draft.Id, requestOptions: Key), 400);
        await _rig.Api.Invoices.FinalizeInvoiceAsync(draft.Id);
        await Rig.RefusedAsync(() => _rig.Api.Invoices.PayAsync(draft.Id, requestOptions: Key), 400);
        (await _rig.Api.Invoices.PayAsync(draft.Id)).Status.ShouldBe("paid");
    }

    [Fact]
    public async Task Post_Decline_IsRememberedAndNotChargedAgain()
    {
        var customer = await _rig.CustomerAsync("pm_card_chargeCustomerFail");
        var open = await _rig.OpenAsync(customer.Id, 1000);
        await Rig.RefusedAsync(() => _rig.Api.Invoices.PayAsync(open.Id, requestOptions: Key), 402);
        await Rig.RefusedAsync(() => _rig.Api.Invoices.PayAsync(open.Id, requestOptions: Key), 402);
        _rig.Server.Books.Charges().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(Fault.Before500, 0)]
    [InlineData(Fault.After500, 1)]
    public async Task Post_Failed500_IsRememberedWhetherItHadAnEffectOrNot(Fault fault, int effects)
    {
        _rig.Server.Faults.Next("POST /v1/customers", fault);
        await Rig.RefusedAsync(() => CreateAsync("Ada"), 500);
        await Rig.RefusedAsync(() => CreateAsync("Ada"), 500);
        _rig.Server.Books.Customers().Count.ShouldBe(effects);
        (await _rig.Api.Customers.CreateAsync(new() { Name = "Ada" })).Name.ShouldBe("Ada");
    }

    [Theory]
    [InlineData(Fault.Conflict409, 409, "idempotency_key_in_use")]
    [InlineData(Fault.RateLimit429, 429, "rate_limit")]
    [InlineData(Fault.LockTimeout429, 429, "lock_timeout")]
    [InlineData(Fault.Unavailable503, 503, null)]
    public async Task Post_TurnedAwayBeforeTheEndpoint_IsNotRemembered(Fault fault, int status, string? code)
    {
        _rig.Server.Faults.Next("*", fault);
        (await Rig.RefusedAsync(() => CreateAsync("Ada"), status)).Code.ShouldBe(code);
        _rig.Server.Books.Customers().ShouldBeEmpty();
        (await CreateAsync("Ada")).Name.ShouldBe("Ada");
    }

    [Theory]
    [InlineData(Fault.DropBefore, 0)]
    [InlineData(Fault.DropAfter, 1)]
    public async Task Post_ConnectionLost_CanBeRepeatedUnderTheSameKey(Fault fault, int effects)
    {
        _rig.Server.Faults.Next("*", fault);
        await Should.ThrowAsync<HttpRequestException>(() => CreateAsync("Ada"));
        _rig.Server.Books.Customers().Count.ShouldBe(effects);
        await CreateAsync("Ada");
        _rig.Server.Books.Customers().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Post_TimeoutAfterTheEffect_CanBeRepeatedUnderTheSameKey()
    {
        _rig.Server.Faults.Next("*", Fault.HangAfter);
        var impatient = _rig.NewClient(maxNetworkRetries: 0, timeout: TimeSpan.FromMilliseconds(300));
        await Should.ThrowAsync<TaskCanceledException>(() =>
            impatient.V1.Customers.CreateAsync(new() { Name = "Ada" }, Key)
        );
        var repeated = await CreateAsync("Ada");
        Header(repeated, "Idempotent-Replayed").ShouldBe("true");
        _rig.Server.Books.Customers().ShouldBe([repeated.Id]);
    }

    [Fact]
    public async Task Key_AfterADay_IsForgotten()
    {
        var first = await CreateAsync("Ada");
        _rig.Clock.Advance(TimeSpan.FromHours(24));
        (await CreateAsync("Ada")).Id.ShouldBe(first.Id);
        _rig.Clock.Advance(TimeSpan.FromSeconds(1));
        (await CreateAsync("Eve")).Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public async Task Key_LongerThan255_IsRefused() =>
        await Rig.RefusedAsync(
            () => _rig.Api.Customers.CreateAsync(new(), new() { IdempotencyKey = new string('k', 256) }),
            400
        );

    [Fact]
    public async Task Get_WithKey_IsNotRemembered()
    {
        var customer = await _rig.CustomerAsync(null);
        using var http = new HttpClient { BaseAddress = _rig.Server.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new("Bearer", _rig.Server.ApiKey);
        http.DefaultRequestHeaders.Add("Idempotency-Key", "key-1");
        await http.GetStringAsync($"v1/customers/{customer.Id}");
        await _rig.Api.Customers.UpdateAsync(customer.Id, new() { Name = "Eve" });
        (await http.GetStringAsync($"v1/customers/{customer.Id}")).ShouldContain("Eve");
    }

    [Fact]
    public async Task OfficialRetries_LostAnswers_ChargeOnce()
    {
        var customer = await _rig.CustomerAsync();
        var open = await _rig.OpenAsync(customer.Id, 1000);
        _rig.Server.Faults.Next("POST /v1/invoices/*/pay", Fault.DropAfter, times: 2);
        var paid = await _rig.NewClient(maxNetworkRetries: 2).V1.Invoices.PayAsync(open.Id);
        (paid.Status, paid.StripeResponse.StatusCode).ShouldBe(("paid", HttpStatusCode.OK));
        _rig.Server.Books.Payments().Count.ShouldBe(1);
        _rig.Server.Faults.Counts[Fault.DropAfter].ShouldBe(2);
    }

    [Fact]
    public async Task OfficialRetries_Remembered500_IsNotRepeated()
    {
        _rig.Server.Faults.Next("*", Fault.Before500);
        await Rig.RefusedAsync(() => _rig.NewClient(maxNetworkRetries: 2).V1.Customers.CreateAsync(new()), 500);
        _rig.Server.Requests[500].ShouldBe(1);
    }

    private Task<Customer> CreateAsync(string name) => _rig.Api.Customers.CreateAsync(new() { Name = name }, Key);

    private static string? Header(Customer answer, string name) =>
        answer.StripeResponse.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}

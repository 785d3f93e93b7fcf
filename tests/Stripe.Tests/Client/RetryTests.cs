using System.Net;

namespace Stripe.Tests.Client;

public sealed class RetryTests
{
    [Theory]
    [InlineData(500, null, 3)]
    [InlineData(503, null, 3)]
    [InlineData(409, null, 3)]
    [InlineData(429, null, 1)]
    [InlineData(400, null, 1)]
    [InlineData(402, null, 1)]
    [InlineData(500, "false", 1)]
    [InlineData(429, "true", 3)]
    [InlineData(400, "true", 3)]
    [InlineData(500, "perhaps", 3)]
    public async Task Request_Refused_IsTriedAgainAsStripeWants(int status, string? advice, int attempts)
    {
        var server = new Script((_, _) => Answer(status, """{"error":{"message":"no","type":"api_error"}}""", advice));
        var refused = await Should.ThrowAsync<StripeException>(() => server.Client(2).V1.Customers.CreateAsync(new()));
        ((int)refused.HttpStatusCode).ShouldBe(status);
        server.Requests.Count.ShouldBe(attempts);
        server.Requests.Select(r => r.Key).Distinct().Count().ShouldBe(1, "all attempts carry the same key");
    }

    [Fact]
    public async Task Request_NoConnection_IsTriedAgainAndThenThrown()
    {
        var server = new Script((_, _) => throw new HttpRequestException("no connection"));
        await Should.ThrowAsync<HttpRequestException>(() => server.Client(2).V1.Customers.GetAsync("cus_1"));
        server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Request_Timeout_IsTriedAgainAndSucceeds()
    {
        var server = new Script(
            (attempt, _) =>
                attempt == 1 ? throw new TaskCanceledException("too slow") : Answer(200, """{"id":"cus_1"}""")
        );
        (await server.Client(2).V1.Customers.GetAsync("cus_1")).Id.ShouldBe("cus_1");
    }

    [Fact]
    public async Task Request_CancelledByTheCaller_IsNotTriedAgain()
    {
        using var source = new CancellationTokenSource();
        var server = new Script(
            (_, token) =>
            {
                source.Cancel();
                token.ThrowIfCancellationRequested();
                return Answer(200, "{}");
            }
        );
        await Should.ThrowAsync<OperationCanceledException>(() =>
            server.Client(2).V1.Customers.GetAsync("cus_1", cancellationToken: source.Token)
        );
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Post_WithoutKey_GetsARandomOneEvenWithoutRetries()
    {
        var server = new Script((_, _) => Answer(200, "{}"));
        await server.Client(0).V1.Customers.CreateAsync(new());
        await server.Client(0).V1.Customers.CreateAsync(new());
        server.Requests.Select(r => Guid.Parse(r.Key!)).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Get_HasNoKey_AndItsParametersInTheAddress()
    {
        var server = new Script((_, _) => Answer(200, """{"object":"list","data":[],"has_more":false}"""));
        await server.Client(0).V1.Invoices.ListAsync(new() { Customer = "cus_1", Limit = 3 });
        server.Requests[0].Key.ShouldBeNull();
        server.Requests[0].Address.ShouldBe("https://api.stripe.com/v1/invoices?customer=cus_1&limit=3");
    }

    [Fact]
    public async Task Request_CarriesKeyVersionAndOptions()
    {
        var server = new Script((_, _) => Answer(200, "{}"));
        await server
            .Client(0)
            .V1.Customers.CreateAsync(
                new(),
                new()
                {
                    ApiKey = "sk_other",
                    IdempotencyKey = "key",
                    StripeAccount = "acct_1",
                }
            );
        var headers = server.Requests[0].Headers;
        headers["Authorization"].ShouldBe("Bearer sk_other");
        headers["Stripe-Version"].ShouldBe("2026-07-29.dahlia");
        headers["Idempotency-Key"].ShouldBe("key");
        headers["Stripe-Account"].ShouldBe("acct_1");
        headers["User-Agent"].ShouldStartWith("Stripe/V1 .NetBindings/52.2.0");
    }

    [Fact]
    public async Task Answer_ThatIsNoJson_IsAStripeExceptionWithoutError()
    {
        var server = new Script((_, _) => Answer(502, "<html>bad gateway</html>"));
        var unreadable = await Should.ThrowAsync<StripeException>(() =>
            server.Client(0).V1.Customers.GetAsync("cus_1")
        );
        unreadable.StripeError.ShouldBeNull();
        unreadable.StripeResponse.Content.ShouldContain("bad gateway");
    }

    [Fact]
    public async Task Client_WithoutKey_SaysSo() =>
        await Should.ThrowAsync<StripeException>(() => new StripeClient().V1.Customers.GetAsync("cus_1"));

    [Theory]
    [InlineData("")]
    [InlineData("sk test")]
    public void Client_KeyThatCannotBeOne_IsRefused(string key) =>
        Should.Throw<ArgumentException>(() => new StripeClient(key));

    private static HttpResponseMessage Answer(int status, string body, string? advice = null)
    {
        var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) };
        if (advice is not null)
            answer.Headers.Add("Stripe-Should-Retry", advice);
        return answer;
    }

    /// <summary>Answers as it is told, and keeps what it was asked.</summary>
    private sealed class Script(Func<int, CancellationToken, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public List<(string Address, string? Key, Dictionary<string, string> Headers)> Requests { get; } = [];

        public StripeClient Client(int retries) =>
            new(
                "sk_test_1",
                httpClient: new SystemNetHttpClient(new HttpClient(this), retries) { Clock = Impatience.Clock }
            );

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var headers = request.Headers.ToDictionary(h => h.Key, h => string.Join(" ", h.Value));
            Requests.Add((request.RequestUri!.ToString(), headers.GetValueOrDefault("Idempotency-Key"), headers));
            return Task.FromResult(answer(Requests.Count, cancellationToken));
        }
    }
}

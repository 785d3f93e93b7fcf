using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Worker.Tests.Support;

namespace Worker.Tests;

public sealed class HttpRoutingTests
{
    [Theory]
    [InlineData("GET", "/items/5", "number 5")]
    [InlineData("GET", "/items/five", "rest items/five")]
    [InlineData("POST", "/items/5", "create")]
    [InlineData("GET", "/health", "health")]
    [InlineData("GET", "/", "rest ")]
    [InlineData("GET", "/a/b/c", "rest a/b/c")]
    public async Task Route_ByConstraintMethodAndCatchAll_FindsTheFunction(string method, string path, string expected)
    {
        await using var app = await TestApp.RunAsync(typeof(Shop));
        var answer = await app.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        (await answer.Content.ReadAsStringAsync()).ShouldBe(expected);
    }

    [Theory]
    [InlineData("DELETE", "/items/5")]
    [InlineData("PUT", "/health")]
    [InlineData("HEAD", "/health")]
    public async Task Route_OtherMethod_Is404AsInTheCloud(string method, string path)
    {
        await using var app = await TestApp.RunAsync(typeof(Shop));
        var answer = await app.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Route_WithoutPrefixInHostJson_IsBelowApi()
    {
        await using var app = await new TestApp
        {
            Types = [typeof(Shop)],
            HostJson = """{"version":"2.0"}""",
        }.StartAsync();
        (await app.Http.GetStringAsync("/api/health")).ShouldBe("health");
        (await app.Http.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Route_PrefixSetByAppSetting_WinsOverHostJson()
    {
        await using var app = await new TestApp
        {
            Types = [typeof(Shop)],
            Settings = { ["AzureFunctionsJobHost:extensions:http:routePrefix"] = "v9" },
        }.StartAsync();
        (await app.Http.GetStringAsync("/v9/health")).ShouldBe("health");
    }

    [Fact]
    public async Task Route_HiddenByAnEarlierName_RefusesToStart()
    {
        var failure = await new TestApp { Types = [typeof(Hidden)] }.FailToStartAsync();
        failure.Problems.ShouldHaveSingleItem().ShouldContain("function 'Recent'");
        failure.Problems[0].ShouldContain("'Details' with route 'items/{id}' takes its requests");
    }

    [Fact]
    public async Task Function_DisabledBySetting_IsNotThere()
    {
        await using var app = await new TestApp
        {
            Types = [typeof(Shop)],
            Settings = { ["AzureWebJobs:Health:Disabled"] = "true" },
        }.StartAsync();
        (await app.Http.GetStringAsync("/health")).ShouldBe("rest health");
    }

    [Theory]
    [InlineData("/anonymous", null, HttpStatusCode.OK)]
    [InlineData("/function", null, HttpStatusCode.Unauthorized)]
    [InlineData("/function", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("/function", "host", HttpStatusCode.OK)]
    [InlineData("/function", "master", HttpStatusCode.OK)]
    [InlineData("/admin-only", "host", HttpStatusCode.Unauthorized)]
    [InlineData("/admin-only", "master", HttpStatusCode.OK)]
    public async Task Authorization_ByLevelAndKey_IsEnforced(string path, string? key, HttpStatusCode expected)
    {
        await using var app = await new TestApp
        {
            Types = [typeof(Guarded)],
            Settings = { ["HostKey"] = "host", ["MasterKey"] = "master" },
        }.StartAsync();
        var byQuery = await app.Http.GetAsync(key is null ? path : $"{path}?code={key}");
        byQuery.StatusCode.ShouldBe(expected);
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
            request.Headers.Add("x-functions-key", key);
        (await app.Http.SendAsync(request)).StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Authorization_WithoutAnyKeySet_LetsNobodyIn()
    {
        await using var app = await TestApp.RunAsync(typeof(Guarded));
        (await app.Http.GetAsync("/function?code=")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    internal static class Shop
    {
        [Function("Create")]
        public static IResult Create(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "items/{id:int}")] HttpRequest r
        ) => Results.Text("create");

        [Function("Get")]
        public static IResult Get(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/{id:int}")] HttpRequest r,
            int id
        ) => Results.Text($"number {id}");

        [Function("Health")]
        public static IResult Health(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest r
        ) => Results.Text("health");

        [Function("Rest")]
        public static IResult Rest(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{*path}")] HttpRequest r,
            string path
        ) => Results.Text($"rest {path}");
    }

    internal static class Hidden
    {
        [Function("Details")]
        public static IResult Details(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/{id}")] HttpRequest r
        ) => Results.Ok();

        [Function("Recent")]
        public static IResult Recent(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/recent")] HttpRequest r
        ) => Results.Ok();

        [Function("Other")]
        public static IResult Other(
            [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "items/recent")] HttpRequest r
        ) => Results.Ok();
    }

    internal static class Guarded
    {
        [Function("Anonymous")]
        public static IResult Anonymous(
            [HttpTrigger(AuthorizationLevel.Anonymous, Route = "anonymous")] HttpRequest r
        ) => Results.Ok();

        [Function("Function")]
        public static IResult Function([HttpTrigger(AuthorizationLevel.Function, Route = "function")] HttpRequest r) =>
            Results.Ok();

        [Function("AdminOnly")]
        public static IResult AdminOnly([HttpTrigger(AuthorizationLevel.Admin, Route = "admin-only")] HttpRequest r) =>
            Results.Ok();
    }
}

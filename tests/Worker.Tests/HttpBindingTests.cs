using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Worker.Tests.Support;

namespace Worker.Tests;

public sealed class HttpBindingTests
{
    [Theory]
    [InlineData(
        "/values/7/3f2504e0-4f89-11d3-9a0c-0305e82c3301/x?page=2",
        "7 3f2504e0-4f89-11d3-9a0c-0305e82c3301 x 2 none"
    )]
    [InlineData(
        "/values/7/3f2504e0-4f89-11d3-9a0c-0305e82c3301/x?page=2&filter=f",
        "7 3f2504e0-4f89-11d3-9a0c-0305e82c3301 x 2 f"
    )]
    [InlineData("/values/7/3f2504e0-4f89-11d3-9a0c-0305e82c3301/x", "7 3f2504e0-4f89-11d3-9a0c-0305e82c3301 x  none")]
    public async Task Parameters_NamedLikeRouteOrQuery_AreBound(string path, string expected)
    {
        await using var app = await TestApp.RunAsync(typeof(Values));
        (await app.Http.GetStringAsync(path)).ShouldBe(expected);
    }

    [Fact]
    public async Task Parameters_TextThatDoesNotFit_Is500AndLogged()
    {
        await using var app = await TestApp.RunAsync(typeof(Values));
        var answer = await app.Http.GetAsync("/values/seven/3f2504e0-4f89-11d3-9a0c-0305e82c3301/x");
        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        app.Logs.ToString().ShouldContain("Cannot convert input parameter 'number' of function 'Values'");
    }

    [Fact]
    public async Task Context_OfHttpFunction_HasRequestBindingDataAndServices()
    {
        await using var app = await TestApp.RunAsync(typeof(Values));
        (await app.Http.GetStringAsync("/context/abc?q=1")).ShouldBe("/context/abc abc 1 Context True");
    }

    [Fact]
    public async Task Result_OfEachKind_IsCarriedOut()
    {
        await using var app = await TestApp.RunAsync(typeof(Answers));
        (await app.Http.GetFromJsonAsync<Answers.Thing>("/action")).ShouldBe(new Answers.Thing("action", 1));
        (await app.Http.GetFromJsonAsync<Answers.Thing>("/result")).ShouldBe(new Answers.Thing("result", 2));
        (await app.Http.GetAsync("/created")).Headers.Location.ShouldBe(new Uri("/here", UriKind.Relative));
        (await app.Http.GetStringAsync("/valuetask")).ShouldBe("later");
    }

    [Fact]
    public async Task Result_ThatIsNoAnswer_IsEmptyAndWarned()
    {
        await using var app = await TestApp.RunAsync(typeof(Answers));
        var answer = await app.Http.GetAsync("/plain");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldBeEmpty();
        app.Logs.ToString().ShouldContain("Function Plain");
    }

    [Fact]
    public async Task Function_ThatWritesTheAnswerItself_IsNotWarned()
    {
        await using var app = await TestApp.RunAsync(typeof(Answers));
        (await app.Http.GetStringAsync("/written")).ShouldBe("written");
        app.Logs.ToString().ShouldNotContain("Function Written");
    }

    [Fact]
    public async Task Function_ThatThrows_Is500WithoutBodyAndLogged()
    {
        await using var app = await TestApp.RunAsync(typeof(Answers));
        var answer = await app.Http.GetAsync("/throws");
        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        app.Logs.ToString().ShouldContain("the secret reason");
    }

    [Fact]
    public async Task Body_OverTheLimit_Is413()
    {
        await using var app = await new TestApp
        {
            Types = [typeof(Answers)],
            Settings = { ["FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"] = "10" },
        }.StartAsync();
        (await app.Http.PostAsync("/length", new StringContent("0123456789"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        var over = await app.Http.PostAsync("/length", new StringContent("0123456789x"));
        over.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    internal sealed class Values(Journal journal)
    {
        [Function("Values")]
        public IActionResult Run(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "values/{number}/{id:guid}/{text}")]
                HttpRequest request,
            int number,
            Guid id,
            string text,
            int? page,
            CancellationToken cancellationToken,
            string filter = "none"
        )
        {
            journal.Add(request.Path);
            cancellationToken.ShouldBe(request.HttpContext.RequestAborted);
            return new ContentResult { Content = $"{number} {id} {text} {page} {filter}" };
        }

        [Function("Context")]
        public static IActionResult Context(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "context/{name}")] HttpRequest request,
            FunctionContext context
        )
        {
            var http = context.GetHttpContext()!;
            var data = context.BindingContext.BindingData;
            var sameServices = http.RequestServices == context.InstanceServices && http.Request == request;
            var text =
                $"{http.Request.Path} {data["name"]} {data["q"]} {context.FunctionDefinition.Name} {sameServices}";
            return new ContentResult { Content = text };
        }
    }

    internal static class Answers
    {
        internal sealed record Thing(string Name, int Size);

        [Function("Action")]
        public static IActionResult Action([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
            new OkObjectResult(new Thing("action", 1));

        [Function("Result")]
        public static async Task<IResult> Result([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
            await Task.Yield();
            return Results.Json(new Thing("result", 2));
        }

        [Function("Created")]
        public static IResult Created([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
            Results.Created("/here", null);

        [Function("ValueTask")]
        public static async ValueTask<IResult> Later([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
            await Task.Yield();
            return Results.Text("later");
        }

        [Function("Plain")]
        public static Thing Plain([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => new("plain", 3);

        [Function("Written")]
        public static Task Written([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
            request.HttpContext.Response.WriteAsync("written");

        [Function("Throws")]
        public static IResult Throws([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
            throw new InvalidOperationException("the secret reason");

        [Function("Length")]
        public static async Task<IResult> Length(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request
        )
        {
            using var reader = new StreamReader(request.Body);
            return Results.Text((await reader.ReadToEndAsync()).Length.ToString());
        }
    }
}

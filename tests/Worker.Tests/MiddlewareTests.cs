using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Worker.Tests.Support;

namespace Worker.Tests;

public sealed class MiddlewareTests
{
    [Fact]
    public async Task Pipeline_OfSeveralSteps_RunsInTheOrderAdded()
    {
        await using var app = await RunAsync(builder =>
        {
            builder.UseMiddleware<Outer>();
            builder.UseMiddleware(
                async (context, next) =>
                {
                    Journal(context).Add("inner in");
                    await next();
                    Journal(context).Add("inner out");
                }
            );
            builder.UseWhen(context => context.FunctionDefinition.Name == "Other", (_, _) => Task.CompletedTask);
        });
        (await app.Http.GetStringAsync("/ok")).ShouldBe("ok");
        app.Journal.Entries.ShouldBe(["outer in", "inner in", "ok", "inner out", "outer out"]);
    }

    [Fact]
    public async Task Middleware_ThatCatches_PutsItsOwnAnswerInPlace()
    {
        await using var app = await RunAsync(builder => builder.UseMiddleware<ErrorsAsAnswers>());
        var answer = await app.Http.GetAsync("/throws");
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("no such luck");
    }

    [Fact]
    public async Task Middleware_ThatCatches_SeesBindingErrorsToo()
    {
        await using var app = await RunAsync(builder => builder.UseMiddleware<ErrorsAsAnswers>());
        (await app.Http.GetAsync("/number/x")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Middleware_ThatDoesNotGoOn_KeepsTheFunctionFromRunning()
    {
        await using var app = await RunAsync(builder =>
            builder.UseMiddleware(
                (context, _) =>
                {
                    context.GetInvocationResult().Value = Results.StatusCode(418);
                    return Task.CompletedTask;
                }
            )
        );
        ((int)(await app.Http.GetAsync("/ok")).StatusCode).ShouldBe(418);
        app.Journal.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Invocation_HasItsOwnScopeAndItems_AndDisposesTheScope()
    {
        await using var app = await RunAsync(builder =>
        {
            builder.Services.AddScoped<PerCall>();
            builder.UseMiddleware(
                (context, next) =>
                {
                    context.Items["who"] = context.InstanceServices.GetRequiredService<PerCall>();
                    context.Features.Set(context.InvocationId);
                    return next();
                }
            );
        });
        await app.Http.GetStringAsync("/scoped");
        await app.Http.GetStringAsync("/scoped");
        var seen = await app.Journal.UntilCountAsync(4);
        seen.ShouldBe(["same True", "disposed", "same True", "disposed"]);
    }

    [Fact]
    public async Task Result_AsWrongType_Throws()
    {
        Exception? thrown = null;
        await using var app = await RunAsync(builder =>
            builder.UseMiddleware(
                async (context, next) =>
                {
                    await next();
                    context.GetInvocationResult<IResult>().Value.ShouldNotBeNull();
                    thrown = Should.Throw<InvalidOperationException>(() => context.GetInvocationResult<string>());
                }
            )
        );
        (await app.Http.GetStringAsync("/ok")).ShouldBe("ok");
        thrown.ShouldNotBeNull();
    }

    private static Task<TestApp> RunAsync(Action<FunctionsApplicationBuilder> configure) =>
        new TestApp
        {
            Types = [typeof(Functions)],
            Configure = builder =>
            {
                builder.ConfigureFunctionsWebApplication();
                configure(builder);
            },
        }.StartAsync();

    private static Journal Journal(FunctionContext context) => context.InstanceServices.GetRequiredService<Journal>();

    private sealed class Outer(Journal journal) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            journal.Add("outer in");
            await next(context);
            journal.Add("outer out");
        }
    }

    private sealed class ErrorsAsAnswers : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            try
            {
                await next(context);
            }
            catch (FunctionInputConverterException)
            {
                context.GetInvocationResult().Value = Results.BadRequest();
            }
            catch (InvalidOperationException e)
            {
                context.GetInvocationResult().Value = Results.Text(e.Message, statusCode: 409);
            }
        }
    }

    internal sealed class PerCall(Journal journal) : IDisposable
    {
        public void Dispose() => journal.Add("disposed");
    }

    internal sealed class Functions(Journal journal)
    {
        [Function("Ok")]
        public IResult Ok([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
            journal.Add("ok");
            return Results.Text("ok");
        }

        [Function("Throws")]
        public Task<IResult> Throws([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
            throw new InvalidOperationException("no such luck");

        [Function("Number")]
        public IResult Number(
            [HttpTrigger(AuthorizationLevel.Anonymous, Route = "number/{value}")] HttpRequest request,
            int value
        ) => Results.Ok(value);

        [Function("Scoped")]
        public IResult Scoped([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, FunctionContext context)
        {
            var mine = context.InstanceServices.GetRequiredService<PerCall>();
            var sameId = context.Features.Get<string>() == context.InvocationId;
            journal.Add($"same {context.Items["who"] == mine && sameId}");
            return Results.Ok();
        }
    }
}

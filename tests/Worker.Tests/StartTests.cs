using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Worker.Tests.Support;

namespace Worker.Tests;

public sealed class StartTests
{
    [Fact]
    public async Task Start_WithSeveralMistakes_NamesEachWithPlaceAndFix()
    {
        var failure = await new TestApp { Types = [typeof(Wrong), typeof(AlsoWrong)] }.FailToStartAsync();
        failure.Problems.ShouldContain(p =>
            p.Contains("the name 'Same' is given to 2 functions") && p.Contains("rename")
        );
        failure.Problems.ShouldContain(p => p.Contains("function 'NoTrigger'") && p.Contains("give it exactly one"));
        failure.Problems.ShouldContain(p => p.Contains("function 'Hidden'") && p.Contains("make it public"));
        failure.Problems.ShouldContain(p => p.Contains("function 'Twice'") && p.Contains("different names"));
        failure.Problems.ShouldContain(p => p.Contains("parameter 'stream'") && p.Contains("make it an HttpRequest"));
        failure.Problems.ShouldContain(p => p.Contains("parameter 'http'") && p.Contains("GetHttpContext()"));
        failure.Problems.ShouldContain(p => p.Contains("parameter 'when'") && p.Contains("make it a TimerInfo"));
        failure.Problems.ShouldContain(p => p.Contains("parameter 'records'") && p.Contains("or set IsBatched"));
        failure.Problems.ShouldContain(p => p.Contains("function 'Retried'") && p.Contains("only timer and Kafka"));
        failure.Problems.ShouldContain(p => p.Contains("output 'Record'") && p.Contains("make it a string"));
    }

    [Fact]
    public async Task Start_HttpFunctionsWithoutAspNetCore_SaysWhatToCall()
    {
        var app = new TestApp { Types = [typeof(Fine)], Configure = static _ => { } };
        (await app.FailToStartAsync()).Message.ShouldContain("call builder.ConfigureFunctionsWebApplication()");
    }

    [Fact]
    public async Task Start_ProgramThatThrows_GivesItsReason()
    {
        var app = new TestApp
        {
            Types = [typeof(Fine)],
            Configure = static _ => throw new InvalidOperationException("no key"),
        };
        (await app.FailToStartAsync()).Message.ShouldContain("its Program failed: no key");
    }

    [Fact]
    public async Task HostJson_WithSettingsThatHaveNoEffect_WarnsOfEachByPath()
    {
        const string hostJson = """
            {
              "version": "2.0", // comments are allowed
              "functionTimeout": "00:05:00",
              "extensions": {
                "http": { "routePrefix": "", "hsts": { "isEnabled": true } },
                "kafka": { "maxBatchSize": 10, "maxBatchSise": 10 },
                "durableTask": { "hubName": "h", "storageProvider": { "type": "mssql" } }
              },
              "logging": { "logLevel": { "default": "Warning" }, "console": { "isEnabled": true } }
            }
            """;
        await using var app = await new TestApp { Types = [typeof(Fine)], HostJson = hostJson }.StartAsync();
        app.Logs.At(LogLevel.Warning)
            .ShouldBe([
                .. new[]
                {
                    "extensions.durableTask.storageProvider.type",
                    "extensions.http.hsts.isEnabled",
                    "extensions.kafka.maxBatchSise",
                    "functionTimeout",
                    "logging.console.isEnabled",
                }.Select(path => $"test: host.json: {path} is not supported by the local host and has no effect"),
            ]);
    }

    [Fact]
    public async Task HostJson_LogLevels_FilterWhatTheAppLogs()
    {
        const string hostJson = """
            { "version": "2.0", "logging": { "logLevel": { "default": "Warning", "Loud": "Information" } } }
            """;
        await using var app = await new TestApp { Types = [typeof(Fine)], HostJson = hostJson }.StartAsync();
        var loggers = app.Host.Services.GetRequiredService<ILoggerFactory>();
        loggers.CreateLogger("Quiet").LogInformation("not this");
        loggers.CreateLogger("Loud").LogInformation("but this");
        app.Logs.At(LogLevel.Information).ShouldBe(["but this"]);
    }

    [Theory]
    [InlineData("{", "host.json is not valid JSON")]
    [InlineData("{}", "host.json has no \"version\": \"2.0\"")]
    [InlineData(
        """{"version":"2.0","extensions":{"kafka":{"maxBatchSize":"many"}}}""",
        "extensions.kafka.maxBatchSize is 'many'"
    )]
    public async Task HostJson_ThatCannotBeRead_RefusesToStart(string hostJson, string expected)
    {
        var failure = await new TestApp { Types = [typeof(Fine)], HostJson = hostJson }.FailToStartAsync();
        failure.Message.ShouldContain(expected);
    }

    [Fact]
    public async Task TwoApps_InOneProcess_SeeOnlyTheirOwn()
    {
        await using var one = await AppAsync("one");
        await using var two = await AppAsync("two");
        (await one.Http.GetStringAsync("/who")).ShouldBe("one one");
        (await two.Http.GetStringAsync("/who")).ShouldBe("two two");
        one.Host.BaseAddress.ShouldNotBe(two.Host.BaseAddress);
        await one.DisposeAsync();
        (await two.Http.GetStringAsync("/who")).ShouldBe("two two");
    }

    [Fact]
    public async Task Program_WithoutALocalHost_SaysHowToRunIt()
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        using var host = builder.Build();
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => host.RunAsync());
        failure.Message.ShouldContain("mothership-local");
    }

    private static Task<TestApp> AppAsync(string name) =>
        new TestApp
        {
            Types = [typeof(Fine)],
            Settings = { ["Who"] = name },
            Configure = builder =>
            {
                builder.ConfigureFunctionsWebApplication();
                builder.Services.AddSingleton(new Identity(name));
            },
        }.StartAsync();

    internal sealed record Identity(string Name);

    internal static class Fine
    {
        [Function("Who")]
        public static IResult Who(
            [HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request,
            FunctionContext context
        )
        {
            var services = context.InstanceServices;
            var setting = services.GetRequiredService<IConfiguration>()["Who"];
            return Results.Text($"{setting} {services.GetRequiredService<Identity>().Name}");
        }
    }

    internal static class Wrong
    {
        [Function("Hidden")]
        internal static IResult Hidden([HttpTrigger] HttpRequest request) => Results.Ok();

        [Function("Twice")]
        public static IResult Twice([HttpTrigger] HttpRequest request) => Results.Ok();

        public static void Twice(int number) { }

        [Function("Same")]
        public static IResult Same([HttpTrigger] HttpRequest request) => Results.Ok();

        [Function("NoTrigger")]
        public static void NoTrigger(FunctionContext context) { }

        [Function("Parameters")]
        public static IResult Parameters([HttpTrigger] Stream stream, HttpContext http) => Results.Ok();

        [Function("Timer")]
        public static void Timer([TimerTrigger("0 0 * * * *")] DateTime when) { }
    }

    internal static class AlsoWrong
    {
        [Function("same")]
        public static IResult Same([HttpTrigger(Route = "other")] HttpRequest request) => Results.Ok();

        [Function("Kafka")]
        public static void Kafka([KafkaTrigger("b", "t")] KafkaRecord[] records) { }

        [Function("Retried")]
        [FixedDelayRetry(1, "00:00:01")]
        public static IResult Retried([HttpTrigger(Route = "retried")] HttpRequest request) => Results.Ok();

        [Function("Output")]
        public static Outputs Output([TimerTrigger("0 0 * * * *")] TimerInfo timer) => new();
    }

    internal sealed class Outputs
    {
        [KafkaOutput("b", "t")]
        public KafkaRecord? Record { get; set; }
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Worker.Tests.Support;

namespace Worker.Tests;

public sealed class StopTests
{
    [Fact]
    public async Task Stop_WithARequestUnderWay_LetsItFinishAndTakesNoMore()
    {
        await using var app = await TestApp.RunAsync(typeof(Slow));
        var answer = app.Http.GetStringAsync("/slow");
        await app.Journal.UntilCountAsync(1);
        var stopping = app.Host.StopAsync();
        await Poll.UntilAsync(() => !CanConnect(app), () => "still listening");
        app.Journal.Add("go");
        (await answer).ShouldBe("done");
        await stopping;
    }

    [Fact]
    public async Task Stop_OfSomethingThatDoesNotEnd_GivesUpAfterTheBoundAndSaysSo()
    {
        await using var app = await new TestApp
        {
            Types = [typeof(Slow)],
            StopBound = TimeSpan.FromMilliseconds(400),
        }.StartAsync();
        var answer = app.Http.GetAsync("/stuck");
        await app.Journal.UntilCountAsync(1);
        await app.Host.StopAsync();
        app.Logs.At(LogLevel.Warning).ShouldContain(entry => entry.Contains("still running"));
        app.Journal.Add("go");
        await Should.ThrowAsync<HttpRequestException>(answer);
    }

    [Fact]
    public async Task Stop_OfAnApp_StopsItsOwnHostedServicesAndDisposesItsServices()
    {
        var app = await new TestApp
        {
            Types = [typeof(Slow)],
            Configure = builder =>
            {
                builder.ConfigureFunctionsWebApplication();
                builder.Services.AddHostedService<Background>();
            },
        }.StartAsync();
        await app.DisposeAsync();
        app.Journal.Entries.ShouldBe(["started", "stopped", "disposed"]);
    }

    private static bool CanConnect(TestApp app)
    {
        using var client = new System.Net.Sockets.TcpClient();
        try
        {
            client.Connect("127.0.0.1", app.Http.BaseAddress!.Port);
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }

    private sealed class Background(Journal journal) : IHostedService, IDisposable
    {
        public Task StartAsync(CancellationToken cancellationToken) => Note("started");

        public Task StopAsync(CancellationToken cancellationToken) => Note("stopped");

        public void Dispose() => journal.Add("disposed");

        private Task Note(string entry)
        {
            journal.Add(entry);
            return Task.CompletedTask;
        }
    }

    internal sealed class Slow(Journal journal)
    {
        [Function("Slow")]
        public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "slow")] HttpRequest request)
        {
            journal.Add("begin");
            await journal.UntilAsync(entries => entries.Contains("go"));
            return Results.Text("done");
        }

        [Function("Stuck")]
        public Task<IResult> Stuck([HttpTrigger(AuthorizationLevel.Anonymous, Route = "stuck")] HttpRequest request) =>
            Run(request);
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Mothership.Domain.Fleet;
using Mothership.Local.Host;
using Worker.Tests.Support;

namespace Worker.Tests;

[UnsupportedOSPlatform("windows")]
public sealed class LocalCloudTests : IDisposable
{
    private static readonly RegionId West = RegionId.Of("aws", "us-west-2");

    private readonly string _state = Directory.CreateTempSubdirectory("worker-tests-").FullName;
    private readonly StringWriter _log = new();

    public void Dispose() => Directory.Delete(_state, recursive: true);

    [Fact]
    public async Task Cloud_WithControlPlaneAndRegion_ServesApiAndAdmin()
    {
        await using var cloud = await StartAsync();
        using var http = new HttpClient { BaseAddress = cloud.BaseAddress };
        (await http.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.OK, $"{_log}");
        using var admin = Admin(cloud);
        var status = await admin.GetFromJsonAsync<JsonElement>("/status");
        status
            .GetProperty("apps")
            .EnumerateArray()
            .Select(a => a.GetProperty("name").GetString())
            .ShouldBe(["control-plane", "region-aws-us-west-2"]);
        var brokers = await admin.GetFromJsonAsync<Dictionary<string, JsonElement>>("/brokers");
        brokers!.Keys.ShouldBe(["aws/us-west-2"]);
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", cloud.HostKey);
        (await admin.GetAsync("/status")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Region_StoppedAndStarted_IsItsOwnApp()
    {
        await using var cloud = await StartAsync();
        var first = cloud.Regions[West];
        await cloud.StopRegionAsync("aws", "us-west-2");
        cloud.Regions.ShouldBeEmpty();
        using var admin = Admin(cloud);
        (await admin.PostAsync("/regions/aws/us-west-2/start", null)).EnsureSuccessStatusCode();
        cloud.Regions[West].ShouldNotBeSameAs(first);
    }

    [Fact]
    public async Task Clock_MovedByAdmin_IsAheadAlsoAfterARestart()
    {
        DateTimeOffset moved;
        await using (var cloud = await StartAsync())
        {
            using var admin = Admin(cloud);
            (await admin.PostAsJsonAsync("/clock/advance", new { by = "40.00:00:00" })).EnsureSuccessStatusCode();
            var to = cloud.Clock.GetUtcNow().AddDays(2);
            (await admin.PostAsJsonAsync("/clock/advance", new { to })).EnsureSuccessStatusCode();
            moved = cloud.Clock.GetUtcNow();
            moved.ShouldBeGreaterThanOrEqualTo(to);
            var back = await admin.PostAsJsonAsync("/clock/advance", new { to = "2020-01-01T00:00:00Z" });
            back.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            (await admin.PostAsync("/clock/advance", new StringContent("nonsense"))).StatusCode.ShouldBe(
                back.StatusCode
            );
        }
        await using var again = await StartAsync();
        again.Clock.GetUtcNow().ShouldBeGreaterThan(moved);
    }

    [Fact]
    public async Task StateFolder_HeldByACloud_IsRefusedToAnother()
    {
        await using (await StartAsync())
        {
            var failure = await Should.ThrowAsync<StateFolderInUseException>(StartAsync);
            failure.Message.ShouldContain($"process {Environment.ProcessId}");
            failure.Message.ShouldContain("--state");
            foreach (var secret in new[] { "host.keys", "mothership.json" })
                File.GetUnixFileMode(Path.Combine(_state, secret))
                    .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, secret);
        }
        File.Exists(Path.Combine(_state, "mothership.json")).ShouldBeFalse();
        await using var again = await StartAsync();
    }

    [Fact]
    public async Task Start_WithASettingThatAnAppRefuses_FailsAndLetsGoOfTheFolder()
    {
        const string name = "AzureFunctionsJobHost:extensions:kafka:maxBatchSize";
        var options = Options() with { Settings = new Dictionary<string, string?> { [name] = "many" } };
        var failure = await Should.ThrowAsync<FunctionAppStartException>(() => LocalCloud.StartAsync(options));
        failure.Message.ShouldContain("extensions.kafka.maxBatchSize is 'many'");
        await using var again = await StartAsync();
    }

    [Fact]
    public async Task Start_WithAPortThatIsTaken_FailsWithoutWaitingForWhatHasNotBegun()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var options = Options() with { Port = ((IPEndPoint)other.LocalEndpoint).Port };
        await Should.ThrowAsync<IOException>(() => LocalCloud.StartAsync(options));
        _log.ToString().ShouldNotContain("still running");
    }

    [Fact]
    public async Task App_ThatEndsByItself_IsReported()
    {
        await using var cloud = await StartAsync();
        cloud.Regions[West].Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        var failure = await Should.ThrowAsync<FunctionAppEndedException>(cloud.StopRequested);
        failure.Message.ShouldBe("The function app 'region-aws-us-west-2' ended by itself.");
    }

    [Fact]
    public async Task Process_ToldToStop_EndsWithZero_AndAfterAKillStartsAgain()
    {
        using (var first = await LocalProcess.StartAsync(_state))
        {
            using var http = new HttpClient();
            (await http.GetAsync($"{first.BaseAddress}/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
            await first.KillAsync();
        }
        using var second = await LocalProcess.StartAsync(_state);
        (await second.TerminateAsync()).ShouldBe(0, second.Output);
        File.Exists(Path.Combine(_state, "mothership.json")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("A region alone needs --kafka", "--app", "region", "--cloud", "aws", "--region", "us-west-2")]
    [InlineData("--port takes a number up to 65535", "--port", "65536")]
    [InlineData("'aws' is no region", "--regions", "aws")]
    [InlineData("'Name' is no setting", "--set", "Name")]
    [InlineData("Give --cloud and --region together", "--app", "region", "--kafka", "b:1")]
    public async Task Process_WithArgumentsThatMakeNoSense_SaysSoAndEnds(string expected, params string[] arguments)
    {
        var (code, output) = await LocalProcess.RunAsync([.. arguments, "--state", _state]);
        code.ShouldBe(2);
        output.ShouldContain(expected);
    }

    private Task<LocalCloud> StartAsync() => LocalCloud.StartAsync(Options());

    private LocalCloudOptions Options() =>
        new()
        {
            StateFolder = _state,
            Regions = [West],
            Log = TextWriter.Synchronized(_log),
        };

    private static HttpClient Admin(LocalCloud cloud)
    {
        var http = new HttpClient { BaseAddress = cloud.AdminAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", cloud.AdminToken);
        return http;
    }
}

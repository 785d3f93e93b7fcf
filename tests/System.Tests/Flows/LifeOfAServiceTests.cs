using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Domain.Services;
using Mothership.Local.EmbeddedKafka;
using Mothership.Local.Host;
using Mothership.Regions;
using Mothership.Regions.Services;
using Mothership.SystemTests.Api.Support;
using Mothership.SystemTests.Flows.Support;

namespace Mothership.SystemTests.Flows;

/// <summary>A service through HTTP, bus, region and back, to its bill and its end with its cluster.</summary>
public sealed class LifeOfAServiceTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("service-flow-").FullName;
    private LocalCloud _cloud = null!;

    public async Task InitializeAsync() =>
        _cloud = await LocalCloud.StartAsync(
            new LocalCloudOptions
            {
                StateFolder = _folder,
                Regions = [CloudWorld.West],
                Log = TextWriter.Null,
                ConfigureRegion = (_, services) => services.AddSingleton<IEmbeddedService, Queries>(),
            }
        );

    public async Task DisposeAsync()
    {
        await _cloud.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Ksqldb_FromRequestToTheEndOfItsCluster_IsBuiltBilledAndGone()
    {
        using var customer = await Customer.NewAsync(_cloud.BaseAddress!, _cloud.HostKey);
        await RegionKnownAsync(customer);
        var cluster = await customer.ProvisionedAsync();
        var made = await customer.Api.PostJsonAsync("/ksqldbcm/v2/clusters", Body(customer, cluster));
        made.Status.ShouldBe(HttpStatusCode.Accepted, made.Text);
        var path = $"/ksqldbcm/v2/clusters/{made["id"]}?environment={customer.Environment}";

        await UntilAsync(customer, path, r => r["status.phase"] == "PROVISIONED");
        (await customer.Api.ReadAsync(path))["status.http_endpoint"].ShouldBe("http://queries");
        await UntilAsync(customer, Events(), r => r.Text.Contains("ksqldb_csu"));
        (await customer.DeleteAsync(cluster)).Status.ShouldBe(HttpStatusCode.NoContent);

        await UntilAsync(customer, path, r => r.Status == HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task ControlCenter_OnTheEmbeddedOperator_FailsWithTheReason()
    {
        using var customer = await Customer.NewAsync(_cloud.BaseAddress!, _cloud.HostKey);
        await RegionKnownAsync(customer);
        var cluster = await customer.ProvisionedAsync();
        var made = await customer.Api.PostJsonAsync("/control/v1/clusters", Body(customer, cluster));
        made.Status.ShouldBe(HttpStatusCode.Accepted, made.Text);
        var path = $"/control/v1/clusters/{made["id"]}?environment={customer.Environment}";

        await UntilAsync(customer, path, r => r["status.phase"] == "FAILED");

        (await customer.Api.ReadAsync(path))["status.failure_cause"].ShouldContain("not available on the embedded");
    }

    private static string Events()
    {
        var today = TimeProvider.System.GetUtcNow();
        var (start, end) = (today.AddDays(-1), today.AddDays(2));
        return $"/billing/v1/usage-events?start_date={start:yyyy-MM-dd}&end_date={end:yyyy-MM-dd}";
    }

    private static Task RegionKnownAsync(Customer customer) =>
        UntilAsync(customer, "/fleet/v1/regions", r => r.Text.Contains("us-west-2"));

    private static Task UntilAsync(Customer customer, string path, Func<Reply, bool> condition) =>
        Eventually.HoldsAsync(
            async () => condition(await customer.Api.ReadAsync(path)),
            async () => (await customer.Api.ReadAsync(path)).Text
        );

    private static object Body(Customer customer, string cluster) =>
        new
        {
            spec = new
            {
                display_name = "around",
                csu = 2,
                kafka_cluster = new { id = cluster },
                credential_identity = new { id = customer.User },
                environment = new { id = customer.Environment },
            },
        };

    private sealed class Queries : IEmbeddedService
    {
        public ServiceKind Kind => ServiceKind.Ksqldb;

        public Task<OperatedService> ApplyAsync(DesiredService desired, CancellationToken cancellation) =>
            Task.FromResult(
                new OperatedService(
                    desired.Id,
                    desired.Kind,
                    desired.Organization,
                    desired.Generation,
                    OperatedState.Ready,
                    "http://queries",
                    new Dictionary<string, string>()
                )
            );

        public Task DeleteAsync(string id, CancellationToken cancellation) => Task.CompletedTask;
    }
}

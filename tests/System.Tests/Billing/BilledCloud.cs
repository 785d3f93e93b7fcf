using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Domain.Billing;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Local.Clock;
using Mothership.Local.Host;
using Mothership.SystemTests.Api.Support;
using Mothership.SystemTests.Contract;
using Newtonsoft.Json.Linq;

namespace Mothership.SystemTests.Billing;

/// <summary>A local cloud with one region and one customer, whose clock can be moved to the end of the month.</summary>
internal sealed class BilledCloud : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Nudge = TimeSpan.FromSeconds(5);
    private readonly string _state;
    private readonly StringWriter _log;
    private readonly LocalCloud _cloud;

    private BilledCloud(LocalCloud cloud, string state, StringWriter log) =>
        (_cloud, _state, _log) = (cloud, state, log);

    public HttpClient Client { get; private set; } = null!;

    public OrganizationId Organization { get; private set; }

    public string Environment { get; private set; } = "";

    public static async Task<BilledCloud> StartAsync(DateTimeOffset now)
    {
        var state = Directory.CreateTempSubdirectory("billed-cloud-").FullName;
        var log = new StringWriter();
        var cloud = await LocalCloud.StartAsync(
            new LocalCloudOptions
            {
                StateFolder = state,
                Regions = [RegionId.Of("aws", "us-west-2")],
                Clock = VirtualClock.Running(now - TimeProvider.System.GetUtcNow()),
                Log = TextWriter.Synchronized(log),
            }
        );
        var billed = new BilledCloud(cloud, state, log);
        await billed.EnterAsync();
        return billed;
    }

    public async Task<string> CreateClusterAsync(int cku)
    {
        var created = await EventuallyAsync(
            "the region takes a cluster",
            () => TryCreateClusterAsync(cku),
            reply => reply.Status == HttpStatusCode.Accepted
        );
        await SucceededAsync(created);
        return created["id"];
    }

    public Task<Reply> TryCreateClusterAsync(int cku)
    {
        var body = JObject.FromObject(
            new
            {
                spec = new
                {
                    display_name = $"cluster of {cku}",
                    availability = "SINGLE_ZONE",
                    cloud = "AWS",
                    region = "us-west-2",
                    config = new { kind = "Dedicated", cku },
                    environment = new { id = Environment },
                },
            }
        );
        return Client.PostJsonAsync("/cmk/v2/clusters", body);
    }

    public async Task ResizeAsync(string cluster, int cku)
    {
        var change = JObject.FromObject(
            new { spec = new { config = new { kind = "Dedicated", cku }, environment = new { id = Environment } } }
        );
        var reply = await Client.PatchJsonAsync($"/cmk/v2/clusters/{cluster}", change);
        reply.Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Accepted);
        await SucceededAsync(reply);
    }

    public async Task DeleteAsync(string cluster)
    {
        var reply = await Client.RemoveAsync($"/cmk/v2/clusters/{cluster}?environment={Environment}");
        reply.Status.ShouldBe(HttpStatusCode.NoContent, reply.Text);
        await SucceededAsync(reply);
    }

    public void Advance(TimeSpan by) => _cloud.Advance(by);

    /// <summary>Moves the clock to a moment.</summary>
    public void AdvanceTo(DateTimeOffset moment) => _cloud.Advance(moment - _cloud.Clock.GetUtcNow());

    /// <summary>The invoice of a month, once there is one.</summary>
    public async Task<JObject> InvoiceAsync(string month)
    {
        var list = await EventuallyAsync(
            $"there is an invoice for {month}",
            () => Client.ReadAsync("/billing/v1/invoices"),
            reply => reply.Json["data"]!.Any(i => (string?)i["month"] == month)
        );
        var id = (string)list.Json["data"]!.Single(i => (string?)i["month"] == month)["id"]!;
        return (await Client.ReadAsync($"/billing/v1/invoices/{id}")).Json;
    }

    /// <summary>All events that are recorded in the given months.</summary>
    public async Task<List<PriceEvent>> EventsAsync(params string[] months)
    {
        var reader = _cloud.ControlPlane!.Services.GetRequiredService<IBillingReader>();
        var events = new List<PriceEvent>();
        foreach (var month in months)
        {
            var recorded = await reader.ReadMonthAsync(
                SystemScope.For(Organization),
                BillingMonth.Parse(month),
                default
            );
            events.AddRange(recorded.Events.Cast<PriceEvent>());
        }
        return events;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _cloud.DisposeAsync();
        Directory.Delete(_state, recursive: true);
    }

    private HttpClient NewClient() =>
        new(new ContractHandler(new SocketsHttpHandler())) { BaseAddress = _cloud.BaseAddress };

    private async Task EnterAsync()
    {
        using var staff = NewClient();
        staff.DefaultRequestHeaders.Add("x-functions-key", _cloud.HostKey);
        var made = await staff.PostJsonAsync("/fleet/v1/organizations", new { display_name = "Billed" });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
        Client = NewClient();
        Client.DefaultRequestHeaders.Authorization = Tenant.Basic(made["api_key.id"], made["api_key.spec.secret"]);
        (Organization, Environment) = (new(made["organization.id"]), made["environment.id"]);
    }

    private async Task SucceededAsync(Reply begun)
    {
        var header = begun.HasHeader("Operation-Location") ? "Operation-Location" : "Location";
        var path = new Uri(begun.Header(header)).PathAndQuery;
        await EventuallyAsync(
            $"{path} has succeeded",
            () => Client.ReadAsync(path),
            reply => reply.Status == HttpStatusCode.OK && reply["status.phase"] == "SUCCEEDED"
        );
    }

    /// <param name="what">Is waited for.</param>
    /// <param name="isSo">Whether it is so.</param>
    /// <param name="nudge">Called now and then while it is not.</param>
    public async Task EventuallyAsync(string what, Func<Task<bool>> isSo, Action? nudge = null)
    {
        var (start, nudges) = (TimeProvider.System.GetTimestamp(), 0);
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Nudge * (nudges + 1))
            {
                nudges++;
                nudge?.Invoke();
            }
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
                throw new TimeoutException($"Not yet so: {what}. {_log}");
            await Task.Delay(50);
        }
    }

    public async Task<Reply> EventuallyAsync(string what, Func<Task<Reply>> ask, Func<Reply, bool> isSo)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var reply = await ask();
            if (isSo(reply))
                return reply;
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
                throw new TimeoutException(
                    $"Not yet so: {what}. The last answer was {reply.Status}: {reply.Text} {_log}"
                );
            await Task.Delay(50);
        }
    }
}

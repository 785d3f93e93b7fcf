using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Mothership.Domain.Fleet;
using Mothership.Local.Worker;
using Mothership.Regions;

namespace Mothership.Local.Host;

/// <summary>
/// What the owner of a local cloud can ask of it: its state, its clock, its regions, its end. Loopback only, with a
/// token of its own; no part of the product's API.
/// </summary>
internal sealed class AdminServer : IAsyncDisposable
{
    private readonly LocalCloud _cloud;
    private readonly WebApplication _server;
    private readonly byte[] _authorization;

    private AdminServer(LocalCloud cloud)
    {
        _cloud = cloud;
        _authorization = Hash($"Bearer {cloud.AdminToken}");
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        builder.Services.AddLogging();
        builder.Services.AddSingleton<IHostLifetime, ScopedLifetime>();
        _server = builder.Build();
        _server.Use(RequireToken);
        Map(_server);
    }

    internal Uri Address =>
        new(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    internal static async Task<AdminServer> StartAsync(LocalCloud cloud, CancellationToken cancellationToken)
    {
        var server = new AdminServer(cloud);
        await server._server.StartAsync(cancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    private void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/status", (RequestDelegate)(http => http.Response.WriteAsJsonAsync(Status())));
        routes.MapGet("/clock", (RequestDelegate)WriteClock);
        routes.MapPost("/clock/advance", (RequestDelegate)AdvanceAsync);
        routes.MapGet("/brokers", (RequestDelegate)BrokersAsync);
        routes.MapPost(
            "/regions/{cloud}/{region}/start",
            (RequestDelegate)(http => _cloud.StartRegionAsync(RegionOf(http)))
        );
        routes.MapPost(
            "/regions/{cloud}/{region}/stop",
            (RequestDelegate)(http => _cloud.StopRegionAsync(RegionOf(http)))
        );
        routes.MapPost("/stop", (RequestDelegate)Stop);
    }

    private Task RequireToken(HttpContext http, RequestDelegate next)
    {
        var given = Hash(http.Request.Headers.Authorization.ToString());
        if (CryptographicOperations.FixedTimeEquals(given, _authorization))
            return next(http);
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }

    private object Status() =>
        new
        {
            ready = true,
            cloud = _cloud.Describe(),
            now = _cloud.Clock.GetUtcNow(),
            apps = Apps()
                .Select(app => new
                {
                    app.Name,
                    address = app.BaseAddress,
                    functions = app.Functions,
                }),
        };

    private IEnumerable<FunctionAppHost> Apps() =>
        _cloud.ControlPlane is { } controlPlane ? [controlPlane, .. _cloud.Regions.Values] : _cloud.Regions.Values;

    private Task WriteClock(HttpContext http) =>
        http.Response.WriteAsJsonAsync(new { now = _cloud.Clock.GetUtcNow(), offset = _cloud.Clock.Offset });

    private async Task AdvanceAsync(HttpContext http)
    {
        if (await ReadMoveAsync(http) is { } by && by >= TimeSpan.Zero)
        {
            _cloud.Advance(by);
            await WriteClock(http);
            return;
        }
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        await http.Response.WriteAsync(
            """Send {"by":"3.00:00:00"} or {"to":"2026-12-01T00:00:00Z"}; time does not run backwards."""
        );
    }

    private async Task<TimeSpan?> ReadMoveAsync(HttpContext http)
    {
        var move = await ReadAsync(http);
        if (move.TryGetValue("by", out var by))
            return TimeSpan.TryParse(by, CultureInfo.InvariantCulture, out var span) ? span : null;
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal;
        return
            move.TryGetValue("to", out var to)
            && DateTimeOffset.TryParse(to, CultureInfo.InvariantCulture, utc, out var time)
            ? time - _cloud.Clock.GetUtcNow()
            : null;
    }

    private static async Task<Dictionary<string, string>> ReadAsync(HttpContext http)
    {
        try
        {
            return await http.Request.ReadFromJsonAsync<Dictionary<string, string>>(http.RequestAborted) ?? [];
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    private async Task BrokersAsync(HttpContext http)
    {
        var brokers = new SortedDictionary<string, IReadOnlyList<OperatedCluster>>(StringComparer.Ordinal);
        foreach (var (region, app) in _cloud.Regions)
        foreach (var clusterOperator in app.Services.GetServices<IClusterOperator>())
            brokers[region.ToString()] = await clusterOperator.ListAsync(http.RequestAborted);
        await http.Response.WriteAsJsonAsync(brokers);
    }

    private Task Stop(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        // Only when the answer is out may the server that gives it go down.
        http.Response.OnCompleted(() =>
        {
            _cloud.RequestStop();
            return Task.CompletedTask;
        });
        return Task.CompletedTask;
    }

    private static RegionId RegionOf(HttpContext http) =>
        RegionId.Of((string)http.Request.RouteValues["cloud"]!, (string)http.Request.RouteValues["region"]!);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mothership.Local.Worker;

namespace Mothership.Local.Host;

/// <summary>Kestrel on loopback for the HTTP functions of one app, with nothing in it but routing.</summary>
internal sealed class HttpFrontEnd : IAsyncDisposable
{
    private const long DefaultBodyLimit = 104_857_600;

    private readonly AppRuntime _app;
    private readonly HttpKeys _keys;
    private readonly WebApplication _server;

    private HttpFrontEnd(AppRuntime app, IReadOnlyList<HttpRoute> routes, int port)
    {
        (_app, _keys) = (app, new HttpKeys(app.Settings));
        _server = Build(app, port);
        _server.UseRouting();
        _server.Use(NoRouteForOtherMethods);
        ((IEndpointRouteBuilder)_server).DataSources.Add(new DefaultEndpointDataSource(Endpoints(routes)));
    }

    /// <summary>Where it listens.</summary>
    internal Uri Address =>
        new(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    internal static async Task<HttpFrontEnd> StartAsync(
        AppRuntime app,
        IReadOnlyList<HttpRoute> routes,
        int port,
        CancellationToken cancellationToken
    )
    {
        var frontEnd = new HttpFrontEnd(app, routes, port);
        await frontEnd._server.StartAsync(cancellationToken);
        return frontEnd;
    }

    /// <summary>Takes no more requests and waits for those under way until the token says that it is enough.</summary>
    internal Task StopAsync(CancellationToken cancellationToken) => _server.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static WebApplication Build(AppRuntime app, int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = BodyLimit(app);
            options.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddRouting();
        builder.Services.AddSingleton(app.Loggers);
        builder.Services.AddSingleton<Microsoft.Extensions.Hosting.IHostLifetime, ScopedLifetime>();
        return builder.Build();
    }

    private static long BodyLimit(AppRuntime app) =>
        long.TryParse(app.Settings["FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"], out var limit) ? limit : DefaultBodyLimit;

    // The order makes routing take the first match in the order of function names, as the Functions host does.
    private IEnumerable<Endpoint> Endpoints(IReadOnlyList<HttpRoute> routes) =>
        routes.Select(
            (route, order) =>
            {
                var endpoint = new RouteEndpointBuilder(http => HandleAsync(http, route), route.Pattern, order)
                {
                    DisplayName = route.Function.Name,
                };
                endpoint.Metadata.Add(new HttpMethodMetadata(route.Methods));
                return endpoint.Build();
            }
        );

    // A function is found by route and method together: another method is not 405 but 404, as in the cloud.
    private static Task NoRouteForOtherMethods(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint() is not RouteEndpoint)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
        return next(http);
    }

    private async Task HandleAsync(HttpContext http, HttpRoute route)
    {
        if (!_keys.Allow(http.Request, route.Trigger.AuthLevel))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        await using var context = new InvocationContext(route.Function.Definition, _app.Scopes, CancellationToken.None)
        {
            Http = http,
            BindingDataSource = HttpValues.All,
        };
        http.Features.Set<IServiceProvidersFeature>(context);
        try
        {
            await _app.InvokeAsync(context);
        }
        catch (Exception e)
        {
            Fail(http, context, route.Function, e);
        }
    }

    private void Fail(HttpContext http, InvocationContext context, FunctionDescriptor function, Exception failure)
    {
        if (failure is OperationCanceledException && http.RequestAborted.IsCancellationRequested)
            return;
        _app.LogFailure(function, context, failure);
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }
        http.Response.Clear();
        http.Response.StatusCode = failure is BadHttpRequestException bad
            ? bad.StatusCode
            : StatusCodes.Status500InternalServerError;
    }
}

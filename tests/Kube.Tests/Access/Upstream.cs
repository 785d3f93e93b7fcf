using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kube.Tests.Access;

/// <summary>A request as a service sees it.</summary>
internal sealed record Seen(string Method, string Target, IHeaderDictionary Headers, string Body)
{
    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value.ToString() : null;
}

/// <summary>What stands behind the region's app: a server on loopback that answers as a test says.</summary>
internal sealed class Upstream : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<Seen> _seen = new();

    private Upstream(WebApplication server) => _server = server;

    public Uri Address => new(_server.Urls.Single());

    /// <summary>What was asked since the last <see cref="Forget"/>.</summary>
    public IReadOnlyList<Seen> Asked => [.. _seen];

    /// <summary>Answers; null for 200 and <c>{}</c>.</summary>
    public Func<HttpContext, Task>? OnRequest { get; set; }

    public static async Task<Upstream> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.Limits.MaxRequestBodySize = null;
            o.Listen(IPAddress.Loopback, 0);
        });
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.Zero);
        var upstream = new Upstream(builder.Build());
        upstream._server.Run(upstream.HandleAsync);
        await upstream._server.StartAsync();
        return upstream;
    }

    public void Forget()
    {
        _seen.Clear();
        OnRequest = null;
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private async Task HandleAsync(HttpContext http)
    {
        using var body = new StreamReader(http.Request.Body);
        var text = await body.ReadToEndAsync(http.RequestAborted);
        var target = http.Request.Path.ToUriComponent() + http.Request.QueryString.ToUriComponent();
        _seen.Enqueue(new(http.Request.Method, target, new HeaderDictionary(Copy(http)), text));
        if (OnRequest is { } answer)
        {
            await answer(http);
            return;
        }
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync("{}", http.RequestAborted);
    }

    private static Dictionary<string, Microsoft.Extensions.Primitives.StringValues> Copy(HttpContext http) =>
        http.Request.Headers.ToDictionary(h => h.Key, h => h.Value, StringComparer.OrdinalIgnoreCase);
}

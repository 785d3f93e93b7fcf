using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Mothership.Local.Worker;

namespace Mothership.Local.Host;

/// <summary>
/// Runs one function app as the Functions host does: its Program, then its functions with their triggers, each through the
/// app's middleware. Several can run in one process; each has its own settings, services, clock and port.
/// </summary>
public sealed partial class FunctionAppHost : IAsyncDisposable
{
    private readonly FunctionAppOptions _options;
    private readonly AppThread _thread;
    private readonly IHost _host;
    private readonly AppRuntime _app;
    private readonly ILogger _logger;
    private readonly List<TimerListener> _timers = [];
    private HttpFrontEnd? _http;
    private bool _stopped;

    private FunctionAppHost(FunctionAppOptions options, AppThread thread, IHost host, AppRuntime app)
    {
        (_options, _thread, _host, _app) = (options, thread, host, app);
        _logger = app.Loggers.CreateLogger("Host");
    }

    /// <summary>The app's name.</summary>
    public string Name => _options.Name;

    /// <summary>Where its HTTP functions listen; null when it has none.</summary>
    public Uri? BaseAddress { get; private set; }

    /// <summary>The app's services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>The names of its functions, in order.</summary>
    public IReadOnlyList<string> Functions => [.. _app.Functions.Select(function => function.Name)];

    /// <summary>Starts an app; when this returns, its triggers are running.</summary>
    /// <exception cref="FunctionAppStartException">Something about the app is wrong; all of it is named.</exception>
    public static async Task<FunctionAppHost> StartAsync(
        FunctionAppOptions options,
        CancellationToken cancellationToken = default
    )
    {
        var thread = new AppThread(options);
        var host = await thread.StartAsync(cancellationToken);
        FunctionAppHost? app = null;
        try
        {
            app = new FunctionAppHost(options, thread, host, Prepare(options, thread.HostJsonText, host.Services));
            await app.StartTriggersAsync(cancellationToken);
            return app;
        }
        catch
        {
            await (app?.StopAsync() ?? EndAsync(host, thread));
            throw;
        }
    }

    /// <summary>
    /// Stops gracefully: no new HTTP request, message or timer; what is under way ends, for as long as the bound allows;
    /// then the app's own host stops and its Program returns.
    /// </summary>
    public async Task StopAsync()
    {
        if (_stopped)
            return;
        _stopped = true;
        using var bound = new CancellationTokenSource(_options.StopBound);
        try
        {
            await StopTriggersAsync(bound.Token).WaitAsync(bound.Token);
        }
        catch (OperationCanceledException)
        {
            LogStopBound(Name, _options.StopBound);
        }
        await EndAsync(_host, _thread);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    private static async Task EndAsync(IHost host, AppThread thread)
    {
        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await thread.Ended;
    }

    private static AppRuntime Prepare(FunctionAppOptions options, string hostJsonText, IServiceProvider services)
    {
        var settings = services.GetRequiredService<IConfiguration>();
        var hostJson = HostJson.Parse(options.Name, hostJsonText, settings);
        var (functions, problems) = options.Types is { } types
            ? FunctionDiscovery.Of(types)
            : FunctionDiscovery.Of(options.Assembly!);
        functions = [.. functions.Where(f => settings.GetValue<bool>($"AzureWebJobs:{f.Name}:Disabled") is false)];
        var app = new AppRuntime(options.Name, services, hostJson, functions, options.Clock);
        var binder = new ParameterBinder(() => throw new NotSupportedException());
        List<string> all = [.. problems, .. FunctionRules.Check(app)];
        app.Kafka = KafkaHostOptions.Read(hostJson, all);
        app.Durable = DurableHostOptions.Read(hostJson);
        hostJson.LogLevels();
        foreach (var function in functions)
            Invoker.Prepare(function, binder, all);
        if (all.Count > 0)
            throw new FunctionAppStartException(options.Name, all);
        return app;
    }

    private async Task StartTriggersAsync(CancellationToken cancellationToken)
    {
        List<string> problems = [];
        var routes = HttpRoute.Of(_app, problems);
        _timers.AddRange(Timers(problems));
        if (problems.Count > 0)
            throw new FunctionAppStartException(Name, problems);
        if (routes.Count > 0)
        {
            _http = await HttpFrontEnd.StartAsync(_app, routes, _options.Port, cancellationToken);
            BaseAddress = _http.Address;
        }
        foreach (var timer in _timers)
            timer.Start();
        foreach (var path in _app.HostJson.WithoutEffect())
            LogNoEffect(Name, path);
    }

    private IEnumerable<TimerListener> Timers(List<string> problems)
    {
        var names = new SettingNames(_app.Settings);
        foreach (var (function, trigger) in _app.With<TimerTriggerAttribute>())
            if (FunctionRules.ScheduleOf(function, trigger, names, problems) is { } schedule)
                yield return new(_app, function, trigger, schedule, Path.Combine(_options.StateFolder, "timers", Name));
    }

    private async Task StopTriggersAsync(CancellationToken cancellationToken)
    {
        await (_http?.StopAsync(cancellationToken) ?? Task.CompletedTask);
        await Task.WhenAll(_timers.Select(timer => timer.StopAsync()));
        await (_http?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [LoggerMessage(LogLevel.Warning, "{App}: host.json: {Path} is not supported by the local host and has no effect")]
    private partial void LogNoEffect(string app, string path);

    [LoggerMessage(
        LogLevel.Warning,
        "{App}: something was still running {Bound} after the stop began; it is left behind"
    )]
    private partial void LogStopBound(string app, TimeSpan bound);
}

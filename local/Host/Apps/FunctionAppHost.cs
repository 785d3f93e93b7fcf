using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Mothership.Local.Worker;

namespace Mothership.Local.Host;

/// <summary>
/// Runs one function app as the Functions host does: its Program, then its functions with their triggers, each through
/// the app's middleware. Several can run in one process; each has its own settings, services, clock and port.
/// </summary>
public sealed partial class FunctionAppHost : IAsyncDisposable
{
    private readonly FunctionAppOptions _options;
    private readonly AppThread _thread;
    private readonly IHost _host;
    private readonly AppRuntime _app;
    private readonly ILogger _logger;
    private readonly AppTriggers _triggers;
    private bool _stopped;

    private FunctionAppHost(FunctionAppOptions options, AppThread thread, IHost host, AppRuntime app)
    {
        (_options, _thread, _host, _app) = (options, thread, host, app);
        _logger = app.Loggers.CreateLogger("Host");
        _triggers = new AppTriggers(app, options, thread.Folder);
    }

    /// <summary>The app's name.</summary>
    public string Name => _options.Name;

    /// <summary>Where its HTTP functions listen; null when it has none.</summary>
    public Uri? BaseAddress => _triggers.Address;

    /// <summary>The app's services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Starts and steers its durable functions; null when it has none.</summary>
    public DurableTaskClient? Durable => _triggers.Durable?.Client;

    /// <summary>Ends when its Program returns: after a stop, or because the app ended by itself.</summary>
    public Task Ended => _thread.Ended;

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
            var (runtime, problems) = Describe(options, thread.HostJsonText, host.Services);
            app = new FunctionAppHost(options, thread, host, runtime);
            app.Prepare(problems);
            await app._triggers.StartAsync(cancellationToken);
            return app;
        }
        catch
        {
            await (app?.StopAsync() ?? EndAsync(host, thread));
            throw;
        }
    }

    /// <summary>
    /// Stops gracefully: no new HTTP request, message or timer; what is under way ends, for as long as the bound
    /// allows; then the app's own host stops and its Program returns.
    /// </summary>
    public async Task StopAsync()
    {
        if (_stopped)
            return;
        _stopped = true;
        // Functions are told to give up somewhat before they are given up, so that they can.
        _app.AbandonAfter(_options.StopBound * 0.75);
        try
        {
            await _triggers.StopAsync(_app.Abandoned).WaitAsync(_options.StopBound);
        }
        catch (TimeoutException)
        {
            LogStopBound(Name, _options.StopBound);
        }
        try
        {
            await EndAsync(_host, _thread).WaitAsync(_options.StopBound);
        }
        catch (TimeoutException)
        {
            LogStopBound(Name, _options.StopBound);
        }
        catch (Exception e)
        {
            LogEndedBadly(e, Name);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    private static async Task EndAsync(IHost host, AppThread thread)
    {
        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await thread.Ended;
    }

    private static (AppRuntime App, IReadOnlyList<string> Problems) Describe(
        FunctionAppOptions options,
        string hostJsonText,
        IServiceProvider services
    )
    {
        var settings = services.GetRequiredService<IConfiguration>();
        var hostJson = HostJson.Parse(options.Name, hostJsonText, settings);
        var (functions, problems) = options.Types is { } types
            ? FunctionDiscovery.Of(types)
            : FunctionDiscovery.Of(options.Assembly!);
        functions = [.. functions.Where(f => settings.GetValue<bool>($"AzureWebJobs:{f.Name}:Disabled") is false)];
        return (new AppRuntime(options.Name, services, hostJson, functions, options.Clock), problems);
    }

    private void Prepare(IReadOnlyList<string> found)
    {
        List<string> problems = [.. found, .. FunctionRules.Check(_app)];
        _app.Kafka = KafkaHostOptions.Read(_app.HostJson, problems);
        if (_options.KafkaFetchWait is { } wait)
            _app.Kafka.Client.FetchWaitMaxMs = (int)wait.TotalMilliseconds;
        _app.Durable = DurableHostOptions.Read(_app.HostJson);
        _app.HostJson.LogLevels();
        var binder = new ParameterBinder(() => Durable!);
        foreach (var function in _app.Functions)
            Invoker.Prepare(function, binder, problems);
        _triggers.Prepare(problems);
        if (problems.Count > 0)
            throw new FunctionAppStartException(Name, problems);
        foreach (var path in _app.HostJson.WithoutEffect())
            LogNoEffect(Name, path);
    }

    [LoggerMessage(LogLevel.Error, "{App}: its Program ended with an error")]
    private partial void LogEndedBadly(Exception failure, string app);

    [LoggerMessage(LogLevel.Warning, "{App}: host.json: {Path} is not supported by the local host and has no effect")]
    private partial void LogNoEffect(string app, string path);

    [LoggerMessage(
        LogLevel.Warning,
        "{App}: something was still running {Bound} after the stop began; it is left behind"
    )]
    private partial void LogStopBound(string app, TimeSpan bound);
}

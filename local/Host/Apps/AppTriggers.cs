using Microsoft.Azure.Functions.Worker;

namespace Mothership.Local.Host;

/// <summary>All triggers of one app: made ready together, started when all are sound, stopped in order.</summary>
internal sealed class AppTriggers(AppRuntime app, FunctionAppOptions options, string folder)
{
    private const string HostNameSetting = "WEBSITE_HOSTNAME";

    private readonly List<TimerListener> _timers = [];
    private readonly List<KafkaListener> _consumers = [];
    private IReadOnlyList<HttpRoute> _routes = [];
    private HttpFrontEnd? _http;
    private DurableHost? _durable;

    /// <summary>Where the HTTP functions listen.</summary>
    internal Uri? Address => _http?.Address;

    /// <summary>The engine for durable functions; null when the app has none.</summary>
    internal DurableHost? Durable => _durable;

    /// <summary>Makes everything ready; nothing runs yet.</summary>
    internal void Prepare(List<string> problems)
    {
        var names = new SettingNames(app.Settings);
        _routes = HttpRoute.Of(app, problems);
        foreach (var (function, trigger) in app.With<TimerTriggerAttribute>())
            if (FunctionRules.ScheduleOf(function, trigger, names, problems) is { } schedule)
                _timers.Add(
                    new(app, function, trigger, schedule, Path.Combine(options.StateFolder, "timers", app.Name))
                );
        foreach (var (function, trigger) in app.With<KafkaTriggerAttribute>())
            if (FunctionRules.ConnectionOf(function, trigger, names, folder, problems) is { } connection)
                _consumers.Add(new KafkaListener(app, function, trigger, connection));
        app.Sender = new KafkaSender(app, names, folder, problems);
        if (problems.Count == 0 && DurableHost.IsNeededBy(app))
            _durable = new DurableHost(app, options.StateFolder, options.StopBound * 0.5);
    }

    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        await (_durable?.StartAsync(cancellationToken) ?? Task.CompletedTask);
        if (_routes.Count > 0)
            await ListenAsync(cancellationToken);
        foreach (var consumer in _consumers)
            consumer.Start();
        foreach (var timer in _timers)
            timer.Start();
    }

    // In the cloud an app finds its own host name among its settings from the first moment on, so here it comes before
    // anything that may ask for it.
    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        _http = await HttpFrontEnd.StartAsync(app, _routes, options.Port, cancellationToken);
        if (string.IsNullOrEmpty(app.Settings[HostNameSetting]))
            app.Settings[HostNameSetting] = _http.Address.Authority;
    }

    /// <summary>
    /// Takes nothing more and waits for what is under way; the engine last, since functions use its client.
    /// </summary>
    /// <param name="enough">When requests under way are cut off.</param>
    internal async Task StopAsync(CancellationToken enough)
    {
        await Task.WhenAll([
            _http?.StopAsync(enough) ?? Task.CompletedTask,
            .. _timers.Select(timer => timer.StopAsync()),
            .. _consumers.Select(consumer => consumer.StopAsync()),
        ]);
        await (_durable?.StopAsync() ?? Task.CompletedTask);
        await (_http?.DisposeAsync() ?? ValueTask.CompletedTask);
        app.Sender?.Dispose();
    }
}

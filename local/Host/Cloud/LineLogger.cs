using Microsoft.Extensions.Logging;

namespace Mothership.Local.Host;

/// <summary>Logs as lines for people: time, level, app, category, message.</summary>
internal sealed class LineLogger(string app, TextWriter output) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) =>
        new Lines(app, categoryName[(categoryName.LastIndexOf('.') + 1)..], output);

    public void Dispose() { }

    /// <summary>Sends an app's logs to a writer that takes lines from several threads.</summary>
    internal static void Configure(ILoggingBuilder logging, string app, LocalCloudOptions options)
    {
        if (options.Log is not { } output)
            return;
        logging.AddProvider(new LineLogger(app, output));
        // A rule for this provider wins over those of host.json, which name none.
        if (!options.Verbose)
            logging.AddFilter<LineLogger>(null, LogLevel.Warning);
    }

    private sealed class Lines(string app, string category, TextWriter output) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            var time = TimeProvider.System.GetLocalNow();
            var line = $"{time:HH:mm:ss.fff} {Name(logLevel)} {app}/{category}: {formatter(state, exception)}";
            output.WriteLine(exception is null ? line : $"{line}{Environment.NewLine}{exception}");
        }

        private static string Name(LogLevel level) =>
            level switch
            {
                LogLevel.Critical => "CRIT",
                LogLevel.Error => "FAIL",
                LogLevel.Warning => "warn",
                LogLevel.Information => "info",
                _ => "dbug",
            };
    }
}

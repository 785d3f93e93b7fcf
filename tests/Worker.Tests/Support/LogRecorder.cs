using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Worker.Tests.Support;

/// <summary>Keeps what an app logs, so that a test can look at it.</summary>
public sealed class LogRecorder : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _entries = new();

    public IReadOnlyList<string> At(LogLevel level) => [.. _entries.Where(e => e.Level == level).Select(e => e.Text)];

    public override string ToString() => string.Join(Environment.NewLine, _entries.Select(e => $"{e.Level}: {e.Text}"));

    public ILogger CreateLogger(string categoryName) => new Recorder(_entries);

    public void Dispose() { }

    private sealed class Recorder(ConcurrentQueue<(LogLevel, string)> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) =>
            entries.Enqueue((logLevel, $"{formatter(state, exception)}{(exception is null ? "" : $" | {exception}")}"));
    }
}

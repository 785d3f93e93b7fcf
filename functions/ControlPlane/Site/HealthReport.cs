using Microsoft.Extensions.Logging;
using Mothership.Bus.Producing;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ports;

namespace Mothership.ControlPlane.Site;

/// <summary>
/// Asks the parts that the control plane can't do without, at most once in a while however often it is asked itself:
/// the question is open to everybody.
/// </summary>
public sealed partial class HealthReport(
    IRegionStore regions,
    IBusProbe bus,
    TimeProvider time,
    ILogger<HealthReport> logger
) : IDisposable
{
    private static readonly TimeSpan Validity = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly RegionId Nowhere = new("none", "health-check");

    private readonly SemaphoreSlim _one = new(1, 1);
    private Health? _last;
    private long _lastAt;

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    /// <summary>How the parts are, at most two seconds ago.</summary>
    internal async Task<Health> ReadAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            if (_last is null || time.GetElapsedTime(_lastAt) >= Validity)
                (_last, _lastAt) = (await AskAsync(cancellation), time.GetTimestamp());
            return _last;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<Health> AskAsync(CancellationToken cancellation) =>
        new(
            await StateAsync("tables", token => regions.FindAsync(Nowhere, token), cancellation),
            await StateAsync("bus", token => bus.CheckAsync(Patience, token), cancellation)
        );

    private async Task<string> StateAsync(
        string part,
        Func<CancellationToken, Task> ask,
        CancellationToken cancellation
    )
    {
        using var bound = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellation);
        try
        {
            await ask(either.Token).WaitAsync(Patience, time, cancellation);
            return Health.Up;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            LogDown(e, part);
            return Health.Down;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The {Part} does not answer.")]
    private partial void LogDown(Exception error, string part);
}

/// <summary>How the parts are.</summary>
internal sealed record Health(string Tables, string Bus)
{
    internal const string Up = "UP";
    internal const string Down = "DOWN";

    internal bool IsHealthy => (Tables, Bus) == (Up, Up);
}

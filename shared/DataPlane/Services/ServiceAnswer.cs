namespace Mothership.DataPlane.Services;

/// <summary>An answer, whose body may go on for as long as the client stays.</summary>
/// <param name="message">Status, headers, body.</param>
/// <param name="end">Run once nobody reads it any more.</param>
/// <param name="stillOpens">Asks anew whether the key opens the service.</param>
public sealed class ServiceAnswer(
    HttpResponseMessage message,
    Action? end = null,
    Func<CancellationToken, Task<bool>>? stillOpens = null
) : IDisposable
{
    private Action? _end = end;

    /// <summary>Status, headers, body.</summary>
    public HttpResponseMessage Message { get; } = message;

    /// <summary>
    /// Whether the body may go on: false from the moment on at which the region has heard that the key is deleted.
    /// </summary>
    public Task<bool> MayGoOnAsync(CancellationToken cancellation) =>
        stillOpens is null ? Task.FromResult(true) : stillOpens(cancellation);

    /// <summary>Lets go of the connection behind it.</summary>
    public void Dispose()
    {
        Message.Dispose();
        Interlocked.Exchange(ref _end, null)?.Invoke();
    }
}

using Microsoft.Extensions.Hosting;

namespace Mothership.Local.Worker;

/// <summary>Leaves the process's signals to the local host: several apps share the process.</summary>
internal sealed class ScopedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Ends an app that was started by itself, where nothing would call its functions.</summary>
internal sealed class NoHostService : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        throw new InvalidOperationException(
            "This function app does not run by itself: start it with `mothership-local`, which calls its functions."
        );

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

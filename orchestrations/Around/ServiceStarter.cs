using Microsoft.DurableTask.Client;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Orchestrations.Launching;

namespace Mothership.Orchestrations.Around;

/// <summary>Starts operations of services that the system itself has begun.</summary>
public sealed class ServiceStarter(IOperationStore operations)
{
    /// <summary>
    /// Starts an operation that is open, if it is not under way; also what a crash between its write and its start has
    /// left.
    /// </summary>
    public async Task StartAsync(
        TenantScope scope,
        OperationId? open,
        DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        if (open is not { } id)
            return;
        if (await operations.FindAsync(scope, id, cancellation) is { Value: { IsTerminal: false } operation })
            await OperationLauncher.StartAsync(client, operation, cancellation);
    }
}

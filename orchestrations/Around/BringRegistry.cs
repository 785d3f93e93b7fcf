using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Mothership.Domain.Ports;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.Around;

/// <summary>
/// Begins the Schema Registry of a new cluster's environment, if that has none. The cluster does not wait for it, nor
/// fail with it: it is usable already.
/// </summary>
public sealed class BringRegistry(
    IClusterStore clusters,
    Registries registries,
    ServiceStarter starter,
    OperationJournal journal
)
{
    /// <summary>The activity.</summary>
    [Function(nameof(BringRegistry))]
    public async Task<StepResult> RunAsync(
        [ActivityTrigger] StepCall call,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        var since = journal.Now;
        await journal.NoteRetryAsync(call, cancellation);
        var cluster = (await clusters.FindAsync(call.Scope, call.Cluster, cancellation))?.Value;
        // A deletion that came meanwhile has looked after the registry already.
        if (cluster is { IsDeleting: false })
        {
            var registry = await registries.EnsureAsync(call.Scope, cluster, cancellation);
            await starter.StartAsync(call.Scope, registry?.OpenOperation, client, cancellation);
        }
        await journal.NoteDoneAsync(call, since, cancellation);
        return StepResult.Done;
    }
}

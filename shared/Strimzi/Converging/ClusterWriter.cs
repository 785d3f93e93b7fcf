using Microsoft.Extensions.Logging;
using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.Converging;

/// <summary>Carries out a plan.</summary>
internal sealed class ClusterWriter(IKubeObjects objects, ILogger logger)
{
    /// <summary>Writes in order; what is there afterwards is noted in <paramref name="live"/>.</summary>
    /// <returns>How many writes it took.</returns>
    public async Task<int> WriteAsync(ClusterPlan plan, LiveObjects live, CancellationToken cancellation)
    {
        foreach (var write in plan.Writes)
            await WriteAsync(write, live, cancellation).ConfigureAwait(false);
        return plan.Writes.Count;
    }

    private async Task WriteAsync(Write write, LiveObjects live, CancellationToken cancellation)
    {
        switch (write)
        {
            case Write.Apply(var wanted):
                live.Put(await objects.ApplyAsync(wanted, cancellation).ConfigureAwait(false));
                break;
            case Write.Remove(var from, var change):
                logger.LogWarning("{Object} has fields that are not wanted: {Change}", from, change);
                live.Put(
                    await objects
                        .MergeAsync(from.Kind, from.Namespace, from.Name, change, cancellation)
                        .ConfigureAwait(false)
                );
                break;
            case Write.Delete(var extra):
                logger.LogWarning("{Object} is not wanted by anybody", extra);
                await objects.DeleteAsync(extra.Kind, extra.Namespace, extra.Name, cancellation).ConfigureAwait(false);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(write), write, null);
        }
    }
}

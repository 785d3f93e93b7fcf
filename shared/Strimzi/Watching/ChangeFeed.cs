using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.Watching;

/// <summary>
/// Which clusters and services may have changed, from watching their objects in all Kubernetes clusters.
/// </summary>
internal sealed class ChangeFeed(IKubePools pools, TimeProvider time, ILogger logger)
{
    private const string OfClusters = $"{KubeNames.Ours},{KubeNames.Cluster}";
    private const string OfServices = $"{KubeNames.Ours},{KubeNames.Service}";

    private static readonly (KubeKind Kind, string Labels)[] Watched =
    [
        (KubeKind.Kafka, OfClusters),
        (KubeKind.KafkaNodePool, OfClusters),
        (KubeKind.KafkaUser, OfServices),
        (KubeKind.KafkaConnector, OfServices),
        (KubeKind.KafkaConnect, OfServices),
        (KubeKind.Deployment, OfServices),
    ];

    /// <summary>Ids, until cancelled.</summary>
    /// <param name="leaving">Clusters that wait for their namespace to go, by its name.</param>
    /// <param name="cancellation">Ends it.</param>
    public async IAsyncEnumerable<string> ReadAsync(
        Func<string, IReadOnlyCollection<string>> leaving,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var ids = Channel.CreateUnbounded<string>(new() { SingleReader = true });
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var readers = pools
            .All.SelectMany(pool =>
                Watched
                    .Select(w =>
                        CopyAsync(
                            pool,
                            w.Kind,
                            w.Labels,
                            o => IdsAsync(pool, o, ending.Token),
                            ids.Writer,
                            ending.Token
                        )
                    )
                    .Append(
                        CopyAsync(
                            pool,
                            KubeKind.Namespace,
                            KubeNames.Ours,
                            n => Task.FromResult(leaving(n.Name)),
                            ids.Writer,
                            ending.Token
                        )
                    )
            )
            .ToArray();
        try
        {
            await foreach (var id in ids.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
                yield return id;
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(readers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<IReadOnlyCollection<string>> IdsAsync(
        KubePool pool,
        KubeObject changed,
        CancellationToken cancellation
    )
    {
        if (changed.Kind == KubeKind.KafkaConnect)
            return await ConnectorsAsync(pool, changed, cancellation).ConfigureAwait(false);
        return (changed.Label(KubeNames.Service) ?? changed.Label(KubeNames.Cluster)) is { } id ? [id] : [];
    }

    // What all of them share says something of each.
    private async Task<IReadOnlyCollection<string>> ConnectorsAsync(
        KubePool pool,
        KubeObject connect,
        CancellationToken cancellation
    )
    {
        try
        {
            var labels = $"{OfServices},{KubeNames.OfKafka(connect.Name)}";
            var found = await pool
                .Objects.ListAsync(KubeKind.KafkaConnector, connect.Namespace, labels, cancellation)
                .ConfigureAwait(false);
            return [.. found.Items.Select(c => c.Label(KubeNames.Service)).OfType<string>()];
        }
        catch (KubeException e)
        {
            // The pass over everything looks at them.
            logger.LogInformation(e, "The connectors on {Connect} can't be listed", connect);
            return [];
        }
    }

    private async Task CopyAsync(
        KubePool pool,
        KubeKind kind,
        string labels,
        Func<KubeObject, Task<IReadOnlyCollection<string>>> idsOf,
        ChannelWriter<string> to,
        CancellationToken cancellation
    )
    {
        try
        {
            var feed = new KubeFeed(pool.Objects, time, logger);
            await foreach (var changed in feed.ReadAsync(kind, labels, cancellation).ConfigureAwait(false))
            foreach (var id in await idsOf(changed).ConfigureAwait(false))
                to.TryWrite(id);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // Not to go on as if nothing changed any more.
            to.TryComplete(e);
        }
    }
}

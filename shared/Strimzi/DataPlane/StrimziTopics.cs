using System.Text.Json.Nodes;
using Mothership.DataPlane;
using Mothership.DataPlane.Topics;
using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.DataPlane;

/// <summary>
/// The topics of clusters, as KafkaTopic objects beside their Kafka object. The name of an object follows from that of
/// its topic, so that of two who make one topic the API server lets one through.
/// </summary>
/// <param name="places">Finds clusters.</param>
/// <param name="patience">How long a new topic is waited for, until Strimzi has made it.</param>
/// <param name="time">Measures that.</param>
internal sealed class StrimziTopics(IClusterPlaces places, TimeSpan patience, TimeProvider time) : ITopicDesk
{
    private const string Kind = "topic";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public Task<IReadOnlyList<TopicView>> ListAsync(DataPlaneCluster cluster, CancellationToken cancellation) =>
        InAsync<IReadOnlyList<TopicView>>(
            cluster,
            async place =>
            {
                var list = await place
                    .Pool.Objects.ListAsync(
                        KubeKind.KafkaTopic,
                        KubeNames.Namespace(place.Environment),
                        KubeNames.OfKafka(cluster.Id),
                        cancellation
                    )
                    .ConfigureAwait(false);
                return
                [
                    .. list.Items.Where(t => !t.IsDeleting).Select(View).OrderBy(t => t.Name, StringComparer.Ordinal),
                ];
            },
            cancellation
        );

    public Task<TopicView?> FindAsync(DataPlaneCluster cluster, string topic, CancellationToken cancellation) =>
        InAsync(
            cluster,
            async place =>
                await ReadAsync(place, topic, cancellation).ConfigureAwait(false) is { } found ? View(found) : null,
            cancellation
        );

    public Task<TopicView> CreateAsync(
        DataPlaneCluster cluster,
        NewTopic topic,
        bool validateOnly,
        CancellationToken cancellation
    ) =>
        InAsync(
            cluster,
            async place =>
            {
                var wanted = Rendered(place, topic);
                if (validateOnly)
                    return View(wanted);
                try
                {
                    await place.Pool.Objects.CreateAsync(wanted, cancellation).ConfigureAwait(false);
                }
                catch (KubeException e) when (e.Fault == KubeFault.Conflict)
                {
                    throw TopicRules.Exists(topic.Name);
                }
                return View(await MadeAsync(place, topic.Name, cancellation).ConfigureAwait(false) ?? wanted);
            },
            cancellation
        );

    public Task<TopicView> GrowAsync(
        DataPlaneCluster cluster,
        string topic,
        int partitions,
        CancellationToken cancellation
    ) =>
        ChangeAsync(
            cluster,
            topic,
            present =>
            {
                TopicRules.CheckGrowth(View(present), partitions);
                return new() { ["partitions"] = partitions };
            },
            cancellation
        );

    public Task DeleteAsync(DataPlaneCluster cluster, string topic, CancellationToken cancellation) =>
        InAsync(
            cluster,
            async place =>
            {
                if (await ReadAsync(place, topic, cancellation).ConfigureAwait(false) is null)
                    throw Refusals.UnknownTopic();
                return await place
                    .Pool.Objects.DeleteAsync(
                        KubeKind.KafkaTopic,
                        KubeNames.Namespace(place.Environment),
                        NameOf(cluster.Id, topic),
                        cancellation
                    )
                    .ConfigureAwait(false);
            },
            cancellation
        );

    public Task<IReadOnlyDictionary<string, string>> ConfigsAsync(
        DataPlaneCluster cluster,
        string topic,
        CancellationToken cancellation
    ) =>
        InAsync<IReadOnlyDictionary<string, string>>(
            cluster,
            async place =>
                (await ReadAsync(place, topic, cancellation).ConfigureAwait(false))?.At("spec", "config")
                    is JsonObject configs
                    ? configs.ToDictionary(c => c.Key, c => c.Value?.ToString() ?? "", StringComparer.Ordinal)
                    : new Dictionary<string, string>(),
            cancellation
        );

    public Task AlterConfigsAsync(
        DataPlaneCluster cluster,
        string topic,
        IReadOnlyList<ConfigChange> changes,
        CancellationToken cancellation
    ) =>
        ChangeAsync(
            cluster,
            topic,
            _ =>
                new()
                {
                    ["config"] = new JsonObject(changes.Select(c => KeyValuePair.Create(c.Name, (JsonNode?)c.Value))),
                },
            cancellation
        );

    internal static KubeObject Rendered(ClusterPlace place, NewTopic topic)
    {
        var rendered = KubeObject.New(
            KubeKind.KafkaTopic,
            KubeNames.Namespace(place.Environment),
            NameOf(place.ClusterId, topic.Name),
            [
                new(KubeNames.ManagedBy, KubeNames.FieldManager),
                new(KubeNames.Organization, place.Organization),
                new(KubeNames.Environment, place.Environment),
                new(KubeNames.Cluster, place.ClusterId),
                new(KubeNames.StrimziCluster, place.ClusterId),
            ]
        );
        rendered.Json["spec"] = new JsonObject
        {
            ["topicName"] = topic.Name,
            ["partitions"] = topic.Partitions,
            ["replicas"] = topic.Replicas,
            ["config"] = new JsonObject(topic.Configs.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)c.Value))),
        };
        return rendered;
    }

    private Task<TopicView> ChangeAsync(
        DataPlaneCluster cluster,
        string topic,
        Func<KubeObject, JsonObject> change,
        CancellationToken cancellation
    ) =>
        InAsync(
            cluster,
            async place =>
            {
                var present =
                    await ReadAsync(place, topic, cancellation).ConfigureAwait(false) ?? throw Refusals.UnknownTopic();
                var changed = await place
                    .Pool.Objects.MergeAsync(
                        KubeKind.KafkaTopic,
                        present.Namespace,
                        present.Name,
                        new() { ["spec"] = change(present) },
                        cancellation
                    )
                    .ConfigureAwait(false);
                return View(changed);
            },
            cancellation
        );

    // What Kafka itself refuses, Strimzi tells in the status; such a topic is taken back. One that takes its time is
    // there for all that can be said, and Strimzi goes on with it.
    private async Task<KubeObject?> MadeAsync(ClusterPlace place, string topic, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var seen = await ReadAsync(place, topic, cancellation).ConfigureAwait(false);
            var ready = seen?.Items("status", "conditions").FirstOrDefault(c => (string?)c["type"] == "Ready");
            if (seen is null || (string?)ready?["status"] == "True" || time.GetElapsedTime(began) >= patience)
                return seen;
            if ((string?)ready?["status"] == "False" && seen.Number("status", "observedGeneration") == seen.Generation)
            {
                await place
                    .Pool.Objects.DeleteAsync(seen.Kind, seen.Namespace, seen.Name, cancellation)
                    .ConfigureAwait(false);
                throw Refusals.Invalid($"The cluster refuses the topic '{topic}'.");
            }
            await Task.Delay(Look, time, cancellation).ConfigureAwait(false);
        }
    }

    private static async Task<KubeObject?> ReadAsync(ClusterPlace place, string topic, CancellationToken cancellation)
    {
        var found = await place
            .Pool.Objects.FindAsync(
                KubeKind.KafkaTopic,
                KubeNames.Namespace(place.Environment),
                NameOf(place.ClusterId, topic),
                cancellation
            )
            .ConfigureAwait(false);
        return found is { IsDeleting: false } ? found : null;
    }

    private static TopicView View(KubeObject topic) =>
        new(
            topic.Text("spec", "topicName") ?? topic.Name,
            (int)(topic.Number("spec", "replicas") ?? 1),
            [
                .. Enumerable
                    .Range(0, (int)(topic.Number("spec", "partitions") ?? 1))
                    .Select(i => new PartitionView(i, null)),
            ]
        );

    private static string NameOf(string cluster, string topic) => KubeNames.Of(cluster, Kind, topic);

    private Task<T> InAsync<T>(
        DataPlaneCluster cluster,
        Func<ClusterPlace, Task<T>> work,
        CancellationToken cancellation
    ) =>
        KubeRefusals.ToldAsync(async () =>
        {
            var place =
                await places.FindAsync(cluster.Id, cancellation).ConfigureAwait(false)
                ?? throw Refusals.NotFound($"Cluster {cluster.Id} cannot be found.");
            return await work(place).ConfigureAwait(false);
        });
}

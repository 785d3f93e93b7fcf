using System.Net;
using System.Text.Json.Nodes;
using k8s;
using k8s.Autorest;

namespace Mothership.Tests.Support.Kube;

/// <summary>What it does with an object whose turn has come. Only ever on its one thread of work.</summary>
public sealed partial class ScriptedStrimzi
{
    private const string Finalizer = "strimzi.io/topic-operator";

    private readonly Dictionary<StrimziKey, JsonObject> _known = [];
    private readonly Dictionary<StrimziKey, (long Generation, int Passes)> _passes = [];
    private readonly Dictionary<(string Kind, string Name), int> _signals = [];

    private async Task TakeListAsync(string kind, List<JsonObject> items)
    {
        var keys = items.Select(i => StrimziKey.Of(kind, i)).ToHashSet();
        foreach (var gone in _known.Keys.Where(k => k.Kind == kind && !keys.Contains(k)).ToList())
            Forget(gone);
        foreach (var item in items)
            await TakeAsync(kind, item, isGone: false);
    }

    private async Task TakeAsync(string kind, JsonObject item, bool isGone)
    {
        var key = StrimziKey.Of(kind, item);
        if (isGone)
            Forget(key);
        else
            _known[key] = item;
        if (!isGone)
            await ReconcileAsync(key, isPass: false);
        foreach (var other in Touched(key, item).Where(_known.ContainsKey).ToList())
            await ReconcileAsync(other, isPass: false);
    }

    /// <summary>What hangs on an object: a cluster on its pools, and everything else on its cluster.</summary>
    private IEnumerable<StrimziKey> Touched(StrimziKey key, JsonObject item) =>
        key.Kind switch
        {
            StrimziKinds.NodePool when StrimziKey.Owner(StrimziKinds.Kafka, key, item) is { } kafka => [kafka],
            StrimziKinds.Kafka or StrimziKinds.Connect => _known
                .Where(k => k.Key.Namespace == key.Namespace && k.Key.Kind != key.Kind)
                .Where(k => StrimziKey.Owner(key.Kind, k.Key, k.Value) == key)
                .Select(k => k.Key),
            _ => [],
        };

    private void Forget(StrimziKey key)
    {
        _known.Remove(key);
        _passes.Remove(key);
        _signals.Remove((key.Kind, key.Name));
    }

    private async Task ReconcileAllAsync(Func<StrimziKey, bool> which, bool isPass)
    {
        // Clusters before what hangs on them.
        foreach (var key in _known.Keys.Where(which).OrderBy(k => StrimziKinds.All.ToList().IndexOf(k.Kind)).ToList())
            await ReconcileAsync(key, isPass);
    }

    private async Task ReconcileAsync(StrimziKey key, bool isPass)
    {
        var item = _known[key];
        var metadata = item["metadata"]!.AsObject();
        if (metadata["deletionTimestamp"] is not null)
        {
            await LetGoAsync(key, item);
            return;
        }
        if ((string?)metadata["annotations"]?["strimzi.io/pause-reconciliation"] == "true")
        {
            await WriteAsync(key, item, StrimziStatus.Paused(item));
            return;
        }
        if (await PrepareAsync(key, item) is not { } cluster)
            return;
        var verdict = cluster.Fault ?? Ask(key, item, isPass);
        if (verdict.Phase == StrimziPhase.Ready)
            verdict = await MakeAsync(key, item, cluster.Whole) ?? verdict;
        if (verdict.Phase == StrimziPhase.Ready && key.Kind == StrimziKinds.Connector)
            verdict = await ManageOffsetsAsync(key, item, verdict);
        if (verdict.Phase != StrimziPhase.Silent)
            await WriteAsync(key, item, _status.Of(key, item, verdict, cluster.Whole));
    }

    private StrimziVerdict Ask(StrimziKey key, JsonObject item, bool isPass)
    {
        var generation = StrimziStatus.Generation(item);
        var (known, passes) = _passes.GetValueOrDefault(key, (generation, 0));
        passes = known != generation ? 0 : passes + (isPass ? 1 : 0);
        _passes[key] = (generation, passes);
        var signals = _signals.GetValueOrDefault((key.Kind, key.Name)) + _signals.GetValueOrDefault((key.Kind, "*"));
        var script =
            _scripts.GetValueOrDefault((key.Kind, key.Name))
            ?? _scripts.GetValueOrDefault((key.Kind, "*"))
            ?? StrimziScripts.ReadyAtOnce;
        return script(new StrimziTurn(item.DeepClone().AsObject(), generation, passes, signals));
    }

    /// <summary>What has to be there before anything is said of an object: null while it is not.</summary>
    private async Task<(StrimziCluster Whole, StrimziVerdict? Fault)?> PrepareAsync(StrimziKey key, JsonObject item)
    {
        if (key.Kind is StrimziKinds.Connect)
            return (new StrimziCluster(key, item, []), null);
        if (key.Kind is StrimziKinds.Connector)
            return (new StrimziCluster(key, item, []), FaultOfConnector(key, item));
        var kafka = key.Kind == StrimziKinds.Kafka ? key : StrimziKey.Owner(StrimziKinds.Kafka, key, item);
        if (kafka is not { } at || !_known.TryGetValue(at, out var owner))
            return null;
        var whole = Cluster(at, owner);
        if (key.Kind == StrimziKinds.NodePool)
            return (whole, null);
        if (key.Kind == StrimziKinds.Kafka)
            return whole.Fault() is null ? (whole, null) : await LookAgainAsync(at, owner);
        // The operators of users and topics run inside the cluster, and work only once that does.
        if (!IsReady(owner))
            return null;
        if (key.Kind == StrimziKinds.Topic)
            await HoldAsync(key, item);
        return (whole, null);
    }

    // The real one asks the server for a cluster's pools. Watches of two kinds tell one a little later than the other.
    private async Task<(StrimziCluster Whole, StrimziVerdict? Fault)> LookAgainAsync(StrimziKey key, JsonObject kafka)
    {
        var list = await _client.CustomObjects.ListNamespacedCustomObjectAsync<JsonObject>(
            StrimziKinds.Group,
            StrimziKinds.Version,
            key.Namespace,
            StrimziKinds.Plural(StrimziKinds.NodePool),
            labelSelector: $"strimzi.io/cluster={key.Name}"
        );
        foreach (var pool in list["items"]!.AsArray().Select(i => i!.DeepClone().AsObject()))
            _known[StrimziKey.Of(StrimziKinds.NodePool, pool)] = pool;
        var whole = Cluster(key, kafka);
        return (whole, whole.Fault());
    }

    private StrimziCluster Cluster(StrimziKey key, JsonObject kafka) =>
        new(
            key,
            kafka,
            [
                .. _known
                    .Where(k =>
                        k.Key.Kind == StrimziKinds.NodePool && k.Value["metadata"]!["deletionTimestamp"] is null
                    )
                    .Where(k => StrimziKey.Owner(StrimziKinds.Kafka, k.Key, k.Value) == key)
                    .OrderBy(k => k.Key.Name, StringComparer.Ordinal),
            ]
        );

    private StrimziVerdict? FaultOfConnector(StrimziKey key, JsonObject item)
    {
        var connect = StrimziKey.Owner(StrimziKinds.Connect, key, item);
        if (connect is not { } at || !_known.TryGetValue(at, out var owner))
            return new StrimziVerdict(
                StrimziPhase.Failing,
                "NoSuchResourceException",
                $"KafkaConnect resource '{connect?.Name}' identified by label 'strimzi.io/cluster' does not exist in "
                    + $"namespace {key.Namespace}."
            );
        return (string?)owner["metadata"]!["annotations"]?["strimzi.io/use-connector-resources"] == "true"
            ? null
            : new StrimziVerdict(
                StrimziPhase.Failing,
                "NoSuchResourceException",
                $"KafkaConnect {at.Name} is not configured with annotation strimzi.io/use-connector-resources"
            );
    }

    private async Task<StrimziVerdict?> MakeAsync(StrimziKey key, JsonObject item, StrimziCluster whole)
    {
        switch (key.Kind)
        {
            case StrimziKinds.Kafka:
                await _belongings.MakeAuthorityAsync(key, item);
                return null;
            case StrimziKinds.NodePool:
                await MakeClaimsAsync(key, item, whole);
                return null;
            case StrimziKinds.User:
                return await _belongings.MakeUserAsync(key, item);
            default:
                return null;
        }
    }

    // As the real one, it goes by what is there when it begins, not by what the watch told some time ago.
    private async Task MakeClaimsAsync(StrimziKey key, JsonObject pool, StrimziCluster whole)
    {
        if (!await IsThereAsync(whole.Key) || !await IsThereAsync(key))
            return;
        await BeforeClaims(key.Name);
        await _belongings.MakeClaimsAsync(whole, key, pool);
    }

    private async Task<bool> IsThereAsync(StrimziKey key)
    {
        try
        {
            var now = await _client.CustomObjects.GetNamespacedCustomObjectAsync<JsonObject>(
                StrimziKinds.Group,
                StrimziKinds.Version,
                key.Namespace,
                StrimziKinds.Plural(key.Kind),
                key.Name
            );
            return now["metadata"]!["deletionTimestamp"] is null;
        }
        catch (HttpOperationException e) when (e.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private static bool IsReady(JsonObject item) =>
        item["status"]?["conditions"]?.AsArray().Any(c => (string?)c!["type"] == "Ready") == true;

    private Task HoldAsync(StrimziKey key, JsonObject topic)
    {
        var finalizers = topic["metadata"]!["finalizers"]?.AsArray() ?? [];
        return finalizers.Any(f => (string?)f == Finalizer)
            ? Task.CompletedTask
            : MergeAsync(key, new JsonArray([.. finalizers.Select(f => f!.DeepClone()), Finalizer]));
    }

    /// <summary>
    /// A topic that is to go goes when its cluster can take it away; without one, nobody ever lets go of it.
    /// </summary>
    private async Task LetGoAsync(StrimziKey key, JsonObject item)
    {
        var finalizers = item["metadata"]!["finalizers"]?.AsArray() ?? [];
        if (key.Kind != StrimziKinds.Topic || finalizers.All(f => (string?)f != Finalizer))
            return;
        if (StrimziKey.Owner(StrimziKinds.Kafka, key, item) is { } kafka && _known.ContainsKey(kafka))
            await MergeAsync(
                key,
                new JsonArray([.. finalizers.Where(f => (string?)f != Finalizer).Select(f => f!.DeepClone())])
            );
    }

    private Task MergeAsync(StrimziKey key, JsonArray finalizers) =>
        PatchAsync(key, new JsonObject { ["finalizers"] = finalizers });

    /// <summary>
    /// Writes a status where it says something new. A write that crossed another one is not repeated: a change is on
    /// its way.
    /// </summary>
    private async Task WriteAsync(StrimziKey key, JsonObject item, JsonObject status)
    {
        if (JsonNode.DeepEquals(Timeless(item["status"]), status))
            return;
        var written = item.DeepClone().AsObject();
        written["status"] = Timed(status, item["status"]?["conditions"]?.AsArray());
        try
        {
            var answer = await _client.CustomObjects.ReplaceNamespacedCustomObjectStatusAsync<JsonObject>(
                written,
                StrimziKinds.Group,
                StrimziKinds.Version,
                key.Namespace,
                StrimziKinds.Plural(key.Kind),
                key.Name,
                fieldManager: "strimzi-cluster-operator"
            );
            _known[key] = answer;
            Interlocked.Increment(ref _writes);
        }
        catch (HttpOperationException e)
            when (e.Response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound) { }
    }

    private static JsonNode? Timeless(JsonNode? status)
    {
        var copy = status?.DeepClone();
        foreach (var condition in copy?["conditions"]?.AsArray() ?? [])
            condition!.AsObject().Remove("lastTransitionTime");
        return copy;
    }

    /// <summary>A condition that was there before keeps its time.</summary>
    private JsonObject Timed(JsonObject status, JsonArray? before)
    {
        var timed = status.DeepClone().AsObject();
        var now = _clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'");
        foreach (var condition in timed["conditions"]!.AsArray())
        {
            var same = before?.FirstOrDefault(b => JsonNode.DeepEquals(Bare(b!), condition));
            condition!["lastTransitionTime"] = (string?)same?["lastTransitionTime"] ?? now;
        }
        return timed;
    }

    private static JsonObject Bare(JsonNode condition)
    {
        var copy = condition.DeepClone().AsObject();
        copy.Remove("lastTransitionTime");
        return copy;
    }
}

using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Mothership.Strimzi.Objects;
using KubeFault = Mothership.Strimzi.Objects.KubeFault;

namespace Kube.Tests.Memory;

/// <summary>
/// Kubernetes' objects in memory, as far as one field manager of ours and its opponents need them: server-side apply,
/// generations, finalizers, namespaces that take their time, watches. Where a real server does otherwise is for the
/// operator's tests on one to show.
/// </summary>
internal sealed class MemoryKube : IKubeObjects
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(KubeKind, string, string), Stored> _objects = [];
    private readonly List<(long Version, KubeKind Kind, KubeChangeKind Change, JsonObject Json)> _log = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _version;

    /// <summary>How many requests have changed something.</summary>
    public int Writes { get; private set; }

    /// <summary>Asked before and after each request; what it throws, the caller gets.</summary>
    public Action<string, bool> OnRequest { get; set; } = static (_, _) => { };

    /// <summary>All that there is.</summary>
    public IReadOnlyList<KubeObject> All
    {
        get
        {
            lock (_gate)
                return [.. _objects.Select(o => new KubeObject(o.Key.Item1, Copy(o.Value.Json)))];
        }
    }

    public Task<KubeObject?> FindAsync(
        KubeKind kind,
        string? @namespace,
        string name,
        CancellationToken cancellation
    ) =>
        DoAsync<KubeObject?>(
            $"GET {kind}",
            () => _objects.TryGetValue(Key(kind, @namespace, name), out var found) ? Read(kind, found) : null
        );

    public Task<KubeList> ListAsync(
        KubeKind kind,
        string? @namespace,
        string? labels,
        CancellationToken cancellation
    ) =>
        DoAsync(
            $"LIST {kind}",
            () =>
                new KubeList(
                    [
                        .. _objects
                            .Where(o => o.Key.Item1 == kind && (@namespace is null || o.Key.Item2 == @namespace))
                            .Where(o => Matches(o.Value.Json, labels))
                            .OrderBy(o => (o.Key.Item2, o.Key.Item3))
                            .Select(o => Read(kind, o.Value)),
                    ],
                    $"{_version}"
                )
        );

    public Task<KubeObject> ApplyAsync(KubeObject wanted, CancellationToken cancellation) =>
        DoAsync($"APPLY {wanted.Kind}", () => Apply(wanted));

    public Task<KubeObject> CreateAsync(KubeObject wanted, CancellationToken cancellation) =>
        DoAsync(
            $"CREATE {wanted.Kind}",
            () =>
                _objects.ContainsKey(Key(wanted))
                    ? throw new KubeException(KubeFault.Conflict, $"{wanted} exists")
                    : Apply(wanted)
        );

    public Task<KubeObject> MergeAsync(
        KubeKind kind,
        string? @namespace,
        string name,
        JsonObject change,
        CancellationToken cancellation
    ) =>
        DoAsync(
            $"MERGE {kind}",
            () =>
            {
                var stored = Require(kind, @namespace, name);
                var next = Copy(stored.Json);
                Merge(next, change);
                return Write(kind, stored, next, stored.Applied);
            }
        );

    public Task<bool> DeleteAsync(KubeKind kind, string? @namespace, string name, CancellationToken cancellation) =>
        DoAsync(
            $"DELETE {kind}",
            () =>
            {
                if (!_objects.TryGetValue(Key(kind, @namespace, name), out var stored))
                    return true;
                Delete(kind, stored);
                return false;
            }
        );

    public async IAsyncEnumerable<KubeChange> WatchAsync(
        KubeKind kind,
        string? labels,
        string resourceVersion,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var seen = long.Parse(resourceVersion);
        while (true)
        {
            Task more;
            List<(long Version, KubeKind Kind, KubeChangeKind Change, JsonObject Json)> news;
            lock (_gate)
            {
                OnRequest($"WATCH {kind}", false);
                news = [.. _log.Where(l => l.Version > seen)];
                seen = _version;
                more = _changed.Task;
            }
            foreach (var one in news.Where(n => n.Kind == kind && Matches(n.Json, labels)))
                yield return new(one.Change, new(kind, Copy(one.Json)));
            await more.WaitAsync(cancellation);
        }
    }

    /// <summary>Writes a status, as Strimzi would.</summary>
    public void SetStatus(KubeObject of, JsonObject status)
    {
        lock (_gate)
            if (_objects.TryGetValue(Key(of), out var stored) && !JsonNode.DeepEquals(stored.Json["status"], status))
            {
                stored.Json["status"] = status.DeepClone();
                Note(of.Kind, stored, KubeChangeKind.Written);
            }
    }

    /// <summary>Puts an object there that nobody of ours has made.</summary>
    public void Put(KubeObject foreign)
    {
        lock (_gate)
            Write(foreign.Kind, null, Copy(foreign.Json), null);
    }

    /// <summary>Changes an object behind our back.</summary>
    public void Edit(KubeObject of, Action<JsonObject> edit)
    {
        lock (_gate)
            if (_objects.TryGetValue(Key(of), out var stored))
            {
                var next = Copy(stored.Json);
                edit(next);
                Write(of.Kind, stored, next, stored.Applied);
            }
    }

    /// <summary>Takes an object away behind our back, whatever holds it.</summary>
    public void Remove(KubeObject of)
    {
        lock (_gate)
            if (_objects.TryGetValue(Key(of), out var stored))
                Gone(of.Kind, stored);
    }

    private KubeObject Apply(KubeObject wanted)
    {
        _objects.TryGetValue(Key(wanted), out var stored);
        if (wanted.Kind.IsNamespaced)
        {
            var home = _objects.GetValueOrDefault(Key(KubeKind.Namespace, null, wanted.Namespace!));
            if (home is null)
                throw new KubeException(KubeFault.Missing, $"There is no namespace {wanted.Namespace}");
            if (stored is null && home.Json["metadata"]!["deletionTimestamp"] is not null)
                throw new KubeException(KubeFault.Forbidden, $"{wanted.Namespace} is being terminated");
        }
        var version = wanted.ResourceVersion;
        if (version.Length > 0 && version != stored?.Json["metadata"]!["resourceVersion"]?.ToString())
            throw new KubeException(KubeFault.Conflict, $"{wanted} has changed");
        var applied = Copy(wanted.Json);
        (applied["metadata"] as JsonObject)!.Remove("resourceVersion");
        var next = stored is null ? new JsonObject() : Copy(stored.Json);
        if (stored?.Applied is { } before)
            TakeAway(next, before, applied);
        Add(next, applied);
        return Write(wanted.Kind, stored, next, applied);
    }

    private KubeObject Write(KubeKind kind, Stored? before, JsonObject next, JsonObject? applied)
    {
        if (before is not null && JsonNode.DeepEquals(before.Json, next))
        {
            before.Applied = applied;
            return Read(kind, before);
        }
        var stored = before ?? new();
        var metadata = (JsonObject)next["metadata"]!;
        var same = before is not null && JsonNode.DeepEquals(before.Json["spec"], next["spec"]);
        metadata["generation"] = (before?.Generation ?? 0) + (same ? 0 : 1);
        metadata["uid"] = before?.Json["metadata"]!["uid"]?.ToString() ?? $"uid-{_version + 1}";
        (stored.Json, stored.Applied) = (next, applied);
        Writes++;
        var key = Key(kind, metadata["namespace"]?.ToString(), metadata["name"]!.ToString());
        _objects[key] = stored;
        if (metadata["deletionTimestamp"] is not null && metadata["finalizers"] is not JsonArray { Count: > 0 })
            Gone(kind, stored);
        else
            Note(kind, stored, KubeChangeKind.Written);
        return Read(kind, stored);
    }

    private void Delete(KubeKind kind, Stored stored)
    {
        var metadata = (JsonObject)stored.Json["metadata"]!;
        var name = metadata["name"]!.ToString();
        if (kind == KubeKind.Namespace)
            foreach (var (key, inside) in _objects.Where(o => o.Key.Item2 == name).ToList())
                Delete(key.Item1, inside);
        var isHeld =
            metadata["finalizers"] is JsonArray { Count: > 0 }
            || (kind == KubeKind.Namespace && _objects.Any(o => o.Key.Item2 == name));
        if (!isHeld)
        {
            Writes++;
            Gone(kind, stored);
        }
        else if (metadata["deletionTimestamp"] is null)
        {
            Writes++;
            metadata["deletionTimestamp"] = "2026-11-01T00:00:00Z";
            Note(kind, stored, KubeChangeKind.Written);
        }
    }

    private void Gone(KubeKind kind, Stored stored)
    {
        var metadata = (JsonObject)stored.Json["metadata"]!;
        var space = metadata["namespace"]?.ToString();
        _objects.Remove(Key(kind, space, metadata["name"]!.ToString()));
        Note(kind, stored, KubeChangeKind.Deleted);
        // A namespace that waits for its last object goes with it.
        if (
            space is not null
            && _objects.GetValueOrDefault(Key(KubeKind.Namespace, null, space)) is { } home
            && home.Json["metadata"]!["deletionTimestamp"] is not null
            && !_objects.Any(o => o.Key.Item2 == space)
        )
            Gone(KubeKind.Namespace, home);
    }

    private void Note(KubeKind kind, Stored stored, KubeChangeKind change)
    {
        ((JsonObject)stored.Json["metadata"]!)["resourceVersion"] = $"{++_version}";
        _log.Add((_version, kind, change, Copy(stored.Json)));
        _changed.TrySetResult();
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private Stored Require(KubeKind kind, string? @namespace, string name) =>
        _objects.TryGetValue(Key(kind, @namespace, name), out var found)
            ? found
            : throw new KubeException(KubeFault.Missing, $"There is no {kind} {@namespace}/{name}");

    private Task<T> DoAsync<T>(string what, Func<T> act)
    {
        try
        {
            lock (_gate)
            {
                OnRequest(what, false);
                var result = act();
                OnRequest(what, true);
                return Task.FromResult(result);
            }
        }
        catch (Exception e)
        {
            return Task.FromException<T>(e);
        }
    }

    private static KubeObject Read(KubeKind kind, Stored stored) => new(kind, Copy(stored.Json));

    private static JsonObject Copy(JsonObject json) => (JsonObject)json.DeepClone();

    private static (KubeKind, string, string) Key(KubeObject of) => Key(of.Kind, of.Namespace, of.Name);

    private static (KubeKind, string, string) Key(KubeKind kind, string? @namespace, string name) =>
        (kind, @namespace ?? "", name);

    private static bool Matches(JsonObject json, string? labels) =>
        labels is null || labels.Split(',').All(l => Has(json["metadata"]?["labels"] as JsonObject, l));

    private static bool Has(JsonObject? labels, string selector) =>
        selector.Split('=') is [var name, var value] ? labels?[name]?.ToString() == value
        : selector.StartsWith('!') ? labels?[selector[1..]] is null
        : labels?[selector] is not null;

    private static void Add(JsonObject to, JsonObject from)
    {
        foreach (var (name, value) in from)
            if (value is JsonObject deeper && to[name] is JsonObject there)
                Add(there, deeper);
            else
                to[name] = value?.DeepClone();
    }

    private static void TakeAway(JsonObject from, JsonObject before, JsonObject now)
    {
        foreach (var (name, value) in before)
            if (!now.ContainsKey(name))
                from.Remove(name);
            else if (value is JsonObject deeper && now[name] is JsonObject kept && from[name] is JsonObject there)
                TakeAway(there, deeper, kept);
    }

    private static void Merge(JsonObject to, JsonObject change)
    {
        foreach (var (name, value) in change)
            if (value is null)
                to.Remove(name);
            else if (value is JsonObject deeper && to[name] is JsonObject there)
                Merge(there, deeper);
            else
                to[name] = value.DeepClone();
    }

    private sealed class Stored
    {
        public JsonObject Json { get; set; } = [];

        public JsonObject? Applied { get; set; }

        public long Generation => Json["metadata"]?["generation"]?.GetValue<long>() ?? 0;
    }
}

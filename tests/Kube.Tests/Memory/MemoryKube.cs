using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Mothership.Strimzi.Objects;
using KubeFault = Mothership.Strimzi.Objects.KubeFault;

namespace Kube.Tests.Memory;

/// <summary>
/// Kubernetes' objects in memory: server-side apply with the fields of ours and of everybody else,
/// generations, finalizers, namespaces that take their time, watches. That it does as a real server does, the
/// compliance suite shows. It knows no rights, no quotas, no kinds that are missing, and of schemas only the number of
/// a topic's partitions.
/// </summary>
internal sealed partial class MemoryKube : IKubeObjects
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(KubeKind, string, string), Stored> _objects = [];
    private readonly List<Logged> _log = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _version;
    private long _forgotten;

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
            {
                CheckHome(wanted, isNew: true);
                if (_objects.ContainsKey(Key(wanted)))
                    throw new KubeException(KubeFault.Conflict, $"{wanted} exists");
                var json = WithoutStatus(wanted.Kind, Copy(wanted.Json));
                MemorySchema.Check(wanted.Kind, json, isApply: false);
                // Made, not applied: an apply that leaves a field out later does not take it away.
                return Write(wanted.Kind, null, json, []);
            }
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
                if (
                    change["metadata"]?["resourceVersion"]?.ToString() is { } version
                    && version != next["metadata"]!["resourceVersion"]!.ToString()
                )
                    throw new KubeException(KubeFault.Conflict, $"{kind} {name} has changed");
                Merge(next, change);
                KeepStatus(kind, stored, next);
                MemorySchema.Check(kind, next, isApply: false);
                return Update(kind, stored, next);
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

    public Task<bool> DeleteAsync(KubeObject exactly, CancellationToken cancellation) =>
        DoAsync(
            $"DELETE {exactly.Kind}",
            () =>
            {
                if (!_objects.TryGetValue(Key(exactly), out var stored) || UidOf(stored) != exactly.Uid)
                    return true;
                Delete(exactly.Kind, stored);
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
            List<Logged> news;
            lock (_gate)
            {
                OnRequest($"WATCH {kind}", false);
                if (seen < _forgotten)
                    throw new KubeException(KubeFault.Expired, $"{resourceVersion} is too long ago");
                news = [.. _log.Where(l => l.Version > seen)];
                seen = _version;
                more = _changed.Task;
            }
            foreach (var one in news.Where(n => n.Kind == kind))
                if (Seen(one, labels) is { } change)
                    yield return change;
            await more.WaitAsync(cancellation);
        }
    }

    /// <summary>Forgets what happened so far: watches from before are refused.</summary>
    public void Compact()
    {
        lock (_gate)
        {
            _log.Clear();
            _forgotten = _version;
        }
    }

    /// <summary>Somebody else applies an object, by force.</summary>
    public void ApplyByOther(KubeObject wanted)
    {
        lock (_gate)
            if (_objects.TryGetValue(Key(wanted), out var stored))
            {
                var next = Copy(stored.Json);
                Add(next, Copy(wanted.Json));
                Update(wanted.Kind, stored, next);
                stored.Theirs.UnionWith(FieldPaths.Of(wanted.Json));
            }
            else
                Put(wanted);
    }

    /// <summary>Writes a status, as Strimzi would.</summary>
    public void SetStatus(KubeObject of, JsonObject status)
    {
        lock (_gate)
            if (_objects.TryGetValue(Key(of), out var stored) && !JsonNode.DeepEquals(stored.Json["status"], status))
            {
                var was = Copy(stored.Json);
                stored.Json["status"] = status.DeepClone();
                Note(of.Kind, stored, KubeChangeKind.Written, was);
            }
    }

    /// <summary>Puts an object there that nobody of ours has made.</summary>
    public void Put(KubeObject foreign)
    {
        lock (_gate)
            Write(foreign.Kind, null, Copy(foreign.Json), []);
    }

    /// <summary>Changes an object behind our back.</summary>
    public void Edit(KubeObject of, Action<JsonObject> edit)
    {
        lock (_gate)
            if (_objects.TryGetValue(Key(of), out var stored))
            {
                var next = Copy(stored.Json);
                edit(next);
                Update(of.Kind, stored, next);
            }
    }

    /// <summary>Takes an object away behind our back, whatever holds it.</summary>
    public void Remove(KubeObject of)
    {
        lock (_gate)
            if (_objects.TryGetValue(Key(of), out var stored))
                Gone(of.Kind, stored, stored.Json);
    }

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

    private static string UidOf(Stored stored) => stored.Json["metadata"]!["uid"]!.ToString();

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

    // What leaves a selection looks deleted to those who watch it.
    private static KubeChange? Seen(Logged one, string? labels)
    {
        var wasIn = one.Was is not null && Matches(one.Was, labels);
        if (Matches(one.Json, labels))
            return new(one.Change, new(one.Kind, Copy(one.Json)));
        return wasIn ? new(KubeChangeKind.Deleted, new(one.Kind, Copy(one.Json))) : null;
    }

    private sealed record Logged(long Version, KubeKind Kind, KubeChangeKind Change, JsonObject Json, JsonObject? Was);

    private sealed class Stored
    {
        public JsonObject Json { get; set; } = [];

        /// <summary>The fields that we applied.</summary>
        public HashSet<string> Ours { get; set; } = [];

        /// <summary>The fields that anybody else has, or we by other means.</summary>
        public HashSet<string> Theirs { get; init; } = [];

        public long Generation => Json["metadata"]?["generation"]?.GetValue<long>() ?? 0;
    }
}

using System.Text.Json.Nodes;
using Mothership.Strimzi.Objects;
using KubeFault = Mothership.Strimzi.Objects.KubeFault;

namespace Kube.Tests.Memory;

// What comes of writes and deletions.
internal sealed partial class MemoryKube
{
    private void CheckHome(KubeObject wanted, bool isNew)
    {
        if (!wanted.Kind.IsNamespaced)
            return;
        var home = _objects.GetValueOrDefault(Key(KubeKind.Namespace, null, wanted.Namespace!));
        if (home is null)
            throw new KubeException(KubeFault.Missing, $"There is no namespace {wanted.Namespace}");
        if (isNew && home.Json["metadata"]!["deletionTimestamp"] is not null)
            throw new KubeException(KubeFault.Forbidden, $"{wanted.Namespace} is being terminated");
    }

    // A version alone does not keep an apply from making what is not there; whose object is meant does.
    private static void CheckVersion(KubeObject wanted, Stored? stored)
    {
        var (uid, version) = (wanted.Text("metadata", "uid"), wanted.ResourceVersion);
        var there = stored?.Json["metadata"];
        if (uid is not null && uid != there?["uid"]?.ToString())
            throw new KubeException(KubeFault.Conflict, $"{wanted} is another");
        if (there is not null && version.Length > 0 && version != there["resourceVersion"]?.ToString())
            throw new KubeException(KubeFault.Conflict, $"{wanted} has changed");
    }

    private KubeObject Apply(KubeObject wanted)
    {
        _objects.TryGetValue(Key(wanted), out var stored);
        CheckHome(wanted, isNew: stored is null);
        CheckVersion(wanted, stored);
        var applied = WithoutStatus(wanted.Kind, Copy(wanted.Json));
        (applied["metadata"] as JsonObject)!.Remove("resourceVersion");
        (applied["metadata"] as JsonObject)!.Remove("uid");
        MemorySchema.Check(wanted.Kind, applied, isApply: true);
        var next = stored is null ? new JsonObject() : Copy(stored.Json);
        var ours = FieldPaths.Of(applied);
        foreach (var left in (stored?.Ours ?? []).Where(p => !ours.Contains(p) && !stored!.Theirs.Contains(p)))
            if (FieldPaths.Remove(next, left, ours) && MemorySchema.IsCustom(wanted.Kind))
                throw new KubeException(KubeFault.Invalid, $"{wanted} would have null in place of a map");
        Add(next, applied);
        // What had another value is ours alone now.
        stored?.Theirs.ExceptWith(FieldPaths.Changed(stored.Json, next));
        return Write(wanted.Kind, stored, next, ours);
    }

    // By anybody but an apply of ours: whoever changes a field has it from then on, and nobody else.
    private KubeObject Update(KubeKind kind, Stored stored, JsonObject next)
    {
        var changed = FieldPaths.Changed(stored.Json, next);
        stored.Ours.ExceptWith(changed);
        stored.Theirs.UnionWith(changed);
        return Write(kind, stored, next, stored.Ours);
    }

    private static JsonObject WithoutStatus(KubeKind kind, JsonObject json)
    {
        if (MemorySchema.HasStatusApart(kind))
            json.Remove("status");
        return json;
    }

    private static void KeepStatus(KubeKind kind, Stored stored, JsonObject next)
    {
        if (!MemorySchema.HasStatusApart(kind))
            return;
        next.Remove("status");
        if (stored.Json["status"] is { } status)
            next["status"] = status.DeepClone();
    }

    private KubeObject Write(KubeKind kind, Stored? before, JsonObject next, HashSet<string> ours)
    {
        if (before is not null && JsonNode.DeepEquals(before.Json, next))
        {
            before.Ours = ours;
            return Read(kind, before);
        }
        var stored = before ?? new() { Theirs = ours.Count == 0 ? FieldPaths.Of(next) : [] };
        var metadata = (JsonObject)next["metadata"]!;
        if (MemorySchema.CountsGenerations(kind))
            metadata["generation"] = stored.Generation + (IsAnotherWish(stored.Json, next) ? 1 : 0);
        metadata["uid"] = before?.Json["metadata"]!["uid"]?.ToString() ?? $"uid-{_version + 1}";
        var was = before?.Json;
        (stored.Json, stored.Ours) = (next, ours);
        Writes++;
        var key = Key(kind, metadata["namespace"]?.ToString(), metadata["name"]!.ToString());
        _objects[key] = stored;
        if (metadata["deletionTimestamp"] is not null && metadata["finalizers"] is not JsonArray { Count: > 0 })
            Gone(kind, stored, was);
        else
            Note(kind, stored, KubeChangeKind.Written, was);
        return Read(kind, stored);
    }

    private static bool IsAnotherWish(JsonObject before, JsonObject now) =>
        before.Count == 0
        || before
            .Select(f => f.Key)
            .Union(now.Select(f => f.Key))
            .Any(f => f is not ("metadata" or "status") && !JsonNode.DeepEquals(before[f], now[f]));

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
            Gone(kind, stored, stored.Json);
        }
        else if (metadata["deletionTimestamp"] is null)
        {
            Writes++;
            var was = Copy(stored.Json);
            metadata["deletionTimestamp"] = "2026-11-01T00:00:00Z";
            if (MemorySchema.CountsGenerations(kind))
                metadata["generation"] = stored.Generation + 1;
            Note(kind, stored, KubeChangeKind.Written, was);
        }
    }

    private void Gone(KubeKind kind, Stored stored, JsonObject? was)
    {
        var metadata = (JsonObject)stored.Json["metadata"]!;
        var space = metadata["namespace"]?.ToString();
        _objects.Remove(Key(kind, space, metadata["name"]!.ToString()));
        Note(kind, stored, KubeChangeKind.Deleted, was is null ? null : Copy(was));
        // A namespace that waits for its last object goes with it.
        if (
            space is not null
            && _objects.GetValueOrDefault(Key(KubeKind.Namespace, null, space)) is { } home
            && home.Json["metadata"]!["deletionTimestamp"] is not null
            && !_objects.Any(o => o.Key.Item2 == space)
        )
            Gone(KubeKind.Namespace, home, home.Json);
    }

    private void Note(KubeKind kind, Stored stored, KubeChangeKind change, JsonObject? was)
    {
        ((JsonObject)stored.Json["metadata"]!)["resourceVersion"] = $"{++_version}";
        _log.Add(new(_version, kind, change, Copy(stored.Json), was));
        _changed.TrySetResult();
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private Stored Require(KubeKind kind, string? @namespace, string name) =>
        _objects.TryGetValue(Key(kind, @namespace, name), out var found)
            ? found
            : throw new KubeException(KubeFault.Missing, $"There is no {kind} {@namespace}/{name}");
}

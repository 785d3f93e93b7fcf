using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.Converging;

/// <summary>Objects as they were read, found by what they are.</summary>
internal sealed class LiveObjects
{
    private readonly Dictionary<(KubeKind, string), Dictionary<string, KubeObject>> _objects = [];

    public void Add(IEnumerable<KubeObject> objects)
    {
        foreach (var read in objects)
            Put(read);
    }

    /// <summary>Notes an object as it now is.</summary>
    public void Put(KubeObject read)
    {
        var key = (read.Kind, read.Namespace ?? "");
        if (!_objects.TryGetValue(key, out var named))
            _objects[key] = named = new(StringComparer.Ordinal);
        named[read.Name] = read;
    }

    public KubeObject? Find(KubeKind kind, string? @namespace, string name) =>
        _objects.TryGetValue((kind, @namespace ?? ""), out var named) ? named.GetValueOrDefault(name) : null;

    /// <summary>The object that is where the wanted one is to be.</summary>
    public KubeObject? Find(KubeObject wanted) => Find(wanted.Kind, wanted.Namespace, wanted.Name);

    public IEnumerable<KubeObject> In(KubeKind kind, string? @namespace) =>
        _objects.TryGetValue((kind, @namespace ?? ""), out var named) ? named.Values : [];

    public IEnumerable<KubeObject> Of(KubeKind kind) =>
        _objects.Where(o => o.Key.Item1 == kind).SelectMany(o => o.Value.Values);
}

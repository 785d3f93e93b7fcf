namespace Mothership.Local.FakeStripe.State;

/// <summary>All objects of a kind in the order in which they came, and those that belong to another object.</summary>
internal sealed class Store<T>(string kind) : IStore
    where T : Resource
{
    private readonly Dictionary<string, T> _byId = new(StringComparer.Ordinal);
    private readonly List<T> _all = [];
    private readonly Dictionary<string, List<T>> _byParent = new(StringComparer.Ordinal);

    /// <summary>What errors call an object of this kind.</summary>
    public string Kind => kind;

    public IReadOnlyList<T> All => _all;

    /// <summary>The objects that were put under another one, oldest first.</summary>
    public IReadOnlyList<T> Under(string? parent) => parent is null ? [] : _byParent.GetValueOrDefault(parent) ?? [];

    public T Add(T resource, params string?[] parents)
    {
        _byId.Add(resource.Id, resource);
        _all.Add(resource);
        foreach (var parent in parents)
            Link(resource, parent);
        return resource;
    }

    public void Link(T resource, string? parent)
    {
        if (parent is null)
            return;
        if (!_byParent.TryGetValue(parent, out var list))
            _byParent[parent] = list = [];
        list.Add(resource);
    }

    public void Remove(T resource)
    {
        _byId.Remove(resource.Id);
        _all.Remove(resource);
        foreach (var list in _byParent.Values)
            list.Remove(resource);
    }

    /// <summary>Forgets the oldest objects for as long as they are to be forgotten.</summary>
    public void ForgetWhile(Predicate<T> isOld)
    {
        var count = _all.TakeWhile(r => isOld(r)).Count();
        foreach (var resource in _all.Take(count))
            _byId.Remove(resource.Id);
        _all.RemoveRange(0, count);
    }

    public T? Find(string? id) => id is null ? null : _byId.GetValueOrDefault(id);

    /// <summary>The object of an address.</summary>
    public T Get(string id) => Find(id) ?? throw Http.StripeError.Missing(kind, id);

    /// <summary>The object that a parameter names.</summary>
    public T Named(string id, string param) => Find(id) ?? throw Http.StripeError.NoSuch(kind, id, param);

    Resource? IStore.Find(string id) => Find(id);
}

/// <summary>A store of some kind of object.</summary>
internal interface IStore
{
    Resource? Find(string id);
}

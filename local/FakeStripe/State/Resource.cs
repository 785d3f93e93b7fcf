namespace Mothership.Local.FakeStripe.State;

/// <summary>Anything that has an id.</summary>
internal abstract class Resource
{
    public required string Id { get; init; }

    /// <summary>When it came to be, in seconds since 1970.</summary>
    public required long Created { get; init; }

    /// <summary>When it was last changed, which a search learns only later.</summary>
    public long Touched { get; set; }

    public SortedDictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>As it is answered and put into events.</summary>
    public abstract JsonObject ToJson(Account account);

    /// <summary>Applies the names and values of a request: an empty value takes a name away.</summary>
    public void Merge(IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata is { Count: 0 })
            Metadata.Clear();
        foreach (var (name, value) in metadata ?? new Dictionary<string, string>())
            if (value.Length == 0)
                Metadata.Remove(name);
            else
                Metadata[name] = value;
    }

    protected JsonObject MetadataJson()
    {
        var json = new JsonObject();
        foreach (var (name, value) in Metadata)
            json[name] = value;
        return json;
    }
}

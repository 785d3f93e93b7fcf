using System.Text.Json.Nodes;

namespace Mothership.Strimzi.Objects;

/// <summary>
/// A Kubernetes object as JSON, with what all of them have at hand. Not to be changed once it is shared.
/// </summary>
/// <param name="kind">What it is.</param>
/// <param name="json">The whole of it.</param>
public sealed class KubeObject(KubeKind kind, JsonObject json)
{
    /// <summary>What it is.</summary>
    public KubeKind Kind { get; } = kind;

    /// <summary>The whole of it.</summary>
    public JsonObject Json { get; } = json;

    /// <summary>Its name; unique for the kind within the namespace.</summary>
    public string Name => Text("metadata", "name") ?? "";

    /// <summary>Its namespace; null for kinds that have none.</summary>
    public string? Namespace => Text("metadata", "namespace");

    /// <summary>Tells it from an earlier or a later one of the same name.</summary>
    public string Uid => Text("metadata", "uid") ?? "";

    /// <summary>Changes when its specification does; the status says for which one it is.</summary>
    public long Generation => Number("metadata", "generation") ?? 0;

    /// <summary>Changes with every write.</summary>
    public string ResourceVersion => Text("metadata", "resourceVersion") ?? "";

    /// <summary>Which object it is, and in which version, for <see cref="OnlyAs"/>.</summary>
    public string Revision => $"{Text("metadata", "uid")}/{ResourceVersion}";

    /// <summary>Whether it is on its way out.</summary>
    public bool IsDeleting => At("metadata", "deletionTimestamp") is not null;

    /// <summary>One that is to be: API version, kind, name, namespace and labels, to which the rest is added.</summary>
    public static KubeObject New(
        KubeKind kind,
        string? @namespace,
        string name,
        IEnumerable<KeyValuePair<string, string>> labels
    )
    {
        var metadata = new JsonObject { ["name"] = name };
        if (@namespace is not null)
            metadata["namespace"] = @namespace;
        metadata["labels"] = new JsonObject(labels.Select(l => KeyValuePair.Create(l.Key, (JsonNode?)l.Value)));
        return new(
            kind,
            new()
            {
                ["apiVersion"] = kind.ApiVersion,
                ["kind"] = kind.Name,
                ["metadata"] = metadata,
            }
        );
    }

    /// <summary>
    /// Lets an apply of this change only that object, and only in that version. A version alone would not do: an apply
    /// makes an object that is not there, whatever version it has.
    /// </summary>
    /// <param name="revision">The <see cref="Revision"/> of what was read.</param>
    public void OnlyAs(string revision)
    {
        var metadata = (JsonObject)Json["metadata"]!;
        var end = revision.IndexOf('/', StringComparison.Ordinal);
        (metadata["uid"], metadata["resourceVersion"]) = (revision[..end], revision[(end + 1)..]);
    }

    /// <summary>The value of a label; null when it has none of that name.</summary>
    public string? Label(string name) => Text("metadata", "labels", name);

    /// <summary>The value of an annotation; null when it has none of that name.</summary>
    public string? Annotation(string name) => Text("metadata", "annotations", name);

    /// <summary>What is at a path; null when there is nothing.</summary>
    public JsonNode? At(params ReadOnlySpan<string> path)
    {
        JsonNode? at = Json;
        foreach (var name in path)
            at = (at as JsonObject)?[name];
        return at;
    }

    /// <summary>The text at a path; null when there is none.</summary>
    public string? Text(params ReadOnlySpan<string> path) =>
        At(path) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The whole number at a path; null when there is none.</summary>
    public long? Number(params ReadOnlySpan<string> path)
    {
        if (At(path) is not JsonValue value)
            return null;
        return value.TryGetValue<long>(out var number) ? number
            : value.TryGetValue<int>(out var small) ? small
            : null;
    }

    /// <summary>The objects of the list at a path; empty when there is none.</summary>
    public IEnumerable<JsonObject> Items(params ReadOnlySpan<string> path) =>
        At(path) is JsonArray list ? list.OfType<JsonObject>() : [];

    /// <inheritdoc/>
    public override string ToString() => Namespace is null ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";
}

/// <summary>What a list had, and the state of the server that it shows.</summary>
/// <param name="Items">The objects.</param>
/// <param name="ResourceVersion">From where a watch goes on without a gap.</param>
public sealed record KubeList(IReadOnlyList<KubeObject> Items, string ResourceVersion);

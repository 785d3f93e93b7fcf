using System.Text.Json.Nodes;

namespace Mothership.DataPlane.Rest;

/// <summary>A request, free of the server that took it.</summary>
/// <param name="Method">In capitals.</param>
/// <param name="Path">As sent, percent-decoded but for slashes: <c>/kafka/v3/clusters/lkc-…</c>.</param>
/// <param name="Query">The parameters; of several of one name the first.</param>
/// <param name="Authorization">The header.</param>
/// <param name="ContentType">The header.</param>
/// <param name="Body">What comes after it.</param>
/// <param name="Base">Where the region is reached, without a slash at the end.</param>
public sealed record RestRequest(
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Query,
    string? Authorization,
    string? ContentType,
    Stream Body,
    string Base
);

/// <summary>An answer: a body, or several that are sent as they become known, or none.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">Null when there is none.</param>
public sealed record RestAnswer(int Status, JsonNode? Body = null)
{
    /// <summary>Bodies one after another, instead of <see cref="Body"/>.</summary>
    public IAsyncEnumerable<JsonNode>? Stream { get; init; }

    internal static RestAnswer Of(DataPlaneException refusal) =>
        new(refusal.Status, new JsonObject { ["error_code"] = refusal.Code, ["message"] = refusal.Message });
}

using Mothership.SystemTests.Contract;
using Newtonsoft.Json.Linq;

namespace Mothership.DataPlane.Tests.Support;

/// <summary>The contract of the data plane, docs/openapi-dataplane.yaml, to hold answers against.</summary>
internal static class DataPlaneContract
{
    private static readonly JObject Document = YamlJson.Read(
        Path.Combine(AppContext.BaseDirectory, "openapi-dataplane.yaml")
    );

    private static readonly SchemaSet Schemas = new((JObject)Document["components"]!["schemas"]!);

    internal static IReadOnlyList<(string Method, string Path)> Operations { get; } =
    [
        .. ((JObject)Document["paths"]!)
            .Properties()
            .SelectMany(p => ((JObject)p.Value).Properties().Select(m => (m.Name.ToUpperInvariant(), p.Name))),
    ];

    /// <summary>What is wrong with an answer; empty when nothing is.</summary>
    internal static Task<IReadOnlyList<string>> FaultsAsync(string method, string path, int status, string body)
    {
        var responses = Operation(method, path)?["responses"];
        if (status >= 300)
            return Schemas.CheckAsync(body, Reference("Error"));
        if (responses?[$"{status}"] is not { } response)
            return Task.FromResult<IReadOnlyList<string>>([$"{method} {path} does not answer {status}"]);
        return response.SelectToken("content['application/json'].schema") is { } schema
                ? Schemas.CheckAsync(body, schema)
            : body.Length == 0 ? Task.FromResult<IReadOnlyList<string>>([])
            : Task.FromResult<IReadOnlyList<string>>(["there is a body where there should be none"]);
    }

    private static JToken Reference(string name) => new JObject { ["$ref"] = $"#/components/schemas/{name}" };

    private static JToken? Operation(string method, string path)
    {
        var given = path.Split('?')[0].Split('/');
        return ((JObject)Document["paths"]!)
            .Properties()
            .Where(p => Fits(p.Name.Split('/'), given))
            .OrderBy(p => p.Name.Count(c => c == '{'))
            .FirstOrDefault()
            ?.Value[method.ToLowerInvariant()];
    }

    private static bool Fits(string[] template, string[] path) =>
        template.Length == path.Length && template.Zip(path).All(s => s.First.StartsWith('{') || s.First == s.Second);
}

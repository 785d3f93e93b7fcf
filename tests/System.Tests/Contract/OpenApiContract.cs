using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace Mothership.SystemTests.Contract;

/// <summary>The contract that the control plane serves, as something to hold answers against.</summary>
public sealed class OpenApiContract
{
    private const string Prefix = "/api/";

    private static readonly Lazy<OpenApiContract> Shared = new(() =>
        new(YamlJson.Read(Path.Combine(AppContext.BaseDirectory, "site", "openapi.yaml")))
    );

    private readonly JObject _document;
    private readonly List<ContractPath> _paths;

    private OpenApiContract(JObject document)
    {
        _document = document;
        _paths =
        [
            .. ((JObject)document["paths"]!).Properties().Select(p => new ContractPath(p.Name, (JObject)p.Value)),
        ];
        Schemas = new SchemaSet((JObject)document["components"]!["schemas"]!);
    }

    /// <summary>The one of the application in this test run.</summary>
    public static OpenApiContract Instance => Shared.Value;

    internal SchemaSet Schemas { get; }

    /// <summary>Method and path template of every operation: <c>GET /cmk/v2/clusters/{id}</c>.</summary>
    public IReadOnlyList<string> Operations => [.. _paths.SelectMany(p => p.Methods.Select(m => $"{m} {p.Template}"))];

    /// <summary>The responses of an operation; null when the contract does not know it.</summary>
    internal JObject? ResponsesOf(string method, string path)
    {
        var isPrefixed = path.StartsWith(Prefix, StringComparison.Ordinal);
        var plain = isPrefixed ? path[(Prefix.Length - 1)..] : path;
        var known = _paths.Where(p => p.Matches(plain)).OrderBy(p => p.Parameters).FirstOrDefault();
        var operation = known?.Operation(method);
        return isPrefixed && IsForStaff(operation) ? null : operation?["responses"] as JObject;
    }

    /// <summary>Follows a reference, if there is one.</summary>
    internal JObject Resolve(JToken token) =>
        token["$ref"] is { } reference ? (JObject)_document.SelectToken(Pointer((string)reference!))! : (JObject)token;

    // Routes that ask for the host's key are not served under the prefix.
    private static bool IsForStaff(JObject? operation) => operation?.SelectToken("security[0].functionKey") is not null;

    private static string Pointer(string reference) =>
        string.Concat(reference.TrimStart('#', '/').Split('/').Select(part => $"['{part}']"));
}

/// <summary>A path of the contract.</summary>
internal sealed class ContractPath(string template, JObject operations)
{
    private readonly string[] _segments = template.Split('/');

    internal string Template => template;

    internal int Parameters => _segments.Count(s => s.StartsWith('{'));

    internal IEnumerable<string> Methods => operations.Properties().Select(p => p.Name.ToUpperInvariant());

    internal JObject? Operation(string method) => operations[method.ToLowerInvariant()] as JObject;

    internal bool Matches(string path)
    {
        var segments = path.Split('/');
        return segments.Length == _segments.Length
            && segments.Zip(_segments).All(s => s.Second.StartsWith('{') || s.First == s.Second);
    }
}

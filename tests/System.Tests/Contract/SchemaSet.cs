using System.Collections.Concurrent;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace Mothership.SystemTests.Contract;

/// <summary>
/// The contract's schemas, made strict: a field that the contract does not name is a fault here, although clients must
/// bear it.
/// </summary>
internal sealed class SchemaSet
{
    private readonly JObject _definitions;
    private readonly ConcurrentDictionary<string, Lazy<Task<JsonSchema>>> _parsed = new();

    internal SchemaSet(JObject schemas)
    {
        _definitions = (JObject)Rewrite(schemas);
        foreach (var schema in _definitions.Descendants().OfType<JObject>().Where(IsClosedObject).ToList())
            schema["additionalProperties"] ??= false;
    }

    /// <summary>What is wrong with a JSON text; empty when nothing is.</summary>
    internal async Task<IReadOnlyList<string>> CheckAsync(string json, JToken schema)
    {
        var key = schema.ToString();
        var parsed = await _parsed.GetOrAdd(key, k => new(() => ParseAsync(k))).Value;
        return [.. parsed.Validate(json).Select(e => e.ToString())];
    }

    private Task<JsonSchema> ParseAsync(string schema)
    {
        var root = new JObject
        {
            ["definitions"] = _definitions.DeepClone(),
            ["allOf"] = new JArray(Rewrite(JObject.Parse(schema))),
        };
        return JsonSchema.FromJsonAsync(root.ToString());
    }

    private static JToken Rewrite(JToken schemas)
    {
        var rewritten = JToken.Parse(
            schemas.ToString().Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal)
        );
        // OpenAPI 3.0 says it in a word of its own, which JSON Schema does not know.
        foreach (var nullable in rewritten.SelectTokens("$..[?(@.nullable == true)]").OfType<JObject>().ToList())
            if (nullable["type"] is JValue type)
                nullable["type"] = new JArray(type.Value!, "null");
        return rewritten;
    }

    // A property may itself be called "properties" only in a schema of schemas, which this contract is not.
    private static bool IsClosedObject(JObject o) =>
        o["type"] is JValue { Value: "object" } && o["properties"] is JObject;
}

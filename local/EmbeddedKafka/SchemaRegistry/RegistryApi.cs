using System.Text.Json;
using System.Text.Json.Nodes;
using Mothership.DataPlane;

namespace Mothership.Local.EmbeddedKafka.SchemaRegistry;

/// <summary>A request on a registry, taken apart.</summary>
internal sealed record RegistryCall(
    string Method,
    string[] Path,
    IReadOnlyDictionary<string, string> Query,
    JsonElement Body
)
{
    internal bool Flag(string name) => Query.TryGetValue(name, out var value) && value == "true";

    /// <summary>A text of the body; null when it is not there.</summary>
    internal string? Text(string name) => Text(Body, name);

    internal SchemaText Schema()
    {
        var text = Text("schema") ?? throw new DataPlaneException(422, 42201, "Empty schema");
        return new(Text("schemaType") ?? AvroSchemas.Type, text, [.. References()]);
    }

    private IEnumerable<SchemaReference> References()
    {
        if (!Body.TryGetProperty("references", out var all) || all.ValueKind != JsonValueKind.Array)
            yield break;
        foreach (var item in all.EnumerateArray())
            yield return item.ValueKind == JsonValueKind.Object
            && Text(item, "name") is { } name
            && Text(item, "subject") is { } subject
            && item.TryGetProperty("version", out var version)
            && version.TryGetInt32(out var number)
                ? new(name, subject, number)
                : throw new DataPlaneException(422, 42201, "A reference has a name, a subject and a version.");
    }

    private static string? Text(JsonElement from, string name)
    {
        if (
            from.ValueKind != JsonValueKind.Object
            || !from.TryGetProperty(name, out var value)
            || value.ValueKind == JsonValueKind.Null
        )
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            throw new DataPlaneException(422, 422, $"{name} must be a text.");
        }
    }
}

/// <summary>The API of an embedded registry.</summary>
internal sealed class RegistryApi(RegistryStore store)
{
    /// <exception cref="DataPlaneException">It is refused.</exception>
    internal JsonNode? Answer(RegistryCall call) =>
        (call.Method, call.Path) switch
        {
            ("GET", []) => new JsonObject(),
            ("GET", ["contexts"]) => new JsonArray("."),
            ("GET", ["schemas", "types"]) => Texts(SchemaTexts.Types),
            (_, ["schemas", "ids", var id, .. var rest]) when call.Method == "GET" => OfId(id, rest),
            ("GET", ["subjects"]) => Texts(
                store
                    .Subjects(call.Flag("deleted"))
                    .Where(s =>
                        s.StartsWith(call.Query.GetValueOrDefault("subjectPrefix") ?? "", StringComparison.Ordinal)
                    )
            ),
            ("POST", ["subjects", var subject]) => Shape(store.Find(subject, call.Schema())),
            ("DELETE", ["subjects", var subject]) => Numbers(store.Delete(subject, call.Flag("permanent"))),
            (_, ["subjects", var subject, "versions", .. var rest]) => OfVersions(call, subject, rest),
            ("POST", ["compatibility", "subjects", var subject, "versions"]) => Tried(call, subject, null),
            ("POST", ["compatibility", "subjects", var subject, "versions", var version]) => Tried(
                call,
                subject,
                version
            ),
            (_, ["config"]) => Config(call, RegistryStore.Everywhere),
            (_, ["config", var subject]) => Config(call, subject),
            (_, ["mode"]) => Mode(call, RegistryStore.Everywhere),
            (_, ["mode", var subject]) => Mode(call, subject),
            _ => throw Refusals.NotFound("HTTP 404 Not Found"),
        };

    private JsonNode? OfId(string id, string[] rest)
    {
        var all = store.OfId(id);
        return rest switch
        {
            [] => SchemaShape(new JsonObject(), all[0].Schema),
            ["schema"] => Raw(all[0].Schema),
            ["subjects"] => Texts(all.Where(v => !v.IsDeleted).Select(v => v.Subject).Distinct()),
            ["versions"] => new JsonArray([
                .. all.Where(v => !v.IsDeleted)
                    .Select(v => new JsonObject { ["subject"] = v.Subject, ["version"] = v.Version }),
            ]),
            _ => throw Refusals.NotFound("HTTP 404 Not Found"),
        };
    }

    private JsonNode? OfVersions(RegistryCall call, string subject, string[] rest) =>
        (call.Method, rest) switch
        {
            ("GET", []) => Numbers(store.Versions(subject, call.Flag("deleted")).Select(v => v.Version)),
            ("POST", []) => new JsonObject { ["id"] = store.Register(subject, call.Schema()) },
            ("GET", [var version]) => Shape(store.Version(subject, version, call.Flag("deleted"))),
            ("GET", [var version, "schema"]) => Raw(store.Version(subject, version, call.Flag("deleted")).Schema),
            ("GET", [var version, "referencedby"]) => ReferencedBy(store.Version(subject, version)),
            ("DELETE", [var version]) => store.DeleteVersion(subject, version, call.Flag("permanent")),
            _ => throw Refusals.NotFound("HTTP 404 Not Found"),
        };

    private JsonArray ReferencedBy(SubjectVersion version) =>
        Numbers(
            store
                .Subjects(withDeleted: false)
                .SelectMany(s => store.Versions(s))
                .Where(v => v.Schema.References.Any(r => r.Subject == version.Subject && r.Version == version.Version))
                .Select(v => v.Id)
                .Distinct()
        );

    private JsonObject Tried(RegistryCall call, string subject, string? version)
    {
        var against = store.Try(subject, version, call.Schema());
        var body = new JsonObject { ["is_compatible"] = against.Count == 0 };
        if (call.Flag("verbose"))
            body["messages"] = Texts(against);
        return body;
    }

    private JsonObject Config(RegistryCall call, string subject) =>
        call.Method switch
        {
            "GET" => new() { ["compatibilityLevel"] = store.Level(subject, call.Flag("defaultToGlobal")) },
            "PUT" => new() { ["compatibility"] = store.SetLevel(subject, call.Text("compatibility")) },
            "DELETE" => new() { ["compatibilityLevel"] = store.ResetLevel(subject) },
            _ => throw Refusals.NotFound("HTTP 404 Not Found"),
        };

    private JsonObject Mode(RegistryCall call, string subject) =>
        call.Method switch
        {
            "GET" => new() { ["mode"] = store.Mode(subject, call.Flag("defaultToGlobal")) },
            "PUT" => new() { ["mode"] = store.SetMode(subject, call.Text("mode")) },
            "DELETE" when subject.Length > 0 => new() { ["mode"] = store.ResetMode(subject) },
            _ => throw Refusals.NotFound("HTTP 404 Not Found"),
        };

    private static JsonObject Shape(SubjectVersion version) =>
        SchemaShape(
            new()
            {
                ["subject"] = version.Subject,
                ["version"] = version.Version,
                ["id"] = version.Id,
            },
            version.Schema
        );

    // Avro is what is meant when no type is told.
    private static JsonObject SchemaShape(JsonObject body, SchemaText schema)
    {
        if (schema.Type != AvroSchemas.Type)
            body["schemaType"] = schema.Type;
        if (schema.References.Count > 0)
            body["references"] = new JsonArray([.. schema.References.Select(ReferenceShape)]);
        body["schema"] = schema.Text;
        return body;
    }

    private static JsonObject ReferenceShape(SchemaReference reference) =>
        new()
        {
            ["name"] = reference.Name,
            ["subject"] = reference.Subject,
            ["version"] = reference.Version,
        };

    private static JsonNode? Raw(SchemaText schema) =>
        schema.Type == "PROTOBUF" ? JsonValue.Create(schema.Text) : JsonNode.Parse(schema.Text);

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(t => JsonValue.Create(t))];

    private static JsonArray Numbers(IEnumerable<int> numbers) => [.. numbers.Select(n => JsonValue.Create(n))];
}

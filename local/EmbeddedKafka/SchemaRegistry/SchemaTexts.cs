using System.Text.Json;
using Mothership.DataPlane;

namespace Mothership.Local.EmbeddedKafka.SchemaRegistry;

/// <summary>Checks schemas and brings them into the form in which they are compared and kept.</summary>
internal static class SchemaTexts
{
    internal static IReadOnlyList<string> Types { get; } = ["JSON", "PROTOBUF", AvroSchemas.Type];

    /// <exception cref="DataPlaneException">It is no schema.</exception>
    internal static SchemaText Check(SchemaText schema) =>
        schema.Type switch
        {
            AvroSchemas.Type when schema.References.Count > 0 => throw Invalid(
                "References of Avro schemas can't be resolved by an embedded registry."
            ),
            AvroSchemas.Type => schema with { Text = AvroSchemas.Canonical(schema.Text) },
            "JSON" => schema with { Text = CanonicalJson(schema.Text) },
            "PROTOBUF" when schema.Text.Trim().Length > 0 => schema with { Text = schema.Text.Trim() },
            "PROTOBUF" => throw Invalid("The schema is empty."),
            _ => throw Invalid($"Invalid schema type. Valid types are {string.Join(", ", Types)}"),
        };

    private static string CanonicalJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False
                ? JsonSerializer.Serialize(document.RootElement)
                : throw Invalid("A JSON schema is an object, true or false.");
        }
        catch (JsonException)
        {
            throw Invalid("The schema is not valid JSON.");
        }
    }

    private static DataPlaneException Invalid(string message) => new(422, 42201, message);
}

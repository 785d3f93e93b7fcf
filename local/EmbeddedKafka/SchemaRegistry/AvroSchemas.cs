using Avro;
using Mothership.DataPlane;

namespace Mothership.Local.EmbeddedKafka.SchemaRegistry;

/// <summary>Avro schemas, by the rules of Apache's own library.</summary>
internal static class AvroSchemas
{
    internal const string Type = "AVRO";

    /// <summary>Whether data of one schema can be read by another.</summary>
    internal static bool Reads(string reader, string writer) => Parse(reader).CanRead(Parse(writer));

    /// <summary>The one text of all that mean the same but for white space and order of attributes.</summary>
    /// <exception cref="DataPlaneException">It is no schema.</exception>
    internal static string Canonical(string text) => Parse(text).ToString();

    private static Schema Parse(string text)
    {
        try
        {
            return Schema.Parse(text) ?? throw new AvroTypeException("It names no type.");
        }
        // The library refuses some texts and stumbles over others; either way they are no schemas.
        catch (Exception e)
        {
            throw new DataPlaneException(422, 42201, "Either the input schema or one of its references is invalid", e);
        }
    }
}

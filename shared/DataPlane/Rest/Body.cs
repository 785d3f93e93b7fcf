using System.Net.Mime;
using System.Text.Json;

namespace Mothership.DataPlane.Rest;

/// <summary>Reads bodies and what is in them, and says what is wrong with them.</summary>
internal static class Body
{
    private const int DefaultBuffer = 16 * 1024;

    /// <summary>The object that a request carries.</summary>
    internal static async Task<JsonElement> ReadAsync(RestRequest request, CancellationToken cancellation)
    {
        RequireJson(request);
        using var buffer = new MemoryStream();
        var chunk = new byte[DefaultBuffer];
        for (int read; (read = await request.Body.ReadAsync(chunk, cancellation).ConfigureAwait(false)) > 0; )
        {
            if (buffer.Length + read > DataPlaneLimits.BodyBytes)
                throw Refusals.TooLarge();
            buffer.Write(chunk, 0, read);
        }
        return Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
    }

    internal static void RequireJson(RestRequest request)
    {
        if (!IsJson(request.ContentType))
            throw Refusals.UnsupportedMedia();
    }

    internal static string? Text(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => Unicode(value),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
                _ => throw Unreadable(name, "a string"),
            }
            : null;

    internal static string RequiredText(JsonElement from, string name) =>
        Text(from, name) ?? throw Refusals.Malformed($"{name} is required.");

    internal static int? Number(JsonElement from, string name) =>
        !from.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number
        : throw Unreadable(name, "an integer of 32 bits");

    internal static bool Flag(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value)
        && value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False or JsonValueKind.Null => false,
            _ => throw Unreadable(name, "true or false"),
        };

    /// <summary>The objects of an array; none when it is missing.</summary>
    internal static IEnumerable<JsonElement> Items(JsonElement from, string name)
    {
        if (!from.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return [];
        if (value.ValueKind != JsonValueKind.Array)
            throw Unreadable(name, "an array");
        return value.EnumerateArray().Select(i => Object(i, name));
    }

    internal static JsonElement Object(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object ? value : throw Unreadable(name, "an object");

    /// <summary>A text; half a surrogate pair is none.</summary>
    internal static string Unicode(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Refusals.Malformed("The body is not valid Unicode.");
        }
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Object(document.RootElement.Clone(), "the body");
        }
        catch (JsonException)
        {
            throw Refusals.Malformed("The body is not valid JSON.");
        }
    }

    private static bool IsJson(string? type)
    {
        try
        {
            return type is not null
                && new ContentType(type).MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static DataPlaneException Unreadable(string name, string expected) =>
        Refusals.Malformed($"Cannot deserialize {name}: it must be {expected}.");
}

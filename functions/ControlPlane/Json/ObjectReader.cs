using System.Text.Json;

namespace Mothership.ControlPlane.Json;

/// <summary>
/// Reads the fields of a JSON object and notes what has the wrong type. Null counts as absent; fields that nobody asks
/// for are ignored, as clients older or newer than this need it.
/// </summary>
internal sealed class ObjectReader(JsonElement? element, string pointer, BodyFaults faults)
{
    /// <summary>The reader of a whole body.</summary>
    internal static ObjectReader Of(JsonElement body, BodyFaults faults) => new(AsObject(body, "", faults), "", faults);

    /// <summary>Where new faults go.</summary>
    internal BodyFaults Faults => faults;

    /// <summary>The JSON pointer of a field.</summary>
    internal string PointerOf(string name) => $"{pointer}/{name}";

    /// <summary>Whether the field is there and not null.</summary>
    internal bool Has(string name) => Find(name) is not null;

    /// <summary>A text; null when absent or of the wrong type.</summary>
    internal string? Text(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String && TryText(value, out var text))
            return text;
        faults.WrongType(PointerOf(name), "a string of valid Unicode");
        return null;
    }

    /// <summary>True or false; null when absent or of the wrong type.</summary>
    internal bool? Flag(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        faults.WrongType(PointerOf(name), "true or false");
        return null;
    }

    /// <summary>A whole number of 32 bits; null when absent or of the wrong type.</summary>
    internal int? Whole(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number))
            return number;
        faults.WrongType(PointerOf(name), "a whole number of at most 32 bits");
        return null;
    }

    /// <summary>One of a set of names; null when absent, of the wrong type or unknown.</summary>
    internal T? OneOf<T>(string name, WireNames<T> names)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
            return null;
        if (names.TryParse(text, out var value))
            return value;
        faults.Invalid(PointerOf(name), $"{name} must be one of {names.Allowed}.");
        return null;
    }

    /// <summary>An object within this one; an empty one when absent or of the wrong type.</summary>
    internal ObjectReader Object(string name)
    {
        var inner = Find(name) is { } value ? AsObject(value, PointerOf(name), faults) : null;
        return new(inner, PointerOf(name), faults);
    }

    /// <summary>The objects of an array; none when absent or of the wrong type.</summary>
    internal IReadOnlyList<ObjectReader> Items(string name)
    {
        if (Find(name) is not { } value)
            return [];
        if (value.ValueKind != JsonValueKind.Array)
        {
            faults.WrongType(PointerOf(name), "an array of objects");
            return [];
        }
        return [.. value.EnumerateArray().Select((item, i) => Item($"{PointerOf(name)}/{i}", item))];
    }

    /// <summary>The whole numbers of an array; none when absent or of the wrong type.</summary>
    internal IReadOnlyList<int> Wholes(string name)
    {
        if (Find(name) is not { } value)
            return [];
        if (value.ValueKind != JsonValueKind.Array || !value.EnumerateArray().All(IsWhole))
        {
            faults.WrongType(PointerOf(name), "an array of whole numbers");
            return [];
        }
        return [.. value.EnumerateArray().Select(item => item.GetInt32())];

        static bool IsWhole(JsonElement item) => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out _);
    }

    /// <summary>Notes a field that must be there and is not.</summary>
    internal ObjectReader Require(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (!Has(name))
                faults.Invalid(PointerOf(name), $"{name} is required.");
        return this;
    }

    private ObjectReader Item(string at, JsonElement item) => new(AsObject(item, at, faults), at, faults);

    private JsonElement? Find(string name) =>
        element is { } there && there.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    private static JsonElement? AsObject(JsonElement value, string pointer, BodyFaults faults)
    {
        if (value.ValueKind == JsonValueKind.Object)
            return value;
        faults.WrongType(pointer, "an object");
        return null;
    }

    private static bool TryText(JsonElement value, out string text)
    {
        try
        {
            text = value.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are not UTF-8.
            text = "";
            return false;
        }
    }
}

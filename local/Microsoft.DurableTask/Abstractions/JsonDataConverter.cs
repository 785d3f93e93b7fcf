using System.Text.Json;

namespace Microsoft.DurableTask.Converters;

/// <summary>
/// Converts with System.Text.Json; unless told otherwise with its defaults, and public fields included.
/// </summary>
public class JsonDataConverter : DataConverter
{
    // Histories are read back with these: changing them would break instances in flight.
    private static readonly JsonSerializerOptions DefaultOptions = new() { IncludeFields = true };

    private readonly JsonSerializerOptions _options;

    /// <summary>A converter with these options; null: the default ones.</summary>
    public JsonDataConverter(JsonSerializerOptions? options = null) => _options = options ?? DefaultOptions;

    /// <summary>The converter with the default options.</summary>
    public static JsonDataConverter Default { get; } = new();

    /// <inheritdoc/>
    public override string? Serialize(object? value) =>
        value is null ? null : JsonSerializer.Serialize(value, _options);

    /// <inheritdoc/>
    public override object? Deserialize(string? data, Type targetType) =>
        data is null ? null : JsonSerializer.Deserialize(data, targetType, _options);
}

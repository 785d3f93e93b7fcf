using System.Globalization;
using System.Text.Json;
using Mothership.Domain.Clusters;

namespace Mothership.Domain.Billing;

/// <summary>
/// A price book that cannot be used. The message names the file and each field that is wrong, and says what would be
/// right.
/// </summary>
public sealed class PriceBookException(string source, IReadOnlyList<string> faults)
    : Exception($"The price book {source} can't be used: {string.Join("; ", faults)}")
{
    /// <summary>All that is wrong, each with its field.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}

/// <summary>
/// Reads the JSON of a price book. Strict, because a misspelt field would otherwise be a wrong price: unknown and
/// doubled fields are errors, and amounts are strings, so that no reader takes them for binary fractions.
/// </summary>
public sealed class PriceBookReader
{
    private const decimal MaxAmount = 1_000_000m;

    private static readonly string[] VersionFields =
    [
        "version",
        "effective_from",
        "currency",
        "capacity_per_hour",
        "clouds",
        "?free_capacity_units",
        "?minimum_per_hour",
        "?meter_prices",
        "?free_units_per_month",
        "?add_ons_per_hour",
    ];

    private readonly List<string> _faults = [];

    private PriceBookReader() { }

    /// <summary>Reads a book.</summary>
    /// <param name="source">The file's path, for messages.</param>
    /// <param name="json">Its content.</param>
    /// <exception cref="PriceBookException">Something is wrong with it; all faults that were found are in the
    /// message.</exception>
    public static PriceBook Read(string source, string json)
    {
        var reader = new PriceBookReader();
        var versions = reader.Parse(json);
        if (reader._faults.Count > 0)
            throw new PriceBookException(source, reader._faults);
        try
        {
            return new PriceBook(versions);
        }
        catch (ArgumentException e)
        {
            throw new PriceBookException(source, [$"versions: {e.Message}"]);
        }
    }

    private List<PriceBookVersion> Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Book(document.RootElement);
        }
        catch (JsonException e)
        {
            _faults.Add($"it is not JSON without doubled fields: {e.Message}");
            return [];
        }
    }

    private List<PriceBookVersion> Book(JsonElement root)
    {
        var fields = Fields(root, "$", "versions", "?note");
        if (!fields.TryGetValue("versions", out var versions))
            return [];
        if (versions.ValueKind == JsonValueKind.Array && versions.GetArrayLength() > 0)
            return [.. versions.EnumerateArray().Select((v, i) => Version(v, $"versions[{i}]"))];
        Fault("versions", "must be an array of at least one version");
        return [];
    }

    private PriceBookVersion Version(JsonElement json, string path)
    {
        var fields = Fields(json, path, VersionFields);
        return new(
            Text(fields, path, "version"),
            Instant(fields, path, "effective_from"),
            Currency(fields, path, "currency"),
            Table(fields, path, "capacity_per_hour", Kind, Amount),
            Table(fields, path, "clouds", Name, Cloud)
        )
        {
            FreeCapacityUnits = Table(fields, path, "free_capacity_units", Kind, Amount),
            MinimumPerHour = Table(fields, path, "minimum_per_hour", Kind, Amount),
            MeterPrices = Table(fields, path, "meter_prices", Measured, ByKind(Amount)),
            FreeUnitsPerMonth = Table(fields, path, "free_units_per_month", Measured, ByKind(Whole)),
            AddOnsPerHour = Table(fields, path, "add_ons_per_hour", Name, Amount),
        };
    }

    private Func<JsonElement, string, IReadOnlyDictionary<ClusterKind, decimal>> ByKind(
        Func<JsonElement, string, decimal> value
    ) => (json, path) => Table(json, path, Kind, value);

    private CloudMultipliers Cloud(JsonElement json, string path)
    {
        var fields = Fields(json, path, "?default_multiplier", "regions");
        decimal? standard = fields.TryGetValue("default_multiplier", out var given)
            ? Amount(given, $"{path}.default_multiplier")
            : null;
        return new(standard, Table(fields, path, "regions", Name, Amount));
    }

    /// <summary>The fields of an object by name. A name that begins with a question mark may be missing.</summary>
    private Dictionary<string, JsonElement> Fields(JsonElement json, string path, params string[] names)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            Fault(path, "must be an object");
            return [];
        }
        var fields = json.EnumerateObject().ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        foreach (var unknown in fields.Keys.Except(names.Select(n => n.TrimStart('?'))))
            Fault($"{path}.{unknown}", $"is not a field of a price book; known here are {string.Join(", ", names)}");
        foreach (var missing in names.Where(n => !n.StartsWith('?')).Except(fields.Keys))
            Fault($"{path}.{missing}", "is missing");
        return fields;
    }

    private Dictionary<TKey, TValue> Table<TKey, TValue>(
        Dictionary<string, JsonElement> fields,
        string path,
        string name,
        Func<string, string, TKey> key,
        Func<JsonElement, string, TValue> value
    )
        where TKey : notnull
    {
        return fields.TryGetValue(name, out var json) ? Table(json, $"{path}.{name}", key, value) : [];
    }

    private Dictionary<TKey, TValue> Table<TKey, TValue>(
        JsonElement json,
        string path,
        Func<string, string, TKey> key,
        Func<JsonElement, string, TValue> value
    )
        where TKey : notnull
    {
        var table = new Dictionary<TKey, TValue>();
        if (json.ValueKind != JsonValueKind.Object)
        {
            Fault(path, "must be an object");
            return table;
        }
        foreach (var entry in json.EnumerateObject())
        {
            var at = $"{path}.{entry.Name}";
            table[key(entry.Name, at)] = value(entry.Value, at);
        }
        return table;
    }

    private Meter Measured(string name, string path)
    {
        if (Meters.TryParse(name, out var meter) && meter.IsMeasured())
            return meter;
        var known = Enum.GetValues<Meter>().Where(m => m.IsMeasured()).Select(Meters.NameOf);
        Fault(path, $"is not a measured meter; they are {string.Join(", ", known)}");
        return default;
    }

    private decimal Whole(JsonElement json, string path)
    {
        var text = json.ValueKind == JsonValueKind.String ? json.GetString() : null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var units))
            return units;
        Fault(path, "must be a whole number of units in quotes, such as \"1073741824\"");
        return 0m;
    }

    private ClusterKind Kind(string name, string path)
    {
        if (Enum.GetNames<ClusterKind>().Contains(name))
            return Enum.Parse<ClusterKind>(name);
        Fault(path, $"is not a kind of cluster; kinds are {string.Join(", ", Enum.GetNames<ClusterKind>())}");
        return default;
    }

    private string Name(string name, string path)
    {
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_'))
            Fault(path, "must be a name in lower-case letters, digits, hyphens and underscores");
        return name;
    }

    private decimal Amount(JsonElement json, string path)
    {
        const NumberStyles plain = NumberStyles.AllowDecimalPoint;
        var text = json.ValueKind == JsonValueKind.String ? json.GetString() : null;
        if (
            decimal.TryParse(text, plain, CultureInfo.InvariantCulture, out var amount)
            && amount is >= 0 and <= MaxAmount
        )
            if (amount.Scale <= PriceBook.PricePlaces)
                return amount;
        Fault(
            path,
            $"must be a decimal in quotes, such as \"0.75\", from 0 to {MaxAmount} with at most "
                + $"{PriceBook.PricePlaces} places"
        );
        return 0m;
    }

    private string Text(Dictionary<string, JsonElement> fields, string path, string name)
    {
        if (!fields.TryGetValue(name, out var json))
            return "";
        var text = json.ValueKind == JsonValueKind.String ? json.GetString()! : "";
        if (string.IsNullOrWhiteSpace(text) || text.Length > 64)
            Fault($"{path}.{name}", "must be a text of 1 to 64 characters");
        return text;
    }

    private string Currency(Dictionary<string, JsonElement> fields, string path, string name)
    {
        var code = Text(fields, path, name);
        if (code.Length > 0 && !Currencies.IsKnown(code))
            Fault($"{path}.{name}", $"'{code}' is not a currency of ISO 4217, such as USD");
        return code;
    }

    private DateTimeOffset Instant(Dictionary<string, JsonElement> fields, string path, string name)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var text = Text(fields, path, name);
        var formats = new[] { "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'" };
        if (DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, utc, out var instant))
            return instant;
        if (text.Length > 0)
            Fault($"{path}.{name}", "must be a time in UTC such as 2026-01-01T00:00:00Z");
        return default;
    }

    private void Fault(string field, string what) => _faults.Add($"{field} {what}");
}

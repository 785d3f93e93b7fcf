using Google.Protobuf.WellKnownTypes;
using Mothership.Bus.Records;
using Mothership.Domain;
using Mothership.Domain.Fleet;

namespace Mothership.Bus.Codecs;

/// <summary>Reads the fields of a message strictly and remembers the first thing that is wrong.</summary>
internal sealed class FieldReader
{
    private const int MaxTextLength = 4096;
    private const string None = "-";
    private const int MaxEntries = 500;

    public ParseFailure? Failure { get; private set; }

    public string Text(string name, string value)
    {
        if (value.Length == 0)
            Fail(ParseReasons.MissingField, $"{name} is missing.");
        else if (value.Length > MaxTextLength)
            Fail(ParseReasons.InvalidField, $"{name} is longer than {MaxTextLength} characters.");
        return value;
    }

    public string Id(string name, string value, string prefix = "")
    {
        Text(name, value);
        var good =
            value.Length <= Limits.IdLength
            && value.StartsWith(prefix, StringComparison.Ordinal)
            && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        if (!good)
            Fail(ParseReasons.InvalidField, $"{name} is not an id.");
        return value;
    }

    /// <summary>An id, or empty for the mark of none. The mark is said, so that what was cut short is not taken for
    /// it.</summary>
    public string IdOrNone(string name, string value) => Id(name, value) == None ? "" : value;

    /// <summary>How <see cref="IdOrNone"/> is written.</summary>
    public static string OrNone(string id) => id.Length == 0 ? None : id;

    /// <summary>A map of names that are not empty to texts that may be.</summary>
    public IReadOnlyDictionary<string, string> Texts(string name, IDictionary<string, string> values)
    {
        if (values.Count > MaxEntries)
            Fail(ParseReasons.InvalidField, $"{name} has more than {MaxEntries} entries.");
        foreach (var (key, value) in values)
            if (key.Length is 0 or > Limits.IdLength || value.Length > MaxTextLength)
                Fail(ParseReasons.InvalidField, $"{name} has a name or a value that is too long, or an empty name.");
        return new Dictionary<string, string>(values, StringComparer.Ordinal);
    }

    public RegionId Region(string cloud, string region)
    {
        Text("cloud", cloud);
        Text("region", region);
        if (!RegionId.TryParse($"{cloud}/{region}", out var id) || id.Cloud != cloud || id.Name != region)
            Fail(ParseReasons.InvalidField, "cloud and region do not name a region in lower case.");
        return id;
    }

    public long AtLeast(string name, long value, long least)
    {
        if (value < least)
            Fail(ParseReasons.InvalidField, $"{name} is {value}; it must be at least {least}.");
        return value;
    }

    public TEnum Choice<TEnum>(string name, string value)
        where TEnum : struct, System.Enum
    {
        Text(name, value);
        // Enum parsing also takes numbers and lists; the wire has the lower-case names only.
        var good = System.Enum.TryParse<TEnum>(value, ignoreCase: true, out var choice);
        if (!good || Lower(choice) != value)
            Fail(ParseReasons.InvalidField, $"{name} has a value that is not known here.");
        return choice;
    }

    public DateTimeOffset Time(string name, Timestamp? value)
    {
        if (value is null)
            Fail(ParseReasons.MissingField, $"{name} is missing.");
        else if (value.Seconds is < -62135596800 or > 253402300799 || value.Nanos is < 0 or > 999_999_999)
            Fail(ParseReasons.InvalidField, $"{name} is not a time.");
        else
            return value.ToDateTimeOffset();
        return default;
    }

    public void Fail(string reason, string detail) => Failure ??= new(reason, detail);

    public static string Lower<TEnum>(TEnum value)
        where TEnum : struct, System.Enum => value.ToString().ToLowerInvariant();
}

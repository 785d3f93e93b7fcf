using System.Globalization;

namespace Mothership.Local.FakeStripe.Http;

/// <summary>
/// The parameters of a request, or one branch of them, read by name and type. What nobody asked for is unknown, and
/// refused.
/// </summary>
internal sealed class Params(Form form, string path = "")
{
    private readonly HashSet<string> _known = [];
    private readonly List<Params> _branches = [];

    public bool Has(string name) => Leaf(name) is not null;

    /// <summary>A text; null where it was not sent. An empty one clears, see <see cref="Clears"/>.</summary>
    public string? Text(string name) => Leaf(name)?.Text is { Length: > 0 } text ? text : null;

    /// <summary>Whether a parameter was sent empty.</summary>
    public bool Clears(string name) => Leaf(name) is { Text: "" };

    public string Required(string name) =>
        Leaf(name) switch
        {
            null => throw StripeError.Invalid(
                $"Missing required param: {Path(name)}.",
                Path(name),
                "parameter_missing"
            ),
            { Text: "" } => throw Empty(name),
            { Text: { } text } => text,
            _ => throw StripeError.Invalid($"Invalid string: {Path(name)} is an object.", Path(name)),
        };

    public long? Integer(string name)
    {
        if (Text(name) is not { } text)
            return Clears(name) ? throw Empty(name) : null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw StripeError.Invalid($"Invalid integer: {text}", Path(name), "parameter_invalid_integer");
    }

    public decimal? Number(string name)
    {
        if (Text(name) is not { } text)
            return null;
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        return decimal.TryParse(text, style, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw StripeError.Invalid($"Invalid decimal: {text}", Path(name));
    }

    public long? Amount(string name)
    {
        var value = Integer(name);
        return value is < 0
            ? throw StripeError.Invalid("Amounts here are zero or more.", Path(name), "parameter_invalid_integer")
            : value;
    }

    public bool? Flag(string name) =>
        Text(name) switch
        {
            null => null,
            "true" => true,
            "false" => false,
            var text => throw StripeError.Invalid($"Invalid boolean: {text}", Path(name)),
        };

    public string? OneOf(string name, params string[] values) =>
        Text(name) is not { } text ? null
        : values.Contains(text) ? text
        : throw StripeError.Invalid($"Invalid {Path(name)}: must be one of {string.Join(", ", values)}", Path(name));

    public string? Currency(string name) =>
        Text(name)?.ToLowerInvariant() is not { } text ? null
        : State.Currencies.IsKnown(text) ? text
        : throw StripeError.Invalid($"Invalid currency: {text}.", Path(name));

    public Params? Branch(string name)
    {
        if (Leaf(name) is not { } child)
            return null;
        if (child.Text is { Length: > 0 })
            throw StripeError.Invalid($"Invalid object: {Path(name)}", Path(name));
        return Remember(new(child, Path(name)));
    }

    public IReadOnlyList<Params> Branches(string name) =>
        Leaf(name) is { } list ? [.. list.Names.Select(i => Remember(new(list[i]!, $"{Path(name)}[{i}]")))] : [];

    public IReadOnlyList<string> Texts(string name) =>
        Leaf(name) is { } list ? [.. list.Items.Select(i => i.Text ?? "")] : [];

    /// <summary>
    /// Names and values: null where they were not sent. An empty value takes a name away, an empty whole takes all
    /// away.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Metadata(string name = "metadata")
    {
        if (Leaf(name) is not { } child)
            return null;
        var all = child.Names.ToDictionary(n => n, n => child[n]!.Text ?? "");
        if (all.Count > 50)
            throw StripeError.Invalid("Metadata can have up to 50 keys.", Path(name));
        foreach (var (key, value) in all)
        {
            if (key.Length > 40 || key.AsSpan().ContainsAny('[', ']'))
                throw StripeError.Invalid($"Invalid metadata key: {key}", $"{Path(name)}[{key}]");
            if (value.Length > 500)
                throw StripeError.Invalid("Metadata values can have up to 500 characters.", $"{Path(name)}[{key}]");
        }
        return all;
    }

    /// <summary>Refuses what nobody asked for, in the order in which it was sent.</summary>
    public void Done()
    {
        if (form.Names.FirstOrDefault(n => !_known.Contains(n)) is { } unknown)
            throw StripeError.Invalid(
                $"Received unknown parameter: {Path(unknown)}",
                Path(unknown),
                "parameter_unknown"
            );
        foreach (var branch in _branches)
            branch.Done();
    }

    public string Path(string name) => path.Length == 0 ? name : $"{path}[{name}]";

    private Params Remember(Params branch)
    {
        _branches.Add(branch);
        return branch;
    }

    private Form? Leaf(string name)
    {
        _known.Add(name);
        return form[name];
    }

    private StripeError Empty(string name) =>
        StripeError.Invalid($"You passed an empty string for '{Path(name)}'.", Path(name), "parameter_invalid_empty");
}

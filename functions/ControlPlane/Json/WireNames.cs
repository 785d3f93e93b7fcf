using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Mothership.ControlPlane.Json;

/// <summary>The names that the values of an enum have on the wire.</summary>
internal sealed class WireNames<T>
    where T : struct, Enum
{
    private readonly FrozenDictionary<string, T> _values;
    private readonly FrozenDictionary<T, string> _names;

    internal WireNames(params ReadOnlySpan<(T Value, string Name)> pairs)
    {
        var all = pairs.ToArray();
        _values = all.ToFrozenDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
        _names = all.ToFrozenDictionary(p => p.Value, p => p.Name);
        Allowed = string.Join(", ", all.Select(p => p.Name));
    }

    /// <summary>All names, for error texts.</summary>
    internal string Allowed { get; }

    internal string Of(T value) => _names[value];

    internal bool TryParse(string name, [MaybeNullWhen(false)] out T value) => _values.TryGetValue(name, out value);
}

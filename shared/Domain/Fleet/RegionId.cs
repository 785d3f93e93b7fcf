using System.Diagnostics.CodeAnalysis;

namespace Mothership.Domain.Fleet;

/// <summary>A region of a cloud, both in lower case: <c>aws</c> and <c>us-west-2</c>.</summary>
public readonly record struct RegionId(string Cloud, string Name)
{
    /// <summary>The form for keys of tables, where a slash is not allowed: <c>aws|us-west-2</c>.</summary>
    public string Key => $"{Cloud}|{Name}";

    /// <summary>Reads <c>cloud/region</c>; upper case is taken as lower.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RegionId region)
    {
        var parts = (text ?? "").Split('/');
        region = parts.Length == 2 ? Of(parts[0], parts[1]) : default;
        return parts.Length == 2 && parts.All(p => p.Length is > 0 and <= 64 && p.All(IsNameChar));
    }

    /// <summary>A region from its parts; upper case is taken as lower.</summary>
    public static RegionId Of(string cloud, string name) => new(cloud.ToLowerInvariant(), name.ToLowerInvariant());

    /// <summary><c>aws/us-west-2</c>.</summary>
    public override string ToString() => $"{Cloud}/{Name}";

    private static bool IsNameChar(char c) => char.IsAsciiLetterOrDigit(c) || c == '-';
}

using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Mothership.Local.Host;

/// <summary>Reads what attributes say through the app's settings, by the rules of the Functions host.</summary>
internal sealed partial class SettingNames(IConfiguration settings)
{
    /// <summary>Replaces each <c>%Name%</c> by the setting of that name.</summary>
    /// <exception cref="UnresolvedSettingException">There is no such setting.</exception>
    internal string Resolve(string text) =>
        Placeholder()
            .Replace(
                text,
                match => settings[match.Groups[1].Value] ?? throw new UnresolvedSettingException(match.Groups[1].Value)
            );

    /// <summary>
    /// As <see cref="Resolve"/>; what comes out is then taken as a setting's name if there is one of that name.
    /// </summary>
    internal string? ResolveOrLookUp(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return text;
        var resolved = Resolve(text);
        var value = settings.GetConnectionString(resolved) ?? settings[resolved];
        return string.IsNullOrEmpty(value) ? resolved : value;
    }

    /// <summary>Whether a setting has this value, in upper or lower case.</summary>
    internal bool Says(string name, string value) => value.Equals(settings[name], StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Placeholder();
}

/// <summary>An attribute names a setting that the app does not have.</summary>
internal sealed class UnresolvedSettingException(string name)
    : Exception($"'%{name}%' names a setting that the app does not have: add the app setting '{name}'.");

using System.Text.RegularExpressions;

namespace Mothership.Tests.Support.Kube;

/// <summary>One object of a manifest: its YAML, and where the server keeps such objects.</summary>
internal sealed record KubeManifest(string Yaml, string Path)
{
    /// <summary>The documents of a file, which begin with their apiVersion or a line of dashes.</summary>
    public static IEnumerable<string> Split(string text) =>
        Regex
            .Split(text, "^(?:---.*\n|(?=apiVersion:))", RegexOptions.Multiline)
            .Where(d => Regex.IsMatch(d, "^kind:", RegexOptions.Multiline));

    /// <summary>The objects of a file, in its order.</summary>
    public static IEnumerable<KubeManifest> Read(string text) => Split(text).Select(Of);

    private static KubeManifest Of(string yaml)
    {
        var version = Field(yaml, "^apiVersion:")!;
        var space = Field(yaml, "^  namespace:");
        var root = version.Contains('/') ? $"apis/{version}" : $"api/{version}";
        var path = $"{root}/{(space is null ? "" : $"namespaces/{space}/")}{Plural(Field(yaml, "^kind:")!)}";
        return new KubeManifest(yaml, $"{path}/{Field(yaml, "^  name:")}");
    }

    private static string? Field(string yaml, string name) =>
        Regex.Match(yaml, name + @" *[""']?([^""'\s#]+)", RegexOptions.Multiline) is { Success: true } match
            ? match.Groups[1].Value
            : null;

    private static string Plural(string kind)
    {
        var lower = kind.ToLowerInvariant();
        return lower.EndsWith('y') ? $"{lower[..^1]}ies"
            : lower.EndsWith('s') ? $"{lower}es"
            : $"{lower}s";
    }
}

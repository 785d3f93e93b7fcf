using System.Text.RegularExpressions;

namespace Architecture.Tests;

/// <summary>
/// Finds what belongs to one machine and not to the project: its paths, and the hosts of package registries.
/// </summary>
internal static partial class ForeignWords
{
    public static IEnumerable<string> Check(string file, string text) =>
        text.Split('\n')
            .Select((line, index) => (Line: index + 1, Match: Foreign().Match(line)))
            .Where(hit => hit.Match.Success)
            .Select(hit => $"{file}:{hit.Line}: '{hit.Match.Value}' belongs to one machine");

    [GeneratedRegex(
        @"(?<![\w/$}.])/(work|root)/|(?<![\w/$}.])/home/\w+/"
            + @"|\b(registry\.npmjs|api\.nuget)\.org\b|://[\w.-]+\.(internal|corp|lan)\b"
    )]
    private static partial Regex Foreign();
}

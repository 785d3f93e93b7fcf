using System.Text.RegularExpressions;
using Mothership.InfraTests.Parser;

namespace Mothership.InfraTests.Settings;

/// <summary>A row of the table of settings in an app's README.</summary>
/// <param name="Name">With <c>{}</c> for what varies.</param>
/// <param name="Where">Where it is set.</param>
internal sealed record SettingRow(string Name, SettingPlace Where);

/// <summary>Where a setting is set.</summary>
internal enum SettingPlace
{
    /// <summary>Where the app is deployed: Terraform has it.</summary>
    Deployed,

    /// <summary>The same, and its value is a reference to the vault.</summary>
    Secret,

    /// <summary>On one machine and in tests only.</summary>
    Local,
}

/// <summary>Reads the tables of settings.</summary>
internal static partial class SettingTables
{
    private const string Heading = "| setting | set by | ";

    /// <summary>The rows of the one table whose first columns are "setting" and "set by".</summary>
    /// <exception cref="FormatException">There is no such table, or a row is none.</exception>
    public static IReadOnlyList<SettingRow> Read(string markdown)
    {
        var lines = markdown.Split('\n');
        var start = Array.FindIndex(lines, l => l.StartsWith(Heading, StringComparison.Ordinal));
        if (start < 0)
            throw new FormatException($"No table begins with '{Heading}…'.");
        return [.. lines.Skip(start + 2).TakeWhile(l => l.StartsWith('|')).Select(Row)];
    }

    private static SettingRow Row(string line)
    {
        var match = Cells().Match(line);
        if (!match.Success)
            throw new FormatException($"Not a row '| `Name` | Terraform, Terraform (vault) or local | what |': {line}");
        var place = match.Groups[2].Value switch
        {
            "Terraform" => SettingPlace.Deployed,
            "Terraform (vault)" => SettingPlace.Secret,
            "local" => SettingPlace.Local,
            var other => throw new FormatException(
                $"A setting is set by Terraform, Terraform (vault) or local: {other}"
            ),
        };
        return new(SettingReads.Canonical(match.Groups[1].Value), place);
    }

    [GeneratedRegex(@"^\| `([^`]+)` \| ([^|]+?) \| \S.*\|\s*$")]
    private static partial Regex Cells();
}

using Mothership.InfraTests.Parser;

namespace Mothership.InfraTests.Settings;

/// <summary>Compares what code reads, what the README's table says and what Terraform sets.</summary>
internal static class SettingComparison
{
    /// <summary>What is to be added or taken away, and where.</summary>
    /// <param name="reads">What code reads.</param>
    /// <param name="table">The README's rows.</param>
    /// <param name="readme">The README's path.</param>
    /// <param name="terraform">What Terraform sets.</param>
    /// <param name="folder">The module's folder.</param>
    public static IEnumerable<string> Compare(
        IReadOnlyList<SettingRead> reads,
        IReadOnlyList<SettingRow> table,
        string readme,
        IReadOnlyDictionary<string, string> terraform,
        string folder
    ) =>
        [
            .. CodeAndTable(reads, table, readme),
            .. TableAndTerraform(table, terraform, $"{folder}/settings.tf"),
            .. table.GroupBy(r => r.Name).Where(g => g.Count() > 1).Select(g => $"{readme}: {g.Key} has several rows"),
        ];

    private static IEnumerable<string> CodeAndTable(
        IReadOnlyList<SettingRead> reads,
        IReadOnlyList<SettingRow> table,
        string readme
    ) =>
        reads
            .Where(read => table.All(row => row.Name != read.Name))
            .GroupBy(read => read.Name)
            .Select(g =>
                $"{readme}: add a row '| `{g.Key}` | Terraform | … |' (or 'Terraform (vault)' for a secret, "
                + $"'local' where it is not for a deployment): {string.Join(", ", g.Select(r => r.Place))} reads it"
            )
            .Concat(
                table
                    .Where(row => reads.All(read => read.Name != row.Name))
                    .Select(row => $"{readme}: take the row of {row.Name} away: no code reads it")
            );

    private static IEnumerable<string> TableAndTerraform(
        IReadOnlyList<SettingRow> table,
        IReadOnlyDictionary<string, string> terraform,
        string file
    )
    {
        foreach (var row in table)
            if (!terraform.TryGetValue(row.Name, out var value))
            {
                if (row.Where != SettingPlace.Local)
                    yield return $"{file}: add {Written(row.Name)}: the app reads it";
            }
            else if (row.Where == SettingPlace.Local)
                yield return $"{file}: take {row.Name} away: it is for one machine only";
            else if (IsReference(value) != (row.Where == SettingPlace.Secret))
                yield return $"{file}: {row.Name} must {Not(row)}be a reference to the vault";
        foreach (var name in terraform.Keys.Where(name => table.All(row => row.Name != name)))
            yield return $"{file}: take {name} away: the app does not read it";
    }

    private static string Not(SettingRow row) => row.Where == SettingPlace.Secret ? "" : "not ";

    private static string Written(string name) => name.Replace(":", "__", StringComparison.Ordinal);

    private static bool IsReference(string value) => value.StartsWith("@Microsoft.KeyVault(", StringComparison.Ordinal);
}

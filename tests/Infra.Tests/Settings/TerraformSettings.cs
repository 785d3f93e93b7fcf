using System.Text.Json;
using System.Text.RegularExpressions;
using Mothership.InfraTests.Parser;

namespace Mothership.InfraTests.Settings;

/// <summary>The app settings that a module of Terraform gives to its function app.</summary>
internal static partial class TerraformSettings
{
    /// <summary>Names (with <c>{}</c> for what varies) and values, as written, of what is passed as
    /// <c>settings</c> to the module's call <c>app</c>.</summary>
    public static IReadOnlyDictionary<string, string> Of(TerraformModule module) =>
        Collect(module, module.Calls["app"].GetProperty("settings"), []).ToDictionary(s => s.Name, s => s.Value);

    /// <summary>The names of a local object.</summary>
    public static IEnumerable<string> Names(TerraformModule module, string local) => module.Locals[local].Names();

    private static IEnumerable<(string Name, string Value)> Collect(
        TerraformModule module,
        JsonElement value,
        HashSet<string> seen
    ) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().Select(p => (Canonical(p.Name), p.Value.ToString())),
            JsonValueKind.String => OfExpression(module, value.GetString()!, seen),
            _ => throw new FormatException($"{module.Folder}: settings are no object: {value}"),
        };

    // The names in "name" => value of a for expression, and those of all locals that the expression takes in.
    private static IEnumerable<(string Name, string Value)> OfExpression(
        TerraformModule module,
        string expression,
        HashSet<string> seen
    ) =>
        [
            .. Keys().Matches(expression).Select(m => (Canonical(m.Groups[1].Value), "${…}")),
            .. Locals()
                .Matches(expression)
                .Select(m => m.Groups[1].Value)
                .Where(seen.Add)
                .SelectMany(local => Collect(module, module.Locals[local], seen)),
        ];

    private static string Canonical(string name) => SettingReads.Canonical(name);

    [GeneratedRegex("\"((?:[^\"$]|\\$\\{[^}]*\\})+)\"\\s*=(?!=)")]
    private static partial Regex Keys();

    [GeneratedRegex(@"\blocal\.(\w+)(?![\w.])")]
    private static partial Regex Locals();
}

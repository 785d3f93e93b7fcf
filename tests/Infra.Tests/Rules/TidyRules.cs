using System.Text.Json;
using System.Text.RegularExpressions;
using Mothership.InfraTests.Parser;

namespace Mothership.InfraTests.Rules;

/// <summary>What is declared is used, described, and of a pinned version.</summary>
internal static partial class TidyRules
{
    /// <summary>Variables, locals and data sources that nothing refers to.</summary>
    public static IEnumerable<string> Unused(Terraform all) =>
        from module in all.Modules.Values
        let used = module.References.Where(r => !IsOwnValidation(r)).Select(r => r.Value).ToList()
        from name in module
            .Variables.Keys.Select(v => $"var.{v}")
            .Concat(module.Locals.Keys.Select(l => $"local.{l}"))
            .Concat(module.Data.Keys)
            .Concat(module.Ephemerals.Keys)
        where !used.Any(u => u == name || u.StartsWith(name + ".", StringComparison.Ordinal))
        select $"{module.Folder}: {name} is not used";

    /// <summary>Variables and outputs that nobody explains, and variables of no type.</summary>
    public static IEnumerable<string> Undescribed(Terraform all) =>
        all.Modules.Values.SelectMany(module =>
            Lacking(module, "variable", module.Variables, "description")
                .Concat(Lacking(module, "variable", module.Variables, "type"))
                .Concat(Lacking(module, "output", module.Outputs, "description"))
        );

    /// <summary>
    /// Providers that are used without a source and a version, and versions that differ between modules.
    /// </summary>
    public static IEnumerable<string> Unpinned(Terraform all) =>
        all.Modules.Values.SelectMany(Unpinned).Concat(Differing(all));

    private static IEnumerable<string> Unpinned(TerraformModule module)
    {
        if (!module.Settings.Any(s => s.Text("required_version") is not null))
            yield return $"{module.Folder}: required_version is missing";
        var addresses = module
            .Resources.Keys.Concat(module.Data.Keys.Select(k => k["data.".Length..]))
            .Concat(module.Ephemerals.Keys.Select(k => k["ephemeral.".Length..]));
        var used = addresses.Select(a => a.Split('_')[0]).Concat(module.Providers.Keys).Distinct();
        foreach (var provider in used)
            if (!module.RequiredProviders.TryGetValue(provider, out var required))
                yield return $"{module.Folder}: provider {provider} is not in required_providers";
            else if (required.Text("source") is null || !Version().IsMatch(required.Text("version") ?? ""))
                yield return $"{module.Folder}: provider {provider} needs a source and a version such as \"~> 5.2\"";
        foreach (var provider in module.RequiredProviders.Keys.Except(used).Where(_ => module.Calls.Count == 0))
            yield return $"{module.Folder}: provider {provider} is required but not used";
    }

    private static IEnumerable<string> Differing(Terraform all) =>
        from module in all.Modules.Values
        from provider in module.RequiredProviders
        group (module.Folder, Version: provider.Value.Text("version")) by provider.Key into uses
        where uses.Select(u => u.Version).Distinct().Count() > 1
        select $"provider {uses.Key} has several versions: {string.Join(", ", uses)}";

    private static IEnumerable<string> Lacking(
        TerraformModule module,
        string kind,
        IReadOnlyDictionary<string, JsonElement> declared,
        string argument
    ) =>
        declared
            .Where(d => !d.Value.TryGetProperty(argument, out _))
            .Select(d => $"{module.Folder}: {kind} {d.Key} has no {argument}");

    // A variable that only its own validation looks at does nothing.
    private static bool IsOwnValidation(HclReference r) =>
        r.Path is ["variable", var name, _, "validation", ..] && r.Parts is ["var", var used, ..] && name == used;

    [GeneratedRegex(@"^~> \d+\.\d+(\.\d+)?$")]
    private static partial Regex Version();
}

using System.Text.Json;
using Mothership.InfraTests.Parser;

namespace Mothership.InfraTests.Rules;

/// <summary>Every reference leads to something that is declared in its module.</summary>
internal static class ReferenceRules
{
    // What is written in these arguments are names of arguments, not references.
    private static readonly string[] NamesOnly = ["type", "ignore_changes", "configuration_aliases"];
    private static readonly string[] PathNames = ["module", "root", "cwd"];

    public static IEnumerable<string> Check(Terraform all) =>
        all.Modules.Values.SelectMany(module =>
            module
                .References.Where(r => !r.Path.Any(NamesOnly.Contains))
                .Select(r => (Reference: r, Fault: Fault(all, module, r)))
                .Where(hit => hit.Fault is not null)
                .Select(hit => $"{hit.Reference.Place}: {hit.Fault}")
        );

    private static string? Fault(Terraform all, TerraformModule module, HclReference reference)
    {
        var parts = reference.Parts;
        return parts[0] switch
        {
            "var" => Variable(module, parts),
            "local" => module.Locals.ContainsKey(parts[1]) ? null : "there is no such local",
            "module" => Call(all, module, parts),
            "data" => Known(module.Data, string.Join('.', parts.Take(3))),
            "ephemeral" => Known(module.Ephemerals, string.Join('.', parts.Take(3))),
            "each" => Inside(module, reference, "for_each"),
            "count" => Inside(module, reference, "count"),
            "path" => PathNames.Contains(parts[1]) ? null : "there is no such path",
            "terraform" => parts[1] == "workspace" ? null : "there is no such thing of terraform",
            "self" => null,
            _ when IsIterator(module, reference) => null,
            _ => Known(module.Resources, string.Join('.', parts.Take(2))),
        };
    }

    private static string? Variable(TerraformModule module, IReadOnlyList<string> parts)
    {
        if (!module.Variables.TryGetValue(parts[1], out var variable))
            return "there is no such variable";
        return TypeOf(variable).At(parts.Skip(2)) is null ? "the variable's type has no such attribute" : null;
    }

    internal static TypeExpression TypeOf(JsonElement variable) =>
        variable.TryGetProperty("type", out var type) && type.Expression() is { } text ? TypeExpression.Parse(text)
        : variable.Text("type") is { } word ? TypeExpression.Parse(word)
        : TypeExpression.Any;

    private static string? Call(Terraform all, TerraformModule module, IReadOnlyList<string> parts)
    {
        if (!module.Calls.TryGetValue(parts[1], out var call))
            return "there is no such module call";
        var output = parts.Skip(2).FirstOrDefault(p => !int.TryParse(p, out _));
        if (output is null || !all.Modules.TryGetValue(module.FolderOf(call), out var called))
            return null;
        return called.Outputs.ContainsKey(output) ? null : $"{called.Folder} has no output {output}";
    }

    private static string? Known(IReadOnlyDictionary<string, JsonElement> declared, string address) =>
        declared.ContainsKey(address) ? null : $"{address} is not declared in this module";

    // The path begins with kind, type and name of the block (or kind and name of a module call), each followed by an
    // index.
    private static string? Inside(TerraformModule module, HclReference reference, string argument)
    {
        var file = module.Files.First(f => f.Name == reference.File);
        var block = file.Tree;
        foreach (var part in reference.Path)
        {
            if (block.ValueKind == JsonValueKind.Object && block.TryGetProperty(argument, out _))
                return null;
            if (block.ValueKind == JsonValueKind.Array && int.TryParse(part, out var index))
                block = block[index];
            else if (block.ValueKind != JsonValueKind.Object || !block.TryGetProperty(part, out block))
                break;
        }
        return $"the block has no {argument}";
    }

    private static bool IsIterator(TerraformModule module, HclReference reference)
    {
        var at = reference.Path.ToList().IndexOf("dynamic");
        return at >= 0 && at + 1 < reference.Path.Count && reference.Path[at + 1] == reference.Parts[0];
    }
}

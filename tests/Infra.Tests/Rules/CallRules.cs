using System.Text.Json;
using Mothership.InfraTests.Parser;

namespace Mothership.InfraTests.Rules;

/// <summary>A module call passes exactly what the module takes, and literals of the right kind.</summary>
internal static class CallRules
{
    private static readonly string[] OfTerraform =
    [
        "source",
        "version",
        "count",
        "for_each",
        "depends_on",
        "providers",
    ];

    public static IEnumerable<string> Check(Terraform all) =>
        from module in all.Modules.Values
        from call in module.Calls
        from fault in Check(all, module, call.Value)
        select $"{module.Folder}: module.{call.Key}: {fault}";

    private static IEnumerable<string> Check(Terraform all, TerraformModule module, JsonElement call)
    {
        if (!all.Modules.TryGetValue(module.FolderOf(call), out var called))
            return [$"there is no module at {module.FolderOf(call)}"];
        var passed = call.Names().Except(OfTerraform).ToList();
        var required = called.Variables.Where(v => !v.Value.TryGetProperty("default", out _)).Select(v => v.Key);
        return
        [
            .. required.Except(passed).Select(name => $"{name} is missing"),
            .. passed.Except(called.Variables.Keys).Select(name => $"the module takes no {name}"),
            .. passed
                .Where(called.Variables.ContainsKey)
                .SelectMany(name => Kinds(name, call.GetProperty(name), ReferenceRules.TypeOf(called.Variables[name]))),
        ];
    }

    /// <summary>What is wrong with a literal for a type; nothing can be said of expressions.</summary>
    internal static IEnumerable<string> Kinds(string name, JsonElement value, TypeExpression type) =>
        value.ValueKind switch
        {
            JsonValueKind.Object when type.Name == "object" => Attributes(name, value, type),
            JsonValueKind.Object => Expect(name, "an object", type.Name is "map" or "any"),
            JsonValueKind.Array => Expect(name, "a list", type.Name is "list" or "set" or "tuple" or "any"),
            JsonValueKind.Number => Expect(name, "a number", type.Name is "number" or "string" or "any"),
            JsonValueKind.True or JsonValueKind.False => Expect(name, "a bool", type.Name is "bool" or "any"),
            JsonValueKind.String when !value.GetString()!.Contains("${", StringComparison.Ordinal) => Expect(
                name,
                "a text",
                type.Name is "string" or "any"
            ),
            _ => [],
        };

    private static IEnumerable<string> Attributes(string name, JsonElement value, TypeExpression type) =>
        [
            .. type
                .Attributes.Where(a => !a.Value.IsOptional && !value.TryGetProperty(a.Key, out _))
                .Select(a => $"{name}.{a.Key} is missing"),
            .. value
                .EnumerateObject()
                .SelectMany(p =>
                    type.Attributes.TryGetValue(p.Name, out var attribute)
                        ? Kinds($"{name}.{p.Name}", p.Value, attribute)
                        : [$"{name} has no attribute {p.Name}"]
                ),
        ];

    private static IEnumerable<string> Expect(string name, string given, bool fits) =>
        fits ? [] : [$"{name} is not {given}"];
}

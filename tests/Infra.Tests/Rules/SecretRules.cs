using System.Text.Json;
using System.Text.RegularExpressions;
using Mothership.InfraTests.Parser;

namespace Mothership.InfraTests.Rules;

/// <summary>No secret is written down, or put where the state would keep it.</summary>
internal static partial class SecretRules
{
    // Attributes of resources that the state keeps and that open something.
    private static readonly string[] Opening =
    [
        "primary_access_key",
        "secondary_access_key",
        "primary_connection_string",
        "secondary_connection_string",
        "primary_blob_connection_string",
        "instrumentation_key",
        "primary_shared_key",
        "client_key",
        "kube_admin_config",
        "kube_admin_config_raw",
        "kube_config_raw",
        "site_credential",
    ];

    // These keep what they are given, or make, in the state.
    private static readonly string[] Keeping = ["random_password", "random_string", "tls_private_key"];

    public static IEnumerable<string> Check(Terraform all) =>
        all.Modules.Values.SelectMany(module =>
            Texts(module)
                .Concat(References(module))
                .Concat(Resources(module))
                .Concat(Marks(module))
                .Select(fault => $"{module.Folder}: {fault}")
        );

    private static IEnumerable<string> Texts(TerraformModule module) =>
        from file in module.Files
        from leaf in Leaves(file.Tree, "")
        let value = leaf.Value
        where
            Looks().IsMatch(value)
            || (Name().IsMatch(leaf.Name) && value.Length > 0 && !value.Contains("${", StringComparison.Ordinal))
        where !value.StartsWith("@Microsoft.KeyVault(", StringComparison.Ordinal)
        select $"{file.Name}: {leaf.Name} is a secret in clear";

    private static IEnumerable<string> References(TerraformModule module) =>
        module
            .References.Where(r => r.Parts.Intersect(Opening).Any())
            .Select(r => $"{r.Place}: this opens something and is in the state");

    private static IEnumerable<string> Resources(TerraformModule module) =>
        module
            .Resources.Where(r => Keeping.Contains(r.Key.Split('.')[0]))
            .Select(r => $"{r.Key}: the state keeps its result; use an ephemeral resource")
            .Concat(
                module
                    .Resources.Where(r => r.Key.StartsWith("azurerm_key_vault_secret.", StringComparison.Ordinal))
                    .Where(r => r.Value.TryGetProperty("value", out _))
                    .Select(r => $"{r.Key}: the state keeps value; use value_wo")
            )
            .Concat(
                module
                    .Resources.Where(r => r.Key.StartsWith("azurerm_storage_account.", StringComparison.Ordinal))
                    .Where(r =>
                        !r.Value.TryGetProperty("shared_access_key_enabled", out var e)
                        || e.ValueKind != JsonValueKind.False
                    )
                    .Select(r => $"{r.Key}: the state keeps its keys; set shared_access_key_enabled = false")
            );

    private static IEnumerable<string> Marks(TerraformModule module) =>
        from declared in module
            .Variables.Select(v => (Kind: "variable", v.Key, v.Value))
            .Concat(module.Outputs.Select(o => (Kind: "output", o.Key, o.Value)))
        where Name().IsMatch(declared.Key)
        where
            !(declared.Value.TryGetProperty("sensitive", out var s) && s.ValueKind == JsonValueKind.True)
            && !(declared.Value.TryGetProperty("ephemeral", out var e) && e.ValueKind == JsonValueKind.True)
        select $"{declared.Kind} {declared.Key} holds a secret and is not marked sensitive";

    private static IEnumerable<(string Name, string Value)> Leaves(JsonElement node, string name) =>
        node.ValueKind switch
        {
            JsonValueKind.Object => node.EnumerateObject().SelectMany(p => Leaves(p.Value, p.Name)),
            JsonValueKind.Array => node.EnumerateArray().SelectMany(e => Leaves(e, name)),
            JsonValueKind.String => [(name, node.GetString()!)],
            _ => [],
        };

    // Names of arguments, settings and variables that hold a secret itself, not a secret's name.
    [GeneratedRegex(
        "(password|pepper|secret|token|access_key|api_key|connection_string|kubeconfig)$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Name();

    [GeneratedRegex(
        "AccountKey=|SharedAccessKey=|-----BEGIN|[sr]k_(live|test)_|whsec_|AKIA[0-9A-Z]{16}|eyJ[A-Za-z0-9_-]{20,}"
            + "|^[A-Za-z0-9+/]{40,}={0,2}$"
    )]
    private static partial Regex Looks();
}

using System.Text.Json;
using System.Text.RegularExpressions;
using Mothership.InfraTests.Parser;

namespace Mothership.InfraTests.Rules;

/// <summary>Somebody's right, as Terraform gives it.</summary>
/// <param name="Who">An identity, such as <c>worker</c>.</param>
/// <param name="What">Such as <c>Key Vault Secrets User on region/azurerm_key_vault.region</c>.</param>
internal sealed record Right(string Who, string What);

/// <summary>
/// Collects the rights that modules of Terraform give in Azure, followed into the modules that they call.
/// </summary>
internal static partial class Rights
{
    // Resources that give rights, and that are looked at here or in the tests.
    private static readonly string[] Known =
    [
        "azurerm_role_assignment",
        "aws_iam_role",
        "aws_iam_role_policy_attachment",
        "google_project_iam_member",
        "kafka_acl",
    ];

    /// <summary>What a module gives, with those that it calls.</summary>
    /// <param name="all">All modules.</param>
    /// <param name="folder">The module's folder.</param>
    public static IEnumerable<Right> Of(Terraform all, string folder) =>
        Of(all, all.Modules[folder], Path.GetFileName(folder), null, default);

    /// <summary>Resources of kinds that give rights but are not understood here.</summary>
    public static IEnumerable<string> Unknown(Terraform all) =>
        from module in all.Modules.Values
        from address in module.Resources.Keys
        let type = address.Split('.')[0]
        where Giving().IsMatch(type) && !Known.Contains(type)
        select $"{module.Folder}: {address} may give rights, which Rights.cs does not understand";

    private static IEnumerable<Right> Of(
        Terraform all,
        TerraformModule module,
        string path,
        TerraformModule? caller,
        JsonElement call
    ) =>
        module
            .Resources.Where(r => r.Key.StartsWith("azurerm_role_assignment.", StringComparison.Ordinal))
            .SelectMany(r =>
                Roles(r.Value, call)
                    .Select(role => new Right(Who(r.Value, caller, call), $"{role} on {Scope(r.Value, path)}"))
            )
            .Concat(
                module.Calls.SelectMany(inner =>
                    Of(all, all.Modules[module.FolderOf(inner.Value)], $"{path}/{inner.Key}", module, inner.Value)
                )
            );

    private static string Scope(JsonElement assignment, string path)
    {
        var address = assignment.GetProperty("scope").Expression() ?? "?";
        return address.StartsWith("azurerm_", StringComparison.Ordinal) ? $"{path}/{Address(address)}" : address;
    }

    // A role by its name, or each of a list that the caller gives.
    private static IEnumerable<string> Roles(JsonElement assignment, JsonElement call)
    {
        var role = assignment.Text("role_definition_name") ?? "?";
        if (role != "${each.value}")
            return [role];
        var list = Variable().Match(assignment.Text("for_each") ?? "").Groups[1].Value;
        return call.Child(list).Select(r => r.GetString()!);
    }

    private static string Who(JsonElement assignment, TerraformModule? caller, JsonElement call)
    {
        var principal = assignment.GetProperty("principal_id").Expression() ?? "?";
        if (principal.StartsWith("var.", StringComparison.Ordinal) && caller is not null)
            principal = Passed(principal.Split('.'), caller, call);
        return principal switch
        {
            "data.azurerm_client_config.current.object_id" => "deployer",
            _ when principal.StartsWith("azurerm_user_assigned_identity.", StringComparison.Ordinal) => principal.Split(
                '.'
            )[1],
            _ => Address(principal),
        };
    }

    // What the caller passes for var.a or var.a.b, itself or by a local.
    private static string Passed(string[] parts, TerraformModule caller, JsonElement call)
    {
        var value = call.GetProperty(parts[1]);
        if (value.Expression() is { } expression && expression.StartsWith("local.", StringComparison.Ordinal))
            value = caller.Locals[expression.Split('.')[1]];
        foreach (var part in parts.Skip(2))
            value = value.GetProperty(part);
        return value.Expression() ?? "?";
    }

    private static string Address(string expression) => string.Join('.', expression.Split('.').Take(2));

    [GeneratedRegex(@"var\.(\w+)")]
    private static partial Regex Variable();

    [GeneratedRegex("role|_iam_|policy|_access|acl|permission|rbac")]
    private static partial Regex Giving();
}

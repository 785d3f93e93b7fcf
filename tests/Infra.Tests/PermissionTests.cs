using System.Text.Json;
using Mothership.Bus;
using Mothership.InfraTests.Parser;
using Mothership.InfraTests.Rules;

namespace Mothership.InfraTests;

/// <summary>
/// Nobody may do more than <c>infra/permissions.json</c> says, and that says nothing that it should not (P21).
/// </summary>
public sealed class PermissionTests
{
    private static readonly string[] Broad =
    [
        "Owner",
        "Contributor",
        "User Access Administrator",
        "Key Vault Administrator",
    ];

    [Fact]
    public void AzureRoles_OfEachIdentity_AreThoseThatAreAllowed()
    {
        var given = Rights
            .Of(Terraform.Repository, "infra/modules/mothership")
            .Concat(Rights.Of(Terraform.Repository, "infra/modules/region"))
            .ToList();
        given.Count.ShouldBeGreaterThan(10);
        Sorted(given.GroupBy(r => r.Who, r => r.What)).ShouldBe(AllowedRights.Of("azure"));
    }

    [Fact]
    public void AwsPolicies_OfEachRole_AreThoseThatAreAllowed()
    {
        var roles = Terraform.Repository.Modules["infra/modules/region/aws"].Locals["roles"];
        Sorted(
                from role in roles.EnumerateObject()
                from policy in role.Value.GetProperty("policies").EnumerateArray()
                group policy.GetString()! by role.Name
            )
            .ShouldBe(AllowedRights.Of("aws"));
    }

    [Fact]
    public void GoogleRoles_OfEachAccount_AreThoseThatAreAllowed()
    {
        var members = Terraform
            .Repository.Modules["infra/modules/region/gcp"]
            .Resources.Where(r => r.Key.StartsWith("google_project_iam_member.", StringComparison.Ordinal))
            .Select(r => r.Value);
        Sorted(members.GroupBy(m => m.GetProperty("member").Expression()!.Replace(".member", ""), m => m.Text("role")!))
            .ShouldBe(AllowedRights.Of("gcp"));
    }

    [Fact]
    public void BusRights_OfEachRole_AreThoseThatAreAllowed()
    {
        using var plan = JsonDocument.Parse(Terraform.Read("infra/bus/acls.json"));
        Sorted(
                from role in plan.RootElement.GetProperty("roles").EnumerateArray()
                from allow in role.GetProperty("allow").EnumerateArray()
                group Right(allow) by role.Text("role")!
            )
            .ShouldBe(AllowedRights.Of("bus"));
    }

    [Theory]
    [InlineData("infra/modules/mothership", "control_plane_acls", "mothership")]
    [InlineData("infra/modules/region", "acls", "region")]
    public void KafkaAcls_InTerraform_AreThePlannedOnesOfTheirRole(string folder, string local, string role)
    {
        var module = Terraform.Repository.Modules[folder];
        module.Locals["acl_plan"].GetString().ShouldBe("${jsondecode(file(\"${path.module}/../../bus/acls.json\"))}");
        module.Locals[local].GetString()!.ShouldContain($"role.allow if role.role == \"{role}\"");
        var acls = module.Resources.Where(r => r.Key.StartsWith("kafka_acl.", StringComparison.Ordinal)).ToList();
        acls.ShouldHaveSingleItem().Value.Text("for_each").ShouldBe($"${{local.{local}}}");
        acls[0].Value.Text("acl_permission_type").ShouldBe("Allow");
    }

    [Fact]
    public void Worker_Rights_ReachNothingOfTheMothershipOrOfOtherRegions()
    {
        var worker = Rights.Of(Terraform.Repository, "infra/modules/region").Where(r => r.Who == "worker").ToList();
        // Of what all share, a worker may read the customers' secrets, and no more.
        worker
            .Where(r => !r.What.Contains(" on region/", StringComparison.Ordinal))
            .ShouldBe([new("worker", "Key Vault Secrets User on var.mothership.customer_vault_id")]);
        Terraform
            .Repository.Modules["infra/modules/mothership"]
            .Outputs["for_regions"]
            .GetProperty("value")
            .Text("customer_vault_id")
            .ShouldBe("${azurerm_key_vault.customers.id}");
        Rights.Of(Terraform.Repository, "infra/modules/mothership").ShouldNotContain(r => r.Who == "worker");
        worker.ShouldAllBe(r => !Broad.Contains(r.What.Split(" on ")[0]));
        AllowedRights
            .Of("bus")
            .Where(r => r.StartsWith("region: read", StringComparison.Ordinal))
            .ShouldBe([
                "region: read group mothership-region-{cloud}-{region}",
                $"region: read topic {Topics.Commands}",
            ]);
    }

    [Fact]
    public void Resources_ThatGiveRights_AreAllUnderstood() => Rights.Unknown(Terraform.Repository).ShouldBeEmpty();

    [Theory]
    [InlineData("azurerm_role_definition")]
    [InlineData("azurerm_key_vault_access_policy")]
    [InlineData("google_storage_bucket_iam_binding")]
    [InlineData("aws_iam_user_policy")]
    public void Rights_ResourceOfAnotherKind_IsReported(string type) =>
        Rights.Unknown(Terraform.Sample($"resource \"{type}\" \"x\" {{}}")).ShouldHaveSingleItem();

    [Fact]
    public void Rights_OneMoreThanAllowed_IsFoundThroughModules()
    {
        const string outer = """
            resource "azurerm_role_assignment" "more" {
              scope                = var.mothership.vault_id
              role_definition_name = "Key Vault Secrets User"
              principal_id         = azurerm_user_assigned_identity.worker.principal_id
            }
            module "app" {
              source   = "../inner"
              roles    = ["A", "B"]
              identity = local.identity
            }
            locals {
              identity = { principal_id = azurerm_user_assigned_identity.worker.principal_id }
            }
            """;
        const string inner = """
            resource "azurerm_role_assignment" "each" {
              for_each             = toset(var.roles)
              scope                = azurerm_storage_account.s.id
              role_definition_name = each.value
              principal_id         = var.identity.principal_id
            }
            """;
        Rights
            .Of(Terraform.Sample(("outer", outer), ("inner", inner)), "outer")
            .ShouldBe([
                new("worker", "Key Vault Secrets User on var.mothership.vault_id"),
                new("worker", "A on outer/app/azurerm_storage_account.s"),
                new("worker", "B on outer/app/azurerm_storage_account.s"),
            ]);
    }

    private static string Right(JsonElement allow) =>
        $"{allow.Text("operation")} {allow.Text("resource")} {allow.Text("name")}"
        + (allow.Text("pattern") == "literal" ? "" : $" ({allow.Text("pattern")})");

    private static IEnumerable<string> Sorted(IEnumerable<IGrouping<string, string>> rights) =>
        rights.SelectMany(g => g.Select(right => $"{g.Key}: {right}")).Order(StringComparer.Ordinal);
}

using Mothership.InfraTests.Parser;
using Mothership.InfraTests.Rules;

namespace Mothership.InfraTests;

/// <summary>What <c>terraform validate</c> and a careful reader would look at.</summary>
public sealed class TerraformTests
{
    private const string Versions = """
        terraform {
          required_version = ">= 1.11"
          required_providers {
            azurerm = {
              source  = "hashicorp/azurerm"
              version = "~> 5.2"
            }
          }
        }

        """;

    [Fact]
    public void Files_All_AreHcl() =>
        Terraform.Repository.Files.Where(f => f.Fault is not null).Select(f => $"{f.Name}: {f.Fault}").ShouldBeEmpty();

    [Fact]
    public void Modules_TheThreeOfTheProduct_AreThere() =>
        Terraform.Repository.Modules.Keys.ShouldBe(
            [
                "infra/environments/example",
                "infra/modules/function_app",
                "infra/modules/mothership",
                "infra/modules/region",
                "infra/modules/region/aws",
                "infra/modules/region/azure",
                "infra/modules/region/gcp",
            ],
            ignoreOrder: true
        );

    [Fact]
    public void References_All_LeadSomewhere()
    {
        Terraform.Repository.Modules.Values.Sum(m => m.References.Count).ShouldBeGreaterThan(300);
        ReferenceRules.Check(Terraform.Repository).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("locals {\n  a = var.b\n}", "there is no such variable")]
    [InlineData("locals {\n  a = local.b\n}", "there is no such local")]
    [InlineData("locals {\n  a = module.b.c\n}", "there is no such module call")]
    [InlineData("locals {\n  a = \"x-${aws_vpc.b.id}\"\n}", "aws_vpc.b is not declared in this module")]
    [InlineData("locals {\n  a = data.aws_vpc.b.id\n}", "data.aws_vpc.b is not declared in this module")]
    [InlineData("locals {\n  a = ephemeral.random_password.b.result\n}", "ephemeral.random_password.b is not declared")]
    [InlineData("locals {\n  a = [for x in var.list : x.y if z.w]\n}\nvariable \"list\" {}", "z.w is not declared")]
    [InlineData("resource \"aws_vpc\" \"b\" {\n  cidr_block = each.value\n}", "the block has no for_each")]
    [InlineData("resource \"aws_vpc\" \"b\" {\n  cidr_block = count.index\n}", "the block has no count")]
    [InlineData("locals {\n  a = path.here\n}", "there is no such path")]
    [InlineData(
        "variable \"o\" {\n  type = object({ a = string })\n}\nlocals {\n  a = var.o.b\n}",
        "the variable's type has no such attribute"
    )]
    [InlineData("output \"o\" {\n  value = aws_vpc.b[*].id\n}", "aws_vpc.b is not declared in this module")]
    public void ReferenceRules_ReferenceToNothing_IsReported(string text, string fault) =>
        ReferenceRules.Check(Terraform.Sample(text)).ShouldHaveSingleItem().ShouldContain(fault);

    [Fact]
    public void ReferenceRules_OutputThatTheModuleLacks_IsReported() =>
        ReferenceRules
            .Check(
                Terraform.Sample(
                    (
                        "a",
                        "module \"b\" {\n  source = \"../b\"\n  count = 1\n}\nlocals {\n  x = module.b[0].missing\n}"
                    ),
                    ("b", "output \"there\" {\n  value = 1\n}")
                )
            )
            .ShouldHaveSingleItem()
            .ShouldContain("b has no output missing");

    [Theory]
    [InlineData("resource \"aws_vpc\" \"b\" {\n  for_each = toset([\"x\"])\n  cidr_block = each.value\n}")]
    [InlineData(
        "resource \"x_y\" \"b\" {\n dynamic \"part\" {\n for_each = [1]\n content {\n v = part.value\n }\n }\n}"
    )]
    [InlineData("resource \"x_y\" \"b\" {\n  lifecycle {\n    ignore_changes = [tags]\n  }\n}")]
    [InlineData("variable \"o\" {\n  type = map(object({ a = string }))\n}\nlocals {\n  a = var.o[\"k\"].a\n}")]
    [InlineData("locals {\n  a = { for k, v in { x = 1 } : k => v }\n  b = \"${path.module}/x\"\n}")]
    public void ReferenceRules_WhatIsDefined_IsNotReported(string text) =>
        ReferenceRules.Check(Terraform.Sample(text)).ShouldBeEmpty();

    [Fact]
    public void ModuleCalls_All_PassWhatTheModuleTakes()
    {
        Terraform.Repository.Modules.Values.Sum(m => m.Calls.Count).ShouldBeGreaterThan(8);
        CallRules.Check(Terraform.Repository).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("n = 1", "o is missing")]
    [InlineData("o = { a = \"x\" }\n  more = 1", "the module takes no more")]
    [InlineData("o = { b = 1 }", "o.a is missing")]
    [InlineData("o = { a = \"x\", c = 1 }", "o has no attribute c")]
    [InlineData("o = { a = [] }", "o.a is not a list")]
    [InlineData("o = \"x\"", "o is not a text")]
    [InlineData("o = { a = \"x\" }\n  n = \"one\"", "n is not a text")]
    [InlineData("o = { a = \"x\" }\n  l = { x = 1 }", "l is not an object")]
    public void CallRules_WrongArguments_AreReported(string arguments, string fault) =>
        CallRules
            .Check(
                Terraform.Sample(
                    ("a", $"module \"b\" {{\n  source = \"../b\"\n  {arguments}\n}}"),
                    (
                        "b",
                        """
                        variable "o" {
                          type = object({ a = string, b = optional(number, max(1, 2)) })
                        }
                        variable "n" {
                          type    = number
                          default = 1
                        }
                        variable "l" {
                          type    = list(string)
                          default = []
                        }
                        """
                    )
                )
            )
            .ShouldContain(f => f.EndsWith(fault, StringComparison.Ordinal));

    [Fact]
    public void CallRules_ModuleThatIsNotThere_IsReported() =>
        CallRules
            .Check(Terraform.Sample(("a", "module \"b\" {\n  source = \"../c\"\n}")))
            .ShouldHaveSingleItem()
            .ShouldContain("there is no module at c");

    [Fact]
    public void Declarations_All_AreUsed() => TidyRules.Unused(Terraform.Repository).ShouldBeEmpty();

    [Theory]
    [InlineData("variable \"a\" {}", "var.a is not used")]
    [InlineData("locals {\n  a = 1\n}", "local.a is not used")]
    [InlineData("data \"aws_vpc\" \"a\" {}", "data.aws_vpc.a is not used")]
    [InlineData(
        "variable \"a\" {\n  validation {\n    condition = var.a > 1\n    error_message = \"x\"\n  }\n}",
        "var.a is not used"
    )]
    public void TidyRules_WhatNothingUses_IsReported(string text, string fault) =>
        TidyRules.Unused(Terraform.Sample(text)).ShouldHaveSingleItem().ShouldEndWith(fault);

    [Fact]
    public void Declarations_All_AreDescribed() => TidyRules.Undescribed(Terraform.Repository).ShouldBeEmpty();

    [Theory]
    [InlineData("variable \"a\" {\n  type = string\n}", "variable a has no description")]
    [InlineData("variable \"a\" {\n  description = \"x\"\n}", "variable a has no type")]
    [InlineData("output \"a\" {\n  value = 1\n}", "output a has no description")]
    public void TidyRules_WhatNobodyExplains_IsReported(string text, string fault) =>
        TidyRules.Undescribed(Terraform.Sample(text)).ShouldHaveSingleItem().ShouldEndWith(fault);

    [Fact]
    public void Providers_All_ArePinned() => TidyRules.Unpinned(Terraform.Repository).ShouldBeEmpty();

    [Theory]
    [InlineData("resource \"aws_vpc\" \"a\" {}", "provider aws is not in required_providers")]
    [InlineData("provider \"helm\" {}", "provider helm is not in required_providers")]
    [InlineData("", "provider azurerm is required but not used")]
    public void TidyRules_ProviderThatIsNotPinned_IsReported(string text, string fault) =>
        TidyRules.Unpinned(Terraform.Sample(Versions + text)).ShouldContain(f => f.EndsWith(fault));

    [Theory]
    [InlineData("~> 5.2", ">= 5.2", "needs a source and a version such as")]
    [InlineData(">= 1.11", "", "provider azurerm")]
    public void TidyRules_LooseVersion_IsReported(string old, string version, string fault) =>
        TidyRules
            .Unpinned(
                Terraform.Sample(
                    Versions.Replace($"version = \"{old}\"", $"version = \"{version}\"").Replace("~> 5.2", version)
                        + "resource \"azurerm_x\" \"a\" {}"
                )
            )
            .ShouldContain(f => f.Contains(fault));

    [Fact]
    public void TidyRules_SeveralVersionsOfAProvider_AreReported() =>
        TidyRules
            .Unpinned(
                Terraform.Sample(
                    ("a", Versions + "resource \"azurerm_x\" \"a\" {}"),
                    ("b", Versions.Replace("5.2", "5.1") + "resource \"azurerm_x\" \"a\" {}")
                )
            )
            .ShouldHaveSingleItem()
            .ShouldContain("several versions");

    [Fact]
    public void Secrets_None_AreWrittenDownOrKeptInTheState() =>
        SecretRules.Check(Terraform.Repository).ShouldBeEmpty();

    [Theory]
    [InlineData("locals {\n  settings = { KafkaPassword = \"hunter2\" }\n}", "KafkaPassword is a secret in clear")]
    [InlineData("locals {\n  a = \"sk_live_abc\"\n}", "a is a secret in clear")]
    [InlineData("locals {\n  a = \"x;AccountKey=y\"\n}", "a is a secret in clear")]
    [InlineData("locals {\n  a = azurerm_storage_account.s.primary_access_key\n}", "is in the state")]
    [InlineData("resource \"random_password\" \"p\" {\n  length = 3\n}", "use an ephemeral resource")]
    [InlineData("resource \"azurerm_key_vault_secret\" \"s\" {\n  value = local.x\n}", "use value_wo")]
    [InlineData("resource \"azurerm_storage_account\" \"s\" {}", "set shared_access_key_enabled = false")]
    [InlineData("variable \"bus_password\" {\n  type = string\n}", "is not marked sensitive")]
    [InlineData("output \"connection_string\" {\n  value = 1\n}", "is not marked sensitive")]
    public void SecretRules_SecretThatLies_IsReported(string text, string fault) =>
        SecretRules.Check(Terraform.Sample(text)).ShouldHaveSingleItem().ShouldContain(fault);

    [Theory]
    [InlineData("locals {\n  s = { KafkaPassword = \"@Microsoft.KeyVault(VaultName=v;SecretName=s)\" }\n}")]
    [InlineData("ephemeral \"random_password\" \"p\" {\n  length = 3\n}")]
    [InlineData("variable \"bus_password\" {\n  type = string\n  sensitive = true\n}")]
    public void SecretRules_ReferenceOrMarked_IsNotReported(string text) =>
        SecretRules.Check(Terraform.Sample(text)).ShouldBeEmpty();

    [Fact]
    public void Parser_FileThatIsNoHcl_HasItsFault() =>
        Terraform.Sample("resource \"a\" {\n  x = = 2\n}").Files[0].Fault.ShouldNotBeNull().ShouldContain("2,7");
}

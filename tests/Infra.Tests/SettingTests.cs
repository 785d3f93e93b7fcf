using Mothership.InfraTests.Parser;
using Mothership.InfraTests.Settings;

namespace Mothership.InfraTests;

/// <summary>The settings in code, in the READMEs and in Terraform are the same.</summary>
public sealed class SettingTests
{
    // Read by the Functions host, the platform and client libraries, not by our code; see the comment there.
    private static readonly string[] PlatformSettings =
    [
        "AZURE_CLIENT_ID",
        "AzureWebJobsStorage__credential",
        "AzureWebJobsStorage__clientId",
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
        "WEBSITE_RUN_FROM_PACKAGE",
        "WEBSITE_RUN_FROM_PACKAGE_BLOB_MI_RESOURCE_ID",
    ];

    [Theory]
    [InlineData("functions/ControlPlane", "Mothership.ControlPlane.csproj", "infra/modules/mothership")]
    [InlineData("functions/Region", "Mothership.Region.csproj", "infra/modules/region")]
    public void Settings_OfAnApp_AreTheSameInCodeReadmeAndTerraform(string app, string project, string module)
    {
        var reads = SettingReads.Of(AppSources.Compile($"{app}/{project}"));
        reads.Faults.ShouldBeEmpty();
        reads.Reads.Count.ShouldBeGreaterThan(5);
        var table = SettingTables.Read(Terraform.Read($"{app}/README.md"));
        var set = TerraformSettings.Of(Terraform.Repository.Modules[module]);
        SettingComparison.Compare(reads.Reads, table, $"{app}/README.md", set, module).ShouldBeEmpty();
    }

    [Fact]
    public void PlatformSettings_AreThoseThatAreAllowed() =>
        TerraformSettings
            .Names(Terraform.Repository.Modules["infra/modules/function_app"], "platform_settings")
            .Order()
            .ShouldBe(PlatformSettings.Order());

    [Theory]
    [InlineData("var x = configuration[\"A\"];", "A")]
    [InlineData("var x = configuration[\"A:B\"];", "A:B")]
    [InlineData("var x = configuration[Name];", "Named")]
    [InlineData("var x = configuration.GetSection(\"S\")[\"B\"];", "S:B")]
    [InlineData("var s = configuration.GetSection(\"S\"); var x = s[\"B\"];", "S:B")]
    [InlineData("var x = configuration.GetValue<int>(\"N\");", "N")]
    [InlineData("var x = configuration.GetConnectionString(\"C\");", "ConnectionStrings:C")]
    [InlineData("var x = Environment.GetEnvironmentVariable(\"E__F\");", "E:F")]
    [InlineData("var x = Required(configuration, \"R\");", "R")]
    [InlineData("var x = configuration.GetSection(\"O\").Get<Options>();", "O:List:{}", "O:Time", "O:Word")]
    [InlineData("var x = Read<Options>(configuration, \"P\");", "P:List:{}", "P:Time", "P:Word")]
    [InlineData("var x = configuration.GetSection(\"L\").Get<List<Item>>();", "L:{}:Day")]
    [InlineData("foreach (var c in configuration.GetSection(\"K\").GetChildren()) { var x = c[\"Z\"]; }", "K:{}:Z")]
    [InlineData("var x = configuration.GetSection(\"K\").GetChildren().Select(c => c[\"Z\"]).ToList();", "K:{}:Z")]
    [InlineData("var x = configuration.GetSection(\"K\").GetChildren().Select(One).ToList();", "K:{}:Z")]
    [InlineData("var n = args[0]; var x = configuration[$\"K:{n}:Z\"];", "K:{}:Z")]
    public void SettingReads_WaysOfReading_AreFollowed(string statement, params string[] names) =>
        Sample(statement).Reads.Select(r => r.Name).Distinct().Order(StringComparer.Ordinal).ShouldBe(names);

    [Fact]
    public void SettingReads_AttributeWithPercentSigns_IsFollowed() =>
        Sample("[System.ComponentModel.Description(\"%Bus%\")] void Local() { }")
            .Reads.ShouldHaveSingleItem()
            .Name.ShouldBe("Bus");

    [Theory]
    [InlineData("var x = configuration[args[0]];")]
    [InlineData("var x = configuration.AsEnumerable().ToList();")]
    [InlineData("IConfiguration c() => configuration; var x = c()[\"A\"];")]
    public void SettingReads_WayThatCannotBeFollowed_IsAFault(string statement) =>
        Sample(statement).Faults.ShouldHaveSingleItem().ShouldStartWith("Sample.cs:");

    [Fact]
    public void SettingReads_MethodThatReturnsAConfiguration_IsAFault() =>
        SettingReads
            .Of(
                AppSources.CompileSample(
                    "using Microsoft.Extensions.Configuration; class A { IConfiguration Next(IConfiguration c) => c; }"
                )
            )
            .Faults.ShouldHaveSingleItem()
            .ShouldStartWith("Sample.cs:1: Next returns a configuration");

    [Fact]
    public void SettingComparison_ReadButNowhereElse_SaysWhereToAddIt() =>
        Compare(reads: ["A"], "| `B` | Terraform | b |", ("B", "1"))
            .ShouldBe([
                "R.md: add a row '| `A` | Terraform | … |' (or 'Terraform (vault)' for a secret, 'local' where it "
                    + "is not for a deployment): A.cs:1 reads it",
                "R.md: take the row of B away: no code reads it",
            ]);

    [Theory]
    [InlineData("| `A` | Terraform | a |", "B", "1", "m/settings.tf: add A: the app reads it")]
    [InlineData("| `A` | local | a |", "A", "1", "m/settings.tf: take A away: it is for one machine only")]
    [InlineData("| `A` | Terraform (vault) | a |", "A", "1", "m/settings.tf: A must be a reference to the vault")]
    [InlineData(
        "| `A` | Terraform | a |",
        "A",
        "@Microsoft.KeyVault(x)",
        "m/settings.tf: A must not be a reference to the vault"
    )]
    public void SettingComparison_TerraformDiffers_SaysWhatToChange(
        string row,
        string name,
        string value,
        string fault
    ) => Compare(reads: ["A"], row, (name, value)).ShouldContain(fault);

    [Fact]
    public void SettingComparison_SetButNotRead_SaysSo() =>
        Compare(reads: ["A"], "| `A` | Terraform | a |", ("A", "1"), ("Z", "1"))
            .ShouldBe(["m/settings.tf: take Z away: the app does not read it"]);

    [Theory]
    [InlineData("| A | Terraform | a |")]
    [InlineData("| `A` | somewhere | a |")]
    [InlineData("| `A` | Terraform | |")]
    public void SettingTables_RowThatIsNone_IsRefused(string row) => Should.Throw<FormatException>(() => Table(row));

    [Fact]
    public void TerraformSettings_MergedLocals_AreAllFound()
    {
        const string text = """
            module "app" {
              settings = { for k, v in merge(local.fixed, local.more) : k => v if v != null }
            }
            locals {
              fixed = { A = "1", B__C = null }
              more  = { for i, x in var.list : "L__${i}__D" => x }
            }
            """;
        TerraformSettings.Of(Terraform.Sample(text).Modules["sample"]).Keys.Order().ShouldBe(["A", "B:C", "L:{}:D"]);
    }

    private static IEnumerable<string> Compare(string[] reads, string row, params (string, string)[] set) =>
        SettingComparison.Compare(
            [.. reads.Select(r => new SettingRead(r, $"{r}.cs:1"))],
            Table(row),
            "R.md",
            set.ToDictionary(s => s.Item1, s => s.Item2),
            "m"
        );

    private static IReadOnlyList<SettingRow> Table(string row) =>
        SettingTables.Read($"text\n\n| setting | set by | what it decides |\n|---|---|---|\n{row}\n\nmore");

    private static SettingReads Sample(string statement) =>
        SettingReads.Of(
            AppSources.CompileSample(
                $$"""
                using Microsoft.Extensions.Configuration;
                public static class Program
                {
                    private const string Name = "Named";
                    public static void Main(string[] args) => Run(new ConfigurationBuilder().Build(), args);
                    static void Run(IConfiguration configuration, string[] args) { {{statement}} }
                    static string? Required(IConfiguration c, string name) => c[name];
                    static string? One(IConfigurationSection s) => Required(s, "Z");
                    static T? Read<T>(IConfiguration c, string section) => c.GetSection(section).Get<T>();
                }
                public sealed record Options
                {
                    public string Word { get; init; } = "";
                    public TimeSpan? Time { get; init; }
                    public IReadOnlyList<string> List { get; init; } = [];
                    public string Both => Word + Word;
                }
                public sealed record Item(int Day);
                """
            )
        );
}

using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Architecture.Tests;

public sealed class LayoutTests
{
    private static readonly string[] Texts =
    [
        ".cs",
        ".csproj",
        ".props",
        ".targets",
        ".md",
        ".sh",
        ".py",
        ".json",
        ".yaml",
        ".yml",
        ".proto",
        ".tf",
        ".ts",
        ".tsx",
        ".html",
        ".js",
        "",
    ];

    [Fact]
    public void ProjectFolders_All_HaveAReadme()
    {
        var folders = new[] { "shared", "functions", "local" }
            .SelectMany(Repository.Folders)
            .Append("orchestrations")
            .ToList();
        folders.Count.ShouldBeGreaterThan(10);
        folders.Where(f => !Repository.Files.Contains($"{f}/README.md")).ShouldBeEmpty("folders without a README.md");
    }

    [Fact]
    public void SwitchBetweenTheBuilds_IsInOnePlace() =>
        Repository
            .Files.Where(f => f.EndsWith(".csproj") || f.EndsWith(".props") || f.EndsWith(".targets"))
            .Where(f => f != "Directory.Build.targets")
            .SelectMany(f => SwitchRules.Check(f, Repository.ReadXml(f)))
            .ShouldBeEmpty();

    [Theory]
    [InlineData(
        "<ItemGroup Condition=\"'$(AzurePackages)' == 'true'\"><PackageReference "
            + "Include=\"Azure.Data.Tables\" /></ItemGroup>"
    )]
    [InlineData("<ItemGroup Condition=\"'$(AzurePackages)' != 'true'\"><Compile Remove=\"X.cs\" /></ItemGroup>")]
    [InlineData(
        "<PropertyGroup><DefineConstants Condition=\"'$(AzurePackages)' == "
            + "'true'\">AZURE</DefineConstants></PropertyGroup>"
    )]
    [InlineData("<PropertyGroup><X>$(AzurePackages)</X></PropertyGroup>")]
    [InlineData("<Choose><When Condition=\"'$(AzurePackages)' == 'true'\" /></Choose>")]
    public void SwitchRules_OtherUse_IsReported(string content) =>
        SwitchRules.Check("shared/X/X.csproj", XDocument.Parse($"<Project>{content}</Project>")).ShouldNotBeEmpty();

    [Theory]
    [InlineData(
        "<ItemGroup Condition=\"'$(AzurePackages)' == 'true'\"><PackageReference "
            + "Include=\"Microsoft.Azure.Functions.Worker.Sdk\" /></ItemGroup>"
    )]
    [InlineData(
        "<PropertyGroup><RestoreLockedMode Condition=\"'$(AzurePackages)' != "
            + "'true'\">true</RestoreLockedMode></PropertyGroup>"
    )]
    [InlineData("<ItemGroup><AzurePackage Include=\"Azure.Data.Tables\" /></ItemGroup>")]
    public void SwitchRules_KnownUse_IsNotReported(string content) =>
        SwitchRules.Check("functions/X/X.csproj", XDocument.Parse($"<Project>{content}</Project>")).ShouldBeEmpty();

    [Fact]
    public void Files_All_AreFreeOfWhatBelongsToOneMachine() =>
        Repository
            .Files.Where(f => Texts.Contains(Path.GetExtension(f)))
            .SelectMany(f => ForeignWords.Check(f, Repository.Read(f)))
            .ShouldBeEmpty();

    [Theory]
    [InlineData("/wor", "k/main/x.cs")]
    [InlineData("see /ro", "ot/.cache")]
    [InlineData("cd /ho", "me/jane/src")]
    [InlineData("https://registry.np", "mjs.org/x")]
    [InlineData("source: https://api.nu", "get.org/v3/index.json")]
    [InlineData("https://artifacts.example.inter", "nal/npm")]
    public void ForeignWords_PathOrRegistry_IsReportedWithItsLine(string first, string second) =>
        ForeignWords.Check("a.md", "fine\n" + first + second).ShouldHaveSingleItem().ShouldStartWith("a.md:2:");

    [Theory]
    [InlineData("$work/tests and the network/root/x, workshop")]
    [InlineData("GET /v2/work/x")]
    [InlineData("https://learn.example.com/internal/page")]
    [InlineData("internal sealed class")]
    public void ForeignWords_OrdinaryText_IsNotReported(string text) =>
        ForeignWords.Check("a.md", text).ShouldBeEmpty();
}

using System.Xml.Linq;

namespace Architecture.Tests;

public sealed class DependencyTests
{
    [Fact]
    public void Projects_All_ReferOnlyToLayersBelow() => Project.All.SelectMany(DependencyRules.Check).ShouldBeEmpty();

    [Theory]
    [InlineData("Mothership.Stores")]
    [InlineData("Mothership.Orchestrations")]
    [InlineData("Azure.Data.Tables")]
    public void RegionApp_AtAnyDistance_DoesNotReach(string forbidden)
    {
        var region = Project.All.Single(p => p.Name == "Mothership.Region");
        region
            .Closure()
            .Where(p => p.Name == forbidden || p.Packages.Contains(forbidden))
            .Select(p => p.File)
            .ShouldBeEmpty();
    }

    [Fact]
    public void ApplicationSources_All_CompileAgainstTheOfficialPackagesToo() =>
        Repository.ApplicationSources.SelectMany(f => OfficialBuildRules.Check(f, Repository.Read(f))).ShouldBeEmpty();

    [Fact]
    public void Repository_HasTheLayers_ThatTheRulesAreAbout()
    {
        foreach (var layer in new[] { "shared", "orchestrations", "functions", "local", "tests" })
            Project.All.ShouldContain(p => p.Layer == layer, $"a project under {layer}/");
        Project.All.Single(p => p.Name == "Mothership.ControlPlane").Closure().Count.ShouldBeGreaterThan(3);
    }

    [Theory]
    [InlineData("shared/Domain/Mothership.Domain.csproj", "ProjectReference", "../Bus/Mothership.Bus.csproj", "pure")]
    [InlineData("shared/Domain/Mothership.Domain.csproj", "PackageReference", "NodaTime", "pure")]
    [InlineData(
        "shared/Bus/Mothership.Bus.csproj",
        "ProjectReference",
        "../../functions/Region/R.csproj",
        "may not look up"
    )]
    [InlineData("orchestrations/O.csproj", "ProjectReference", "../functions/Region/R.csproj", "may not look up")]
    [InlineData("functions/Region/R.csproj", "ProjectReference", "../ControlPlane/C.csproj", "may not look up")]
    [InlineData("functions/Region/R.csproj", "ProjectReference", "../../local/Clock/K.csproj", "<AzurePackage>")]
    public void Rules_ReferenceThatIsNotAllowed_IsNamedWithTheReason(
        string file,
        string kind,
        string include,
        string reason
    ) => DependencyRules.Check(With(file, kind, include)).ShouldHaveSingleItem().ShouldContain(reason);

    [Theory]
    [InlineData("shared/Bus/Mothership.Bus.csproj", "ProjectReference", "../Domain/Mothership.Domain.csproj")]
    [InlineData("functions/Region/R.csproj", "AzurePackage", "Microsoft.Azure.Functions.Worker")]
    [InlineData("functions/ControlPlane/C.csproj", "ProjectReference", "../../orchestrations/O.csproj")]
    [InlineData("local/Host/H.csproj", "ProjectReference", "../../functions/Region/R.csproj")]
    public void Rules_ReferenceThatIsAllowed_IsNotReported(string file, string kind, string include) =>
        DependencyRules.Check(With(file, kind, include)).ShouldBeEmpty();

    [Theory]
    [InlineData("using Mothership.Local.Clock;")]
    [InlineData("class C { object o = Mothership.Local.Host.X.Y; }")]
    [InlineData("#if LOCAL\nclass C { }\n#endif")]
    [InlineData("#if !AZURE\n#else\n#endif")]
    public void OfficialBuild_SourceThatNeedsTheLocalOne_IsReported(string source) =>
        OfficialBuildRules.Check("shared/X/C.cs", source).ShouldNotBeEmpty();

    [Theory]
    [InlineData("// Mothership.Local.Clock is used in tests\nusing System;")]
    [InlineData("class C { string s = \"#if Mothership.Local\"; }")]
    [InlineData("#pragma warning disable CS1591\nclass C { }")]
    public void OfficialBuild_CommentOrText_IsNotReported(string source) =>
        OfficialBuildRules.Check("shared/X/C.cs", source).ShouldBeEmpty();

    private static Project With(string file, string kind, string include) =>
        Project.Parse(
            file,
            new XDocument(
                new XElement(
                    "Project",
                    new XElement("ItemGroup", new XElement(kind, new XAttribute("Include", include)))
                )
            )
        );
}

namespace Architecture.Tests;

public sealed class SizeTests
{
    [Fact]
    public void Sources_All_AreWithinTheLimits() =>
        Repository.Sources.SelectMany(f => SizeRules.Check(f, Repository.Read(f))).ShouldBeEmpty();

    [Fact]
    public void Functions_OfTheApplication_HaveAMedianOfTenLinesAtMost()
    {
        var lengths = Repository
            .ApplicationSources.SelectMany(f => SizeRules.Functions(Repository.Read(f)))
            .Select(f => f.Lines)
            .Order()
            .ToList();
        lengths[lengths.Count / 2].ShouldBeLessThanOrEqualTo(10);
    }

    [Theory]
    [InlineData(SizeRules.MaxFile, 0)]
    [InlineData(SizeRules.MaxFile + 1, 1)]
    public void Rules_FileAtTheLimit_OneLineMoreIsReported(int lines, int findings) =>
        SizeRules.Check("a.cs", string.Concat(Enumerable.Repeat("// x\n", lines))).Count().ShouldBe(findings);

    [Theory]
    [InlineData(SizeRules.MaxLine, 0)]
    [InlineData(SizeRules.MaxLine + 1, 1)]
    public void Rules_LineAtTheLimit_OneCharacterMoreIsReported(int length, int findings) =>
        SizeRules
            .Check("a.cs", "// x\n//" + new string('ü', length - 2))
            .Count(f => f.StartsWith("a.cs:2:"))
            .ShouldBe(findings);

    [Theory]
    [InlineData("class C {{ void M()\n{{{0}}} }}")]
    [InlineData("class C {{ C()\n{{{0}}} }}")]
    [InlineData("class C {{ int P {{ get\n{{{0}}} }} }}")]
    [InlineData("class C {{ void M() {{ }} int F() =>\n1 {0}; }}")]
    [InlineData("var a = 1;\n{0}\nvar b = 2;")]
    public void Rules_FunctionAboveTheLimit_IsReported(string shape)
    {
        SizeRules.Check("a.cs", Filled(shape, SizeRules.MaxFunction - 10)).ShouldBeEmpty();
        SizeRules
            .Check("a.cs", Filled(shape, SizeRules.MaxFunction))
            .ShouldHaveSingleItem()
            .ShouldContain("function of 7");
    }

    [Fact]
    public void Rules_FunctionAtTheLimit_OneLineMoreIsReported()
    {
        SizeRules.Check("a.cs", Method(SizeRules.MaxFunction)).ShouldBeEmpty();
        SizeRules.Check("a.cs", Method(SizeRules.MaxFunction + 1)).ShouldHaveSingleItem();
    }

    private static string Filled(string shape, int lines) =>
        string.Format(shape, string.Concat(Enumerable.Repeat("\n// x", lines)) + "\n");

    private static string Method(int lines) =>
        $"class C\n{{\n    void M()\n    "
        + $"{{\n{string.Concat(Enumerable.Repeat("        M();\n", lines - 3))}    }}\n}}\n";
}

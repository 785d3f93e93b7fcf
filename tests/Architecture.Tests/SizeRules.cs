using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Architecture.Tests;

/// <summary>How large files, functions and lines may grow.</summary>
internal static class SizeRules
{
    public const int MaxFile = 400;
    public const int MaxFunction = 70;
    public const int MaxLine = 120;

    public static IEnumerable<string> Check(string file, string source)
    {
        var lines = Lines(source);
        if (lines.Length > MaxFile)
            yield return $"{file}: {lines.Length} lines, {MaxFile} at most; give each subject a file of its own";
        for (var i = 0; i < lines.Length; i++)
            if (lines[i].Length > MaxLine)
                yield return $"{file}:{i + 1}: {lines[i].Length} characters, {MaxLine} at most; wrap the line";
        foreach (var (node, length) in Functions(source).Where(f => f.Lines > MaxFunction))
            yield return Findings.At(
                file,
                node,
                $"a function of {length} lines, {MaxFunction} at most; extract a step of it"
            );
    }

    /// <summary>Every function with its length in lines, from its signature to its end.</summary>
    public static IEnumerable<(SyntaxNode Node, int Lines)> Functions(string source)
    {
        var root = Findings.Parse(source);
        foreach (var function in root.DescendantNodes().Where(IsFunction))
            yield return (function, Height(function, function));
        if (root.ChildNodes().OfType<GlobalStatementSyntax>().ToList() is [var first, .., var last])
            yield return (first, Height(first, last));
    }

    private static bool IsFunction(SyntaxNode node) =>
        node
            is BaseMethodDeclarationSyntax { Body: not null }
                or BaseMethodDeclarationSyntax { ExpressionBody: not null }
                or LocalFunctionStatementSyntax
                or AccessorDeclarationSyntax { Body: not null };

    private static int Height(SyntaxNode first, SyntaxNode last) =>
        last.GetLocation().GetLineSpan().EndLinePosition.Line
        - first.GetLocation().GetLineSpan().StartLinePosition.Line
        + 1;

    private static string[] Lines(string source) =>
        source.TrimEnd('\n').Split('\n').Select(l => l.TrimEnd('\r')).ToArray();
}

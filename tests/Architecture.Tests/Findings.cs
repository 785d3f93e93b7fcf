using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Architecture.Tests;

/// <summary>How breaches are reported: the place, as file:line, and what to do instead.</summary>
internal static class Findings
{
    public static SyntaxNode Parse(string source) => CSharpSyntaxTree.ParseText(source).GetRoot();

    public static int Line(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    public static string At(string file, SyntaxNode node, string what) => $"{file}:{Line(node)}: {what}";
}

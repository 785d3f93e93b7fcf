using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Architecture.Tests;

/// <summary>
/// What the application's sources may not contain, since they are built against the official packages too.
/// </summary>
internal static class OfficialBuildRules
{
    public static IEnumerable<string> Check(string file, string source)
    {
        var root = Findings.Parse(source);
        foreach (var name in root.DescendantNodes().Where(NamesTheLocalCloud))
            yield return Findings.At(
                file,
                name,
                "Mothership.Local is only in the local build; ask for an interface instead"
            );
        foreach (var condition in root.DescendantNodes(descendIntoTrivia: true).OfType<IfDirectiveTriviaSyntax>())
            yield return Findings.At(
                file,
                condition,
                "#if: both builds compile the same source; use a setting or a service instead"
            );
    }

    private static bool NamesTheLocalCloud(SyntaxNode node) =>
        node switch
        {
            QualifiedNameSyntax q => IsLocal(q.ToString()),
            MemberAccessExpressionSyntax m => IsLocal(m.ToString()),
            _ => false,
        };

    private static bool IsLocal(string name) => name is "Mothership.Local";
}

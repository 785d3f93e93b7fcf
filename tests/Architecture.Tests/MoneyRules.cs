using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Architecture.Tests;

/// <summary>
/// Keeps floating point away from money: in files about prices, rating, invoices and the like, there is only decimal.
/// </summary>
internal static class MoneyRules
{
    private static readonly string[] Subjects = ["Billing", "Price", "Invoice", "Money", "Rating"];
    private static readonly string[] Types = ["Double", "Single", "Half"];
    private static readonly string[] Conversions = ["ToDouble", "ToSingle"];

    // A TimeSpan's totals are doubles.
    private static readonly string[] Totals =
    [
        "TotalDays",
        "TotalHours",
        "TotalMinutes",
        "TotalSeconds",
        "TotalMilliseconds",
        "TotalMicroseconds",
        "TotalNanoseconds",
    ];

    public static IEnumerable<string> Check(string file, string source)
    {
        var root = Findings.Parse(source);
        if (!IsAboutMoney(file, root))
            yield break;
        foreach (var node in root.DescendantNodes())
            if (Floating(node) is { } what)
                yield return Findings.At(file, node, $"{what} near money: use decimal, and whole ticks for durations");
    }

    public static bool IsAboutMoney(string file, SyntaxNode root) =>
        file.Split('/').Contains("Billing")
        || DeclaredNames(root).Any(name => Subjects.Any(s => name.Contains(s, StringComparison.Ordinal)));

    private static IEnumerable<string> DeclaredNames(SyntaxNode root) =>
        root.DescendantNodes()
            .Select(node =>
                node switch
                {
                    BaseNamespaceDeclarationSyntax n => n.Name.ToString(),
                    BaseTypeDeclarationSyntax t => t.Identifier.Text,
                    _ => null,
                }
            )
            .OfType<string>();

    private static string? Floating(SyntaxNode node) =>
        node switch
        {
            PredefinedTypeSyntax p when p.Keyword.Kind() is SyntaxKind.DoubleKeyword or SyntaxKind.FloatKeyword =>
                p.Keyword.Text,
            LiteralExpressionSyntax { Token.Value: double or float } literal => literal.Token.Text,
            IdentifierNameSyntax i when IsFloatingName(i) => i.Identifier.Text,
            _ => null,
        };

    private static bool IsFloatingName(IdentifierNameSyntax name)
    {
        var text = name.Identifier.Text;
        var isMember = name.Parent is MemberAccessExpressionSyntax access && access.Name == name;
        return isMember ? Totals.Contains(text) || Conversions.Contains(text) : Types.Contains(text);
    }
}

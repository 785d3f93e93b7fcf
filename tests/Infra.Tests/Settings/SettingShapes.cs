using Microsoft.CodeAnalysis;

namespace Mothership.InfraTests.Settings;

/// <summary>Which names the configuration binder looks for when it fills a type.</summary>
internal static class SettingShapes
{
    private static readonly string[] Simple =
    [
        "System.TimeSpan",
        "System.DateTimeOffset",
        "System.DateOnly",
        "System.Uri",
        "System.Guid",
        "System.Version",
    ];

    /// <summary>The names within a section; the empty name for a type that is one value.</summary>
    public static IEnumerable<string> Leaves(ITypeSymbol type) =>
        type switch
        {
            INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => Leaves(
                nullable.TypeArguments[0]
            ),
            _ when IsSimple(type) => [""],
            IArrayTypeSymbol array => Items(array.ElementType),
            INamedTypeSymbol { IsGenericType: true } generic when IsCollection(generic) => Items(
                generic.TypeArguments[^1]
            ),
            _ => Properties(type).SelectMany(p => Leaves(p.Type).Select(leaf => Under(p.Name, leaf))),
        };

    private static IEnumerable<string> Items(ITypeSymbol element) => Leaves(element).Select(leaf => Under("{}", leaf));

    private static string Under(string name, string leaf) => leaf.Length == 0 ? name : $"{name}:{leaf}";

    private static bool IsSimple(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum
        || type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_String
        || Simple.Contains(type.ToDisplayString());

    private static bool IsCollection(INamedTypeSymbol type) =>
        type
            .AllInterfaces.Append(type)
            .Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable || i.Name == "IEnumerable");

    // The binder fills public properties that can be set, and those that a constructor sets.
    private static IEnumerable<IPropertySymbol> Properties(ITypeSymbol type) =>
        type.GetMembers()
            .OfType<IPropertySymbol>()
            .Where(p => p is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, SetMethod: not null });
}

using System.Text.Json;
using Mothership.InfraTests.Parser;

namespace Mothership.InfraTests.Rules;

/// <summary>The list of what each identity may do.</summary>
internal static class AllowedRights
{
    /// <summary>A section of <c>infra/permissions.json</c> as lines <c>who: right</c>, sorted.</summary>
    public static IEnumerable<string> Of(string section)
    {
        using var list = JsonDocument.Parse(Terraform.Read("infra/permissions.json"));
        return
        [
            .. list
                .RootElement.GetProperty(section)
                .EnumerateObject()
                .SelectMany(who => who.Value.EnumerateArray().Select(right => $"{who.Name}: {right.GetString()}"))
                .Order(StringComparer.Ordinal),
        ];
    }
}

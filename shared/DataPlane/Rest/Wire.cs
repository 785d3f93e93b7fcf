using System.Text.Json;
using Mothership.DataPlane.Acls;

namespace Mothership.DataPlane.Rest;

/// <summary>The words of ACLs on the wire: <c>TRANSACTIONAL_ID</c>, <c>DESCRIBE_CONFIGS</c>.</summary>
internal static class Wire
{
    internal static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());

    internal static T? Parse<T>(string text)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (Name(value) == text)
                return value;
        return null;
    }

    /// <summary>One of the words; no other.</summary>
    internal static T Required<T>(string name, string? text)
        where T : struct, Enum =>
        text is null or "UNKNOWN"
            ? throw Refusals.Malformed($"{name} cannot be unspecified or UNKNOWN")
            : Parse<T>(text) ?? throw Refusals.Malformed(Unknown<T>(name));

    /// <summary>One of the words; null for any.</summary>
    internal static T? Optional<T>(string name, string? text)
        where T : struct, Enum => text is null or "ANY" ? null : Required<T>(name, text);

    internal static IReadOnlyList<(string Name, string Value)> Fields(Acl acl) =>
        [
            ("resource_type", Name(acl.Resource)),
            ("resource_name", acl.Name),
            ("pattern_type", Name(acl.Pattern)),
            ("principal", acl.Principal),
            ("host", acl.Host),
            ("operation", Name(acl.Operation)),
            ("permission", Name(acl.Permission)),
        ];

    private static string Unknown<T>(string name)
        where T : struct, Enum => $"{name} must be one of {string.Join(", ", Enum.GetValues<T>().Select(Name))}";
}

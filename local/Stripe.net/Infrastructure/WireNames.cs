using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stripe.Infrastructure;

/// <summary>
/// The names that members have in requests and answers: snake case, save where an attribute says otherwise. One test
/// holds them against the published names.
/// </summary>
internal static class WireNames
{
    private static readonly ConcurrentDictionary<Type, (string Name, PropertyInfo Member)[]> OptionMembers = new();

    public static string Of(MemberInfo member) =>
        member.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name
        ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Name);

    /// <summary>The members of some parameters that are sent, in the order of their declaration.</summary>
    public static (string Name, PropertyInfo Member)[] OfOptions(Type type) =>
        OptionMembers.GetOrAdd(
            type,
            static t =>
                [
                    .. t.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                        .Where(p => p.Name != nameof(BaseOptions.ExtraParams))
                        .Select(p => (Of(p), p)),
                ]
        );
}

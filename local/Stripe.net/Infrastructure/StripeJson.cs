using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Stripe.Infrastructure;

/// <summary>
/// How entities are read and written: wire names, times in seconds since 1970, expandable references.
/// </summary>
internal static class StripeJson
{
    private const string FieldSuffix = "Field";

    public static JsonSerializerOptions Indented { get; } = new(Options()) { WriteIndented = true };

    public static JsonSerializerOptions Options() =>
        new()
        {
            MaxDepth = 128,
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            // Decimals travel as strings, so that nobody reads them as doubles.
            NumberHandling = JsonNumberHandling.AllowReadingFromString,
            Converters =
            {
                new UnixTimeConverter(),
                new ExpandableConverter(),
                new AnyObjectConverter(),
                new EnumerableObjectConverter(),
            },
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Expandables } },
        };

    // CustomerId and Customer are two views of one reference, which is called "customer" on the wire.
    private static void Expandables(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || !typeof(StripeEntity).IsAssignableFrom(type.Type))
            return;
        Remove(type, nameof(StripeEntity.StripeResponse));
        foreach (var field in type.Type.GetProperties(BindingFlags.NonPublic | BindingFlags.Instance))
            if (typeof(IExpandableField).IsAssignableFrom(field.PropertyType))
                AddReference(type, field);
    }

    private static void AddReference(JsonTypeInfo type, PropertyInfo field)
    {
        var member = field.Name[..^FieldSuffix.Length];
        Remove(type, member);
        Remove(type, member + "Id");
        var reference = type.CreateJsonPropertyInfo(
            field.PropertyType,
            JsonNamingPolicy.SnakeCaseLower.ConvertName(member)
        );
        reference.Get = field.GetValue;
        reference.Set = field.SetValue;
        type.Properties.Add(reference);
    }

    private static void Remove(JsonTypeInfo type, string member)
    {
        var found = type.Properties.FirstOrDefault(p => (p.AttributeProvider as MemberInfo)?.Name == member);
        if (found is not null)
            type.Properties.Remove(found);
    }
}

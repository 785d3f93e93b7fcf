using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Stripe;

/// <summary>The root of all that Stripe answers.</summary>
public abstract class StripeEntity : IStripeEntity
{
    public StripeResponse StripeResponse { get; set; }

    /// <summary>Reads any kind of object; null for a kind that is not known.</summary>
    public static IHasObject FromJson(string value) =>
        JsonSerializer.Deserialize<IHasObject>(value, StripeConfiguration.SerializerOptions);

    public static T FromJson<T>(string value)
        where T : IStripeEntity => JsonSerializer.Deserialize<T>(value, StripeConfiguration.SerializerOptions);

    /// <summary>The entity as indented JSON with the names that Stripe has for its members.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, GetType(), StripeJson.Indented);

    public override string ToString() =>
        $"<{GetType().FullName}@{RuntimeHelpers.GetHashCode(this)} id={(this as IHasId)?.Id}> JSON: {ToJson()}";

    protected static ExpandableField<T> SetExpandableFieldId<T>(string id, ExpandableField<T> expandable)
        where T : IHasId => expandable is not null && expandable.Id == id ? expandable : new() { Id = id };

    protected static ExpandableField<T> SetExpandableFieldObject<T>(T obj, ExpandableField<T> expandable)
        where T : IHasId
    {
        expandable ??= new();
        expandable.ExpandedObject = obj;
        return expandable;
    }
}

/// <summary>The root of a kind of object that can be read from JSON.</summary>
public abstract class StripeEntity<T> : StripeEntity
    where T : StripeEntity<T>
{
    public static new T FromJson(string value) => FromJson<T>(value);
}

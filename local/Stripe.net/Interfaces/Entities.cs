namespace Stripe;

/// <summary>Something that Stripe answers.</summary>
public interface IStripeEntity
{
    /// <summary>The answer that the entity came in, where it was the whole of it.</summary>
    StripeResponse StripeResponse { get; set; }
}

/// <summary>Something with an id.</summary>
public interface IHasId
{
    string Id { get; set; }
}

/// <summary>Something that says what kind of object it is.</summary>
public interface IHasObject
{
    string Object { get; set; }
}

/// <summary>Something that can carry names and values of one's own.</summary>
public interface IHasMetadata
{
    Dictionary<string, string> Metadata { get; set; }
}

/// <summary>What a movement of money can come from.</summary>
public interface IBalanceTransactionSource : IStripeEntity, IHasId, IHasObject;

/// <summary>A reference that is either an id or the whole object.</summary>
public interface IExpandableField
{
    string Id { get; set; }

    object ExpandedObject { get; set; }

    bool IsExpanded { get; }
}

/// <summary>A reference to one kind of object.</summary>
public interface IExpandableField<T> : IExpandableField
    where T : IHasId
{
    new T ExpandedObject { get; set; }
}

/// <summary>Parameters, or a part of them.</summary>
public interface INestedOptions;

/// <summary>A value of one of several types.</summary>
public interface IAnyOf
{
    object Value { get; }

    Type Type { get; }
}

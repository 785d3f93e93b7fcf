namespace Stripe;

/// <summary>A reference that is an id, or the object where the request asked to expand it.</summary>
public class ExpandableField<T> : IExpandableField<T>
    where T : IHasId
{
    /// <exception cref="InvalidOperationException">Set while there is an object, which has an id of its
    /// own.</exception>
    public string Id
    {
        get => ExpandedObject?.Id ?? field;
        set => field = ExpandedObject is null ? value : throw new InvalidOperationException("The object has an id.");
    }

    public T ExpandedObject { get; set; }

    bool IExpandableField.IsExpanded => ExpandedObject is not null;

    object IExpandableField.ExpandedObject
    {
        get => ExpandedObject;
        set => ExpandedObject = (T)value;
    }
}

namespace Stripe;

/// <summary>A reference that is an id, or the object where the request asked to expand it.</summary>
public class ExpandableField<T> : IExpandableField
    where T : IHasId
{
    private string id;

    public string Id
    {
        get => id ?? ExpandedObject?.Id;
        set => id = value;
    }

    public T ExpandedObject { get; set; }

    bool IExpandableField.IsExpanded => ExpandedObject is not null;

    object IExpandableField.ExpandedObject
    {
        get => ExpandedObject;
        set => ExpandedObject = (T)value;
    }
}

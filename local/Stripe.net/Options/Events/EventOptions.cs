namespace Stripe;

/// <summary>Parameters of reading an event.</summary>
public class EventGetOptions : BaseOptions { }

/// <summary>Which objects of this kind (event) to list.</summary>
public class EventListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }

    public bool? DeliverySuccess { get; set; }

    public string Type { get; set; }

    public List<string> Types { get; set; }
}

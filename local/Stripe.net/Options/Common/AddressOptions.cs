using System.Text.Json.Serialization;

namespace Stripe;

/// <summary>A postal address.</summary>
public class AddressOptions : INestedOptions
{
    public string City { get; set; }

    public string Country { get; set; }

    public string Line1 { get; set; }

    public string Line2 { get; set; }

    public string PostalCode { get; set; }

    public string State { get; set; }
}

/// <summary>Where and to whom something is sent.</summary>
public class ShippingOptions : INestedOptions
{
    public AddressOptions Address { get; set; }

    public string Name { get; set; }

    public string Phone { get; set; }
}

/// <summary>A range of times.</summary>
public class DateRangeOptions : INestedOptions
{
    [JsonPropertyName("gt")]
    public DateTime? GreaterThan { get; set; }

    [JsonPropertyName("gte")]
    public DateTime? GreaterThanOrEqual { get; set; }

    [JsonPropertyName("lt")]
    public DateTime? LessThan { get; set; }

    [JsonPropertyName("lte")]
    public DateTime? LessThanOrEqual { get; set; }
}

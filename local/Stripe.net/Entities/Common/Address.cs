namespace Stripe;

/// <summary>A postal address.</summary>
public class Address : StripeEntity<Address>
{
    public string City { get; set; }

    public string Country { get; set; }

    public string Line1 { get; set; }

    public string Line2 { get; set; }

    public string PostalCode { get; set; }

    public string State { get; set; }
}

/// <summary>Where and to whom something is sent.</summary>
public class Shipping : StripeEntity<Shipping>
{
    public Address Address { get; set; }

    public string Carrier { get; set; }

    public string Name { get; set; }

    public string Phone { get; set; }

    public string TrackingNumber { get; set; }
}

namespace Stripe;

/// <summary>A means of payment, here a card.</summary>
public class PaymentMethod : StripeEntity<PaymentMethod>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public string AllowRedisplay { get; set; }

    public PaymentMethodBillingDetails BillingDetails { get; set; }

    public PaymentMethodCard Card { get; set; }

    public DateTime Created { get; set; }

    public string CustomerAccount { get; set; }

    public bool Livemode { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string Type { get; set; }

    public string CustomerId
    {
        get => CustomerField?.Id;
        set => CustomerField = SetExpandableFieldId(value, CustomerField);
    }

    public Customer Customer
    {
        get => CustomerField is null ? null : CustomerField.ExpandedObject;
        set => CustomerField = SetExpandableFieldObject(value, CustomerField);
    }

    internal ExpandableField<Customer> CustomerField { get; set; }
}

/// <summary>Who owns a means of payment.</summary>
public class PaymentMethodBillingDetails : StripeEntity<PaymentMethodBillingDetails>
{
    public Address Address { get; set; }

    public string Email { get; set; }

    public string Name { get; set; }

    public string Phone { get; set; }

    public string TaxId { get; set; }
}

/// <summary>The card behind a means of payment.</summary>
public class PaymentMethodCard : StripeEntity<PaymentMethodCard>
{
    public string Brand { get; set; }

    public PaymentMethodCardChecks Checks { get; set; }

    public string Country { get; set; }

    public string Description { get; set; }

    public string DisplayBrand { get; set; }

    public long ExpMonth { get; set; }

    public long ExpYear { get; set; }

    public string Fingerprint { get; set; }

    public string Funding { get; set; }

    public string Iin { get; set; }

    public string Issuer { get; set; }

    public string Last4 { get; set; }

    public PaymentMethodCardNetworks Networks { get; set; }

    public string RegulatedStatus { get; set; }

    public PaymentMethodCardThreeDSecureUsage ThreeDSecureUsage { get; set; }
}

/// <summary>What the bank said to the details of a card.</summary>
public class PaymentMethodCardChecks : StripeEntity<PaymentMethodCardChecks>
{
    public string AddressLine1Check { get; set; }

    public string AddressPostalCodeCheck { get; set; }

    public string CvcCheck { get; set; }
}

/// <summary>The networks that a card can be charged through.</summary>
public class PaymentMethodCardNetworks : StripeEntity<PaymentMethodCardNetworks>
{
    public List<string> Available { get; set; }

    public string Preferred { get; set; }
}

/// <summary>Whether a card can be authenticated.</summary>
public class PaymentMethodCardThreeDSecureUsage : StripeEntity<PaymentMethodCardThreeDSecureUsage>
{
    public bool Supported { get; set; }
}

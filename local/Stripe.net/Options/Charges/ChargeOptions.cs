namespace Stripe;

/// <summary>Parameters of reading a charge.</summary>
public class ChargeGetOptions : BaseOptions { }

/// <summary>Which objects of this kind (charge) to list.</summary>
public class ChargeListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }

    public string Customer { get; set; }

    public string PaymentIntent { get; set; }

    public string TransferGroup { get; set; }
}

/// <summary>Which objects of this kind (charge) to search for.</summary>
public class ChargeSearchOptions : SearchOptions { }

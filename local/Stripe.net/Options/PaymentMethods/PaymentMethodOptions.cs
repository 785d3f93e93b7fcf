namespace Stripe;

/// <summary>Parameters of giving a customer a means of payment.</summary>
public class PaymentMethodAttachOptions : BaseOptions
{
    public string Customer { get; set; }

    public string CustomerAccount { get; set; }
}

/// <summary>Parameters of taking away a means of payment.</summary>
public class PaymentMethodDetachOptions : BaseOptions { }

/// <summary>Parameters of reading a means of payment.</summary>
public class PaymentMethodGetOptions : BaseOptions { }

/// <summary>Which objects of this kind (means of payment) to list.</summary>
public class PaymentMethodListOptions : ListOptions
{
    public string AllowRedisplay { get; set; }

    public string Customer { get; set; }

    public string CustomerAccount { get; set; }

    public string Type { get; set; }
}

/// <summary>Which objects of this kind (customer's means of payment) to list.</summary>
public class CustomerPaymentMethodListOptions : ListOptions
{
    public string AllowRedisplay { get; set; }

    public string Type { get; set; }
}

/// <summary>Parameters of reading a customer's means of payment.</summary>
public class CustomerPaymentMethodGetOptions : BaseOptions { }

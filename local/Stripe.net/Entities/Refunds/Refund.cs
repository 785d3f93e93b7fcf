namespace Stripe;

/// <summary>Money that goes back to where a charge took it.</summary>
public class Refund : StripeEntity<Refund>, IBalanceTransactionSource, IHasMetadata
{
    public string Id { get; set; }

    public string Object { get; set; }

    public long Amount { get; set; }

    public DateTime Created { get; set; }

    public string Currency { get; set; }

    public string CustomerAccount { get; set; }

    public string Description { get; set; }

    public RefundDestinationDetails DestinationDetails { get; set; }

    public string FailureReason { get; set; }

    public string InstructionsEmail { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string PendingReason { get; set; }

    public string Reason { get; set; }

    public string ReceiptNumber { get; set; }

    public string Status { get; set; }

    public string BalanceTransactionId
    {
        get => BalanceTransactionField?.Id;
        set => BalanceTransactionField = SetExpandableFieldId(value, BalanceTransactionField);
    }

    public BalanceTransaction BalanceTransaction
    {
        get => BalanceTransactionField is null ? null : BalanceTransactionField.ExpandedObject;
        set => BalanceTransactionField = SetExpandableFieldObject(value, BalanceTransactionField);
    }

    internal ExpandableField<BalanceTransaction> BalanceTransactionField { get; set; }

    public string ChargeId
    {
        get => ChargeField?.Id;
        set => ChargeField = SetExpandableFieldId(value, ChargeField);
    }

    public Charge Charge
    {
        get => ChargeField is null ? null : ChargeField.ExpandedObject;
        set => ChargeField = SetExpandableFieldObject(value, ChargeField);
    }

    internal ExpandableField<Charge> ChargeField { get; set; }

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

    public string FailureBalanceTransactionId
    {
        get => FailureBalanceTransactionField?.Id;
        set => FailureBalanceTransactionField = SetExpandableFieldId(value, FailureBalanceTransactionField);
    }

    public BalanceTransaction FailureBalanceTransaction
    {
        get => FailureBalanceTransactionField is null ? null : FailureBalanceTransactionField.ExpandedObject;
        set => FailureBalanceTransactionField = SetExpandableFieldObject(value, FailureBalanceTransactionField);
    }

    internal ExpandableField<BalanceTransaction> FailureBalanceTransactionField { get; set; }

    public string PaymentIntentId
    {
        get => PaymentIntentField?.Id;
        set => PaymentIntentField = SetExpandableFieldId(value, PaymentIntentField);
    }

    public PaymentIntent PaymentIntent
    {
        get => PaymentIntentField is null ? null : PaymentIntentField.ExpandedObject;
        set => PaymentIntentField = SetExpandableFieldObject(value, PaymentIntentField);
    }

    internal ExpandableField<PaymentIntent> PaymentIntentField { get; set; }

    public string PaymentMethodId
    {
        get => PaymentMethodField?.Id;
        set => PaymentMethodField = SetExpandableFieldId(value, PaymentMethodField);
    }

    public PaymentMethod PaymentMethod
    {
        get => PaymentMethodField is null ? null : PaymentMethodField.ExpandedObject;
        set => PaymentMethodField = SetExpandableFieldObject(value, PaymentMethodField);
    }

    internal ExpandableField<PaymentMethod> PaymentMethodField { get; set; }
}

/// <summary>Where the money goes to.</summary>
public class RefundDestinationDetails : StripeEntity<RefundDestinationDetails>
{
    public RefundDestinationDetailsCard Card { get; set; }

    public string Type { get; set; }
}

/// <summary>The card that the money goes to.</summary>
public class RefundDestinationDetailsCard : StripeEntity<RefundDestinationDetailsCard>
{
    public string Reference { get; set; }

    public string ReferenceStatus { get; set; }

    public string ReferenceType { get; set; }

    public string Type { get; set; }
}

namespace Stripe;

/// <summary>A charge that its payer contests at the bank.</summary>
public class Dispute : StripeEntity<Dispute>, IBalanceTransactionSource, IHasMetadata
{
    public string Id { get; set; }

    public string Object { get; set; }

    public long Amount { get; set; }

    public List<BalanceTransaction> BalanceTransactions { get; set; }

    public DateTime Created { get; set; }

    public string Currency { get; set; }

    public List<string> EnhancedEligibilityTypes { get; set; }

    public DisputeEvidence Evidence { get; set; }

    public DisputeEvidenceDetails EvidenceDetails { get; set; }

    public bool IsChargeRefundable { get; set; }

    public bool Livemode { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string NetworkReasonCode { get; set; }

    public DisputePaymentMethodDetails PaymentMethodDetails { get; set; }

    public string Reason { get; set; }

    public string Status { get; set; }

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
}

/// <summary>What is said against a dispute.</summary>
public class DisputeEvidence : StripeEntity<DisputeEvidence>
{
    public string AccessActivityLog { get; set; }

    public string BillingAddress { get; set; }

    public string CancellationPolicyDisclosure { get; set; }

    public string CancellationRebuttal { get; set; }

    public string CustomerEmailAddress { get; set; }

    public string CustomerName { get; set; }

    public string CustomerPurchaseIp { get; set; }

    public string DuplicateChargeExplanation { get; set; }

    public string DuplicateChargeId { get; set; }

    public string ProductDescription { get; set; }

    public string RefundPolicyDisclosure { get; set; }

    public string RefundRefusalExplanation { get; set; }

    public string ServiceDate { get; set; }

    public string ShippingAddress { get; set; }

    public string ShippingCarrier { get; set; }

    public string ShippingDate { get; set; }

    public string ShippingTrackingNumber { get; set; }

    public string UncategorizedText { get; set; }
}

/// <summary>Until when a dispute can be answered.</summary>
public class DisputeEvidenceDetails : StripeEntity<DisputeEvidenceDetails>
{
    public DateTime? DueBy { get; set; }

    public bool HasEvidence { get; set; }

    public bool PastDue { get; set; }

    public long SubmissionCount { get; set; }
}

/// <summary>What the contested charge was made with.</summary>
public class DisputePaymentMethodDetails : StripeEntity<DisputePaymentMethodDetails>
{
    public DisputePaymentMethodDetailsCard Card { get; set; }

    public string Type { get; set; }
}

/// <summary>The card of the contested charge.</summary>
public class DisputePaymentMethodDetailsCard : StripeEntity<DisputePaymentMethodDetailsCard>
{
    public string Brand { get; set; }

    public string CaseType { get; set; }

    public string Network { get; set; }

    public string NetworkReasonCode { get; set; }
}

namespace Stripe;

/// <summary>One attempt to move money from a card.</summary>
public class Charge : StripeEntity<Charge>, IBalanceTransactionSource, IHasMetadata
{
    public string Id { get; set; }

    public string Object { get; set; }

    public long Amount { get; set; }

    public long AmountCaptured { get; set; }

    public long AmountRefunded { get; set; }

    public long? ApplicationFeeAmount { get; set; }

    public string AuthorizationCode { get; set; }

    public ChargeBillingDetails BillingDetails { get; set; }

    public string CalculatedStatementDescriptor { get; set; }

    public bool Captured { get; set; }

    public DateTime Created { get; set; }

    public string Currency { get; set; }

    public string Description { get; set; }

    public bool Disputed { get; set; }

    public string FailureCode { get; set; }

    public string FailureMessage { get; set; }

    public ChargeFraudDetails FraudDetails { get; set; }

    public bool Livemode { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public ChargeOutcome Outcome { get; set; }

    public bool Paid { get; set; }

    public string PaymentMethod { get; set; }

    public ChargePaymentMethodDetails PaymentMethodDetails { get; set; }

    public string ReceiptEmail { get; set; }

    public string ReceiptNumber { get; set; }

    public string ReceiptUrl { get; set; }

    public bool Refunded { get; set; }

    public StripeList<Refund> Refunds { get; set; }

    public Shipping Shipping { get; set; }

    public string StatementDescriptor { get; set; }

    public string StatementDescriptorSuffix { get; set; }

    public string Status { get; set; }

    public string TransferGroup { get; set; }

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
}

/// <summary>Who owns what was charged.</summary>
public class ChargeBillingDetails : StripeEntity<ChargeBillingDetails>
{
    public Address Address { get; set; }

    public string Email { get; set; }

    public string Name { get; set; }

    public string Phone { get; set; }

    public string TaxId { get; set; }
}

/// <summary>What was reported about a charge.</summary>
public class ChargeFraudDetails : StripeEntity<ChargeFraudDetails>
{
    public string StripeReport { get; set; }

    public string UserReport { get; set; }
}

/// <summary>Why a charge went through or not.</summary>
public class ChargeOutcome : StripeEntity<ChargeOutcome>
{
    public string AdviceCode { get; set; }

    public string NetworkAdviceCode { get; set; }

    public string NetworkDeclineCode { get; set; }

    public string NetworkStatus { get; set; }

    public string Reason { get; set; }

    public string RiskLevel { get; set; }

    public long RiskScore { get; set; }

    public string SellerMessage { get; set; }

    public string Type { get; set; }
}

/// <summary>What was charged.</summary>
public class ChargePaymentMethodDetails : StripeEntity<ChargePaymentMethodDetails>
{
    public ChargePaymentMethodDetailsCard Card { get; set; }

    public string Type { get; set; }
}

/// <summary>The card that was charged.</summary>
public class ChargePaymentMethodDetailsCard : StripeEntity<ChargePaymentMethodDetailsCard>
{
    public long? AmountAuthorized { get; set; }

    public string AuthorizationCode { get; set; }

    public string Brand { get; set; }

    public DateTime CaptureBefore { get; set; }

    public ChargePaymentMethodDetailsCardChecks Checks { get; set; }

    public string Country { get; set; }

    public string Description { get; set; }

    public long ExpMonth { get; set; }

    public long ExpYear { get; set; }

    public string Fingerprint { get; set; }

    public string Funding { get; set; }

    public string Iin { get; set; }

    public string Issuer { get; set; }

    public string Last4 { get; set; }

    public string Mandate { get; set; }

    public bool? Moto { get; set; }

    public string Network { get; set; }

    public string NetworkTransactionId { get; set; }

    public string RegulatedStatus { get; set; }

    public ChargePaymentMethodDetailsCardThreeDSecure ThreeDSecure { get; set; }

    public string TransactionLinkId { get; set; }
}

/// <summary>What the bank said to the details of the card.</summary>
public class ChargePaymentMethodDetailsCardChecks : StripeEntity<ChargePaymentMethodDetailsCardChecks>
{
    public string AddressLine1Check { get; set; }

    public string AddressPostalCodeCheck { get; set; }

    public string CvcCheck { get; set; }
}

/// <summary>How the owner of the card was authenticated.</summary>
public class ChargePaymentMethodDetailsCardThreeDSecure : StripeEntity<ChargePaymentMethodDetailsCardThreeDSecure>
{
    public string AuthenticationFlow { get; set; }

    public string ElectronicCommerceIndicator { get; set; }

    public string ExemptionIndicator { get; set; }

    public bool ExemptionIndicatorApplied { get; set; }

    public string Result { get; set; }

    public string ResultReason { get; set; }

    public string TransactionId { get; set; }

    public string Version { get; set; }
}

namespace Stripe;

/// <summary>The services of a client.</summary>
public class V1Services : Service
{
    internal V1Services(IStripeClient client)
        : base(client)
    {
        BalanceTransactions = new(client);
        BillingPortal = new(client);
        Charges = new(client);
        Checkout = new(client);
        CreditNotes = new(client);
        Customers = new(client);
        Disputes = new(client);
        Events = new(client);
        InvoiceItems = new(client);
        InvoicePayments = new(client);
        Invoices = new(client);
        PaymentIntents = new(client);
        PaymentMethods = new(client);
        Refunds = new(client);
        SetupIntents = new(client);
    }

    public virtual BalanceTransactionService BalanceTransactions { get; }

    public virtual BillingPortalService BillingPortal { get; }

    public virtual ChargeService Charges { get; }

    public virtual CheckoutService Checkout { get; }

    public virtual CreditNoteService CreditNotes { get; }

    public virtual CustomerService Customers { get; }

    public virtual DisputeService Disputes { get; }

    public virtual EventService Events { get; }

    public virtual InvoiceItemService InvoiceItems { get; }

    public virtual InvoicePaymentService InvoicePayments { get; }

    public virtual InvoiceService Invoices { get; }

    public virtual PaymentIntentService PaymentIntents { get; }

    public virtual PaymentMethodService PaymentMethods { get; }

    public virtual RefundService Refunds { get; }

    public virtual SetupIntentService SetupIntents { get; }
}

/// <summary>The services of Stripe's checkout pages.</summary>
public class CheckoutService : Service
{
    internal CheckoutService(IStripeClient client)
        : base(client) => Sessions = new(client);

    public virtual Checkout.SessionService Sessions { get; }
}

/// <summary>The services of the pages where customers look after their cards and invoices.</summary>
public class BillingPortalService : Service
{
    internal BillingPortalService(IStripeClient client)
        : base(client) => Sessions = new(client);

    public virtual BillingPortal.SessionService Sessions { get; }
}

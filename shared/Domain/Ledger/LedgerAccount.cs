namespace Mothership.Domain.Ledger;

/// <summary>
/// The accounts of an organisation's ledger. A debit is positive and a credit negative, so that the entries of a
/// transaction, and the balances of all accounts, add up to zero.
/// </summary>
public enum LedgerAccount
{
    /// <summary>What the customer owes on invoices.</summary>
    Receivable,

    /// <summary>What was earned; a credit.</summary>
    Revenue,

    /// <summary>What was given away as promotional credits; takes off from the revenue.</summary>
    PromotionalCredits,

    /// <summary>What has been received and not been paid back.</summary>
    Cash,

    /// <summary>
    /// What is promised back by credit notes and not given back yet (a credit), or was paid back without one (a debit).
    /// </summary>
    Refunds,

    /// <summary>What will never be received.</summary>
    WriteOffs,

    /// <summary>What the customer has in hand for coming invoices (a credit), or owes with the next one.</summary>
    CustomerBalance,

    /// <summary>What the customer's bank holds back until a dispute is decided.</summary>
    Disputes,
}

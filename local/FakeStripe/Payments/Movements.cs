using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Payments;

/// <summary>
/// Movements of money into and out of the account. Stripe keeps 2.9 % and 30 minor units of each charge.
/// </summary>
internal static class Movements
{
    public static Movement Of(Account account, Charge charge) =>
        Add(account, charge.Amount, FeeOf(charge.Amount), charge.Currency, charge.Id, "charge", "charge");

    public static Movement Of(Account account, Refund refund) =>
        Add(account, -refund.Amount, 0, refund.Currency, refund.Id, "refund", "refund");

    /// <summary>Takes the money of a dispute, and a fee of 15 units; or gives it back without the fee.</summary>
    public static Movement Of(Account account, Dispute dispute, bool reinstated) =>
        reinstated
            ? Add(account, dispute.Amount, 0, dispute.Currency, dispute.Id, "adjustment", "dispute_reversal")
            : Add(account, -dispute.Amount, 1500, dispute.Currency, dispute.Id, "adjustment", "dispute");

    // Rounded half up, in whole numbers.
    private static long FeeOf(long amount) => Math.Min(amount, (amount * 29 + 500) / 1000 + 30);

    private static Movement Add(
        Account account,
        long amount,
        long fee,
        string currency,
        string source,
        string type,
        string category
    ) =>
        account.Movements.Add(
            new()
            {
                Id = account.NewId("txn"),
                Created = account.Now,
                Amount = amount,
                Fee = fee,
                Currency = currency,
                Source = source,
                Type = type,
                Category = category,
            },
            source
        );
}

using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Payments;

/// <summary>Payments that payers contest.</summary>
internal static class Disputes
{
    private static readonly TimeSpan TimeToAnswer = TimeSpan.FromDays(9);

    public static Dispute Open(Account account, Charge charge, long amount, string reason)
    {
        var dispute = account.Disputes.Add(
            new()
            {
                Id = account.NewId("dp"),
                Created = account.Now,
                Amount = amount,
                Currency = charge.Currency,
                Charge = charge,
                Reason = reason,
                DueBy = account.Now + (long)TimeToAnswer.TotalSeconds,
            },
            charge.Id,
            charge.PaymentIntent,
            charge.Customer
        );
        charge.Disputed = true;
        dispute.Movements.Add(Movements.Of(account, dispute, reinstated: false));
        account.Emit("charge.dispute.created", dispute);
        account.Emit("charge.dispute.funds_withdrawn", dispute);
        return dispute;
    }

    /// <summary>Stores what is said against a dispute; the words of Stripe's test mode decide it at once.</summary>
    public static void Submit(Account account, Dispute dispute)
    {
        var before = dispute.ToJson(account);
        dispute.Submissions++;
        dispute.Status = "under_review";
        account.Emit("charge.dispute.updated", dispute, before);
        switch (dispute.Evidence["uncategorized_text"]?.GetValue<string>())
        {
            case "winning_evidence":
                Close(account, dispute, won: true);
                break;
            case "losing_evidence":
                Close(account, dispute, won: false);
                break;
        }
    }

    public static void Close(Account account, Dispute dispute, bool won)
    {
        dispute.Status = won ? "won" : "lost";
        if (won)
        {
            dispute.Movements.Add(Movements.Of(account, dispute, reinstated: true));
            account.Emit("charge.dispute.funds_reinstated", dispute);
        }
        account.Emit("charge.dispute.closed", dispute);
    }
}

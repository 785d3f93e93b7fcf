using Mothership.Local.FakeStripe.Http;
using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Payments;

/// <summary>Giving charged money back.</summary>
internal static class Refunds
{
    /// <summary>Refunds a part of a charge, or what is left of it.</summary>
    /// <exception cref="StripeError">There is not so much left, or the charge is contested.</exception>
    public static Refund Create(Account account, Charge charge, long? amount, string? reason)
    {
        Check(charge, amount);
        var refund = account.Refunds.Add(
            new()
            {
                Id = account.NewId("re"),
                Created = account.Now,
                Amount = amount ?? charge.Amount - charge.AmountRefunded,
                Currency = charge.Currency,
                Charge = charge.Id,
                PaymentIntent = charge.PaymentIntent,
                Customer = charge.Customer,
                PaymentMethod = charge.Card.Id,
                Reason = reason,
            },
            charge.Id,
            charge.PaymentIntent,
            charge.Customer
        );
        refund.Movement = Movements.Of(account, refund).Id;
        var before = charge.ToJson(account);
        charge.AmountRefunded += refund.Amount;
        account.Emit("refund.created", refund);
        account.Emit("charge.refunded", charge, before);
        return refund;
    }

    public static void Check(Charge charge, long? amount)
    {
        var left = charge.Amount - charge.AmountRefunded;
        if (!charge.Succeeded)
            throw StripeError.Invalid($"Charge {charge.Id} was not successful, so that there is nothing to refund.");
        if (charge.Disputed)
            throw StripeError.Invalid($"Charge {charge.Id} has been charged back.", null, "charge_disputed");
        if (left == 0)
            throw StripeError.Invalid(
                $"Charge {charge.Id} has already been refunded.",
                null,
                "charge_already_refunded"
            );
        if (amount is <= 0)
            throw StripeError.Invalid("A refund has to be above zero.", "amount", "parameter_invalid_integer");
        if (amount > left)
            throw StripeError.Invalid(
                $"Refund amount ({amount}) is greater than unrefunded amount on charge ({left}).",
                "amount"
            );
    }
}

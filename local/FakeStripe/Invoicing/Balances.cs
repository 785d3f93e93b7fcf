using Mothership.Local.FakeStripe.Resources;
using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Invoicing;

/// <summary>Changes of what customers have as credit, or owe without an invoice.</summary>
internal static class Balances
{
    /// <summary>Adds an amount in minor units; below zero is in the customer's favour.</summary>
    public static CustomerBalanceChange Change(
        Account account,
        Customer customer,
        string currency,
        long amount,
        string type,
        string? invoice = null,
        string? creditNote = null,
        string? description = null
    )
    {
        var before = customer.ToJson(account);
        var balance = checked(customer.Balance(currency) + amount);
        customer.Balances[currency] = balance;
        customer.Currency ??= currency;
        var change = account.BalanceChanges.Add(
            new()
            {
                Id = account.NewId("cbtxn"),
                Created = account.Now,
                Customer = customer.Id,
                Amount = amount,
                Currency = currency,
                EndingBalance = balance,
                Type = type,
                Invoice = invoice,
                CreditNote = creditNote,
                Description = description,
            },
            customer.Id,
            invoice
        );
        account.Emit("customer.updated", customer, before);
        return change;
    }
}

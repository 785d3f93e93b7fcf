using System.Net;
using System.Text;
using Mothership.Local.FakeStripe.Resources;
using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Pages;

/// <summary>The pages' text.</summary>
internal static class Html
{
    private static readonly string Cards = string.Concat(
        Card("pm_card_visa", "Visa 4242, a good card", isChosen: true),
        Card("pm_card_chargeDeclined", "Visa 0002, a card that is declined"),
        Card("pm_card_chargeCustomerFail", "Visa 0341, declined later, when it is charged"),
        Card("pm_card_authenticationRequiredOnSetup", "Visa 3155, authenticates once (3-D Secure)"),
        Card("pm_card_authenticationRequired", "Visa 3184, authenticates each payment (3-D Secure)")
    );

    public static PageAnswer Session(Account account, CheckoutSession session, string? wrong)
    {
        if (session.Status != "open")
            return Page("Checkout", $"<p>This session is {session.Status}.</p>");
        var customer = account.Customers.Find(session.Customer);
        return Page(
            "Save a card",
            $"""
            <p>for {Text(customer?.Name ?? customer?.Email ?? session.Email ?? "a new customer")}</p>
            {Wrong(wrong)}
            <form method="post">{Cards}<button>Save card</button></form>
            {Back(session.CancelUrl)}
            """
        );
    }

    public static PageAnswer Invoice(Account account, Invoicing.Invoice invoice, string? wrong)
    {
        var customer = account.Customers.Get(invoice.Customer);
        var lines = new StringBuilder();
        foreach (var line in invoice.Lines)
            lines.Append($"<tr><td>{Text(line.Item.Description ?? "")}</td><td>{line.Item.Amount}</td></tr>");
        var pay = invoice.IsDue
            ? $"""<form method="post">{Cards}<button>Pay {invoice.AmountRemaining} {invoice.Currency}</button></form>"""
            : "";
        return Page(
            $"Invoice {Text(invoice.Number ?? invoice.Id)}",
            $"""
            <p>for {Text(
                account.Customers.Get(invoice.Customer).Name ?? invoice.Customer
            )}, status: <b>{invoice.Status}</b></p>
            <table><tr><th>Description</th><th>{invoice.Currency}, minor units</th></tr>{lines}
            <tr><th>Total</th><th>{invoice.Total}</th></tr>
            <tr><th>Due</th><th>{invoice.AmountRemaining}</th></tr></table>
            {Wrong(wrong)}{pay}
            """
        );
    }

    public static PageAnswer Portal(Account account, PortalSession portal)
    {
        var lines = new StringBuilder();
        foreach (var invoice in account.Invoices.Under(portal.Customer).Where(i => i.FinalizedAt is not null))
            lines.Append(
                $"<li><a href=\"/i/{invoice.Id}\">{Text(invoice.Number ?? invoice.Id)}</a>: {invoice.Status}</li>"
            );
        return Page("Billing", $"<ul>{lines}</ul>{Back(portal.ReturnUrl)}");
    }

    public static PageAnswer Authentication(string id, string status) =>
        status == "requires_action"
            ? Page(
                "Your bank",
                """
                <p>Is it you who wants to use this card?</p>
                <form method="post"><button name="outcome" value="complete">Yes, complete</button>
                <button name="outcome" value="fail">No, fail</button></form>
                """
            )
            : Page("Your bank", $"<p>Nobody is asked for {Text(id)}: it is {Text(status)}.</p>");

    private static string Card(string token, string text, bool isChosen = false) =>
        $"""<label><input type="radio" name="card" value="{token}"{(isChosen ? " checked" : "")}> {text}</label>""";

    private static PageAnswer Page(string title, string content) =>
        new(
            200,
            $$"""
            <!doctype html><html lang="en"><meta charset="utf-8"><title>{{title}}</title>
            <style>
            body{font:16px sans-serif;max-width:34em;margin:3em auto;padding:0 1em} label{display:block;margin:.5em 0}
            button{margin:1em .5em 0 0;padding:.5em 1em} td:last-child{text-align:right} .wrong{color:#b00020}
            </style>
            <p><small>Fake Stripe: nothing here costs money.</small></p><h1>{{title}}</h1>{{content}}</html>
            """
        );

    private static string Wrong(string? message) => message is null ? "" : $"<p class=\"wrong\">{Text(message)}</p>";

    private static string Back(string? address) =>
        address is null ? "" : $"<p><a href=\"{Text(address)}\">Back</a></p>";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}

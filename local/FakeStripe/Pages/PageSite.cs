using Microsoft.AspNetCore.Http;
using Mothership.Local.FakeStripe.Http;
using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Pages;

/// <summary>
/// The pages that customers see: of a checkout session, of an invoice, and of the bank that wants them to authenticate.
/// They have no key; who knows the address may look.
/// </summary>
internal sealed class PageSite(Account account)
{
    public async Task ServeAsync(HttpContext context, Action done)
    {
        var segments = context.Request.Path.Value!.Trim('/').Split('/');
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync() : FormCollection.Empty;
        var posted = context.Request.Method == HttpMethods.Post;
        PageAnswer answer;
        lock (account.Gate)
            answer = Answer(segments, posted, name => form[name].FirstOrDefault());
        done();
        if (answer.Redirect is not null)
        {
            context.Response.Redirect(answer.Redirect);
            return;
        }
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(answer.Html);
    }

    private PageAnswer Answer(string[] segments, bool posted, Func<string, string?> form)
    {
        try
        {
            return segments switch
            {
                ["c", "pay", var session] => Session(session, posted, form),
                ["i", var invoice] => Invoice(invoice, posted, form),
                ["authenticate", var intent] => Authenticate(intent, posted, form),
                ["p", "session", var portal] => Html.Portal(account, account.Portals.Get(portal)),
                _ => PageAnswer.NotFound,
            };
        }
        catch (StripeError missing) when (missing.Status == 404)
        {
            return PageAnswer.NotFound;
        }
    }

    private PageAnswer Session(string id, bool posted, Func<string, string?> form)
    {
        var session = account.Sessions.Get(id);
        if (!posted)
            return Html.Session(account, session, null);
        var wrong = Checkouts.Submit(account, id, form("card") ?? "", authenticates: null);
        if (session.Status == "complete")
            return PageAnswer.To(session.SuccessUrl!.Replace("{CHECKOUT_SESSION_ID}", id, StringComparison.Ordinal));
        var intent = account.SetupIntents.Get(session.SetupIntent);
        return intent.Status == "requires_action"
            ? PageAnswer.To($"/authenticate/{intent.Id}")
            : Html.Session(account, session, wrong?.Message);
    }

    private PageAnswer Invoice(string id, bool posted, Func<string, string?> form)
    {
        var invoice = account.Invoices.Get(id);
        if (!posted)
            return Html.Invoice(account, invoice, null);
        var wrong = Checkouts.Pay(account, id, form("card") ?? "", authenticates: null);
        return wrong?.Code == "invoice_payment_intent_requires_action"
            ? PageAnswer.To($"/authenticate/{invoice.PaymentIntent}")
            : Html.Invoice(account, invoice, wrong?.Message);
    }

    private PageAnswer Authenticate(string id, bool posted, Func<string, string?> form)
    {
        var payment = account.PaymentIntents.Find(id);
        var setup = payment is null ? account.SetupIntents.Get(id) : null;
        if (!posted)
            return Html.Authentication(id, payment?.Status ?? setup!.Status);
        try
        {
            Checkouts.Authenticate(account, id, form("outcome") == "complete");
        }
        catch (StripeError)
        {
            // The page that comes next shows what became of it.
        }
        if (payment is not null)
            return PageAnswer.To($"/i/{payment.Invoice}");
        return account.Sessions.Under(id) switch
        {
            [{ Status: "complete" } session] => PageAnswer.To(
                session.SuccessUrl!.Replace("{CHECKOUT_SESSION_ID}", session.Id, StringComparison.Ordinal)
            ),
            [var session] => Html.Session(account, session, "The card could not be authenticated."),
            _ => Html.Authentication(id, setup!.Status),
        };
    }
}

/// <summary>A page, or the way to another one.</summary>
internal sealed record PageAnswer(int Status, string Html, string? Redirect = null)
{
    public static PageAnswer NotFound { get; } =
        new(404, "<!doctype html><title>Not found</title><p>There is no such page.</p>");

    public static PageAnswer To(string address) => new(303, "", address);
}

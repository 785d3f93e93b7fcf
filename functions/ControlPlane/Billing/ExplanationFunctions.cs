using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Http;
using Mothership.Domain.Statements;
using Mothership.Stores.Billing;

namespace Mothership.ControlPlane.Billing;

/// <summary>How each figure of a bill comes about, as text for people or as JSON.</summary>
public sealed class ExplanationFunctions(ExplanationReader explanations)
{
    /// <summary>Explains an invoice.</summary>
    [Function("ExplainInvoice")]
    public async Task<IActionResult> Invoice(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "billing/v1/invoices/{id}/explain")]
            HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var format = Wanted(request);
        var tenant = request.Scope().Tenant;
        var found = await Missing.OrNotFoundAsync(
            "invoice",
            id,
            () => BillingReview.GuardAsync(() => explanations.OfInvoiceAsync(tenant, id, cancellation))
        );
        return format == Formats.Text
            ? PaperAnswers.Text(ExplanationText.Write(found))
            : Answer.Ok(ExplanationBody.Of(found), BillingJson.Wire.ExplanationBody);
    }

    /// <summary>Explains the months that are not closed, up to now.</summary>
    [Function("ExplainAccrual")]
    public async Task<IActionResult> Accrual(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "billing/v1/accrual/explain")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var format = Wanted(request);
        var tenant = request.Scope().Tenant;
        var open = await BillingReview.GuardAsync(() => explanations.OfOpenAsync(tenant, cancellation));
        return format == Formats.Text
            ? PaperAnswers.Text(
                open.Count == 0
                    ? "Nothing costs anything yet.\n"
                    : string.Join("\n", open.Select(ExplanationText.Write))
            )
            : Answer.Ok(
                new("billing/v1", "ExplanationList", [.. open.Select(ExplanationBody.Of)]),
                BillingJson.Wire.ExplanationListBody
            );
    }

    private static Format Wanted(HttpRequest request)
    {
        var query = new QueryReader(request);
        var format = Formats.Wanted(request, query, Formats.Json, Formats.Text);
        query.ThrowIfAny();
        return format;
    }
}

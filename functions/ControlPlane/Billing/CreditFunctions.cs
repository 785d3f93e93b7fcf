using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Http;
using Mothership.Domain.Billing;
using Mothership.Stores.Billing;

namespace Mothership.ControlPlane.Billing;

/// <summary>The promotional credits of the caller's organisation.</summary>
public sealed class CreditFunctions(CreditReader credits)
{
    /// <summary>What was granted and what is left of it.</summary>
    [Function("ListCredits")]
    public async Task<IActionResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "billing/v1/credits")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var found = await BillingReview.GuardAsync(() => credits.ReadAsync(request.Scope().Tenant, cancellation));
        var body = new CreditListBody("billing/v1", "CreditList", [.. found.Select(CreditBody.Of)]);
        return Answer.Ok(body, BillingJson.Wire.CreditListBody);
    }
}

/// <summary>The credits of an organisation on the wire; all of them, since there are few.</summary>
internal sealed record CreditListBody(string ApiVersion, string Kind, IReadOnlyList<CreditBody> Data);

/// <summary>A credit on the wire. Amounts are strings, exact.</summary>
internal sealed record CreditBody(
    string Id,
    string GrantedAt,
    string? ExpiresAt,
    string Currency,
    string Amount,
    string Remaining,
    string Accrued,
    string Reason
)
{
    internal static CreditBody Of(CreditStanding credit) =>
        new(
            credit.Event.EventId,
            InvoiceBody.Instant(credit.Event.EffectiveAt),
            credit.Event.ExpiresAt is { } expires ? InvoiceBody.Instant(expires) : null,
            credit.Event.Currency,
            Money.Format(credit.Event.Amount, credit.Event.Currency),
            Money.Format(credit.Remaining, credit.Event.Currency),
            Money.Format(credit.Accrued, credit.Event.Currency),
            credit.Event.Reason
        );
}

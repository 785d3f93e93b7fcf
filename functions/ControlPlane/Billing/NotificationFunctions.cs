using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Http;
using Mothership.Domain.Ports;
using Mothership.Domain.Standing;

namespace Mothership.ControlPlane.Billing;

/// <summary>What the caller's organisation was told about money.</summary>
public sealed class NotificationFunctions(INotificationStore notifications, Links links)
{
    private static readonly ListKind<NotificationBody> Listing = new(
        "billing/v1",
        "NotificationList",
        BillingJson.Wire.ListBodyNotificationBody
    );

    /// <summary>One page of it, newest first.</summary>
    [Function("ListNotifications")]
    public async Task<IActionResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "billing/v1/notifications")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var page = query.Page();
        query.ThrowIfAny();
        var found = await notifications.ListAsync(request.Scope().Tenant, page, cancellation);
        return Listing.Show(found, NotificationBody.Of, links, request);
    }
}

/// <summary>A notification on the wire.</summary>
internal sealed record NotificationBody(
    string ApiVersion,
    string Kind,
    string Id,
    string Type,
    string Subject,
    string Detail,
    string CreatedAt,
    CostEnvironmentBody? Environment
)
{
    internal static NotificationBody Of(Notification told) =>
        new(
            "billing/v1",
            "Notification",
            told.Id,
            told.Type,
            told.Subject,
            told.Detail,
            InvoiceBody.Instant(told.CreatedAt),
            told.Environment is { } environment ? new(environment.Value) : null
        );
}

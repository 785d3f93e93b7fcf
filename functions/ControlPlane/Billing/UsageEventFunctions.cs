using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Http;
using Mothership.Stores.Billing;

namespace Mothership.ControlPlane.Billing;

/// <summary>The events that the caller's bills are made from.</summary>
public sealed class UsageEventFunctions(UsageEventReader events, Links links)
{
    /// <summary>The events of some days: one page of them, or all of them as CSV.</summary>
    [Function("ListUsageEvents")]
    public Task<IActionResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "billing/v1/usage-events")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var asked = UsageEventRequest.Read(request);
        var found = events.ReadAsync(request.Scope().Tenant, asked.Query, cancellation);
        return asked.ShowAsync(found, links, request, cancellation);
    }
}

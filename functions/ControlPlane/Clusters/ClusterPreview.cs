using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Http;
using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ports;
using Mothership.Stores.Standing;

namespace Mothership.ControlPlane.Clusters;

/// <summary>Tells what a request would come to, and refuses what would be refused; changes nothing.</summary>
public sealed class ClusterPreview(SpendPreview spending, IPriceBook prices, TimeProvider time)
{
    /// <summary>Whether a request only asks what it would come to.</summary>
    internal static bool IsAskedFor(HttpRequest request)
    {
        var query = new QueryReader(request);
        var only = query.Flag("validate_only") ?? false;
        query.ThrowIfAny();
        return only;
    }

    /// <summary>The preview of a decision.</summary>
    /// <param name="request">The request.</param>
    /// <param name="before">The cluster as it is; null for a new one.</param>
    /// <param name="decision">What would be written; null when nothing would.</param>
    /// <param name="quota">How many clusters there may be; null for a change.</param>
    /// <param name="cancellation">Stops it.</param>
    internal async Task<Answer> ShowAsync(
        HttpRequest request,
        Cluster? before,
        ClusterDecision? decision,
        ClusterQuota? quota,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        var rooms = decision is null
            ? []
            : await spending.LookAsync(request.Scope().Tenant, decision, quota, cancellation);
        var cluster = decision?.Cluster ?? before!;
        var known = prices.Find(cluster.Region, cluster.Config, now);
        var next = known ?? new Price(before?.NetPerSecond ?? 0m, prices.Currency, "");
        // What runs costs what its last event says, whatever the book says by now.
        var resized = before is null || before.Config != cluster.Config;
        var present = before?.NetPerSecond ?? 0m;
        var body = ClusterPreviewBody.Of(next, present, resized ? next.NetPerSecond : present, rooms, now);
        return Answer.Ok(body, ClusterPreviewJson.Wire.ClusterPreviewBody);
    }
}

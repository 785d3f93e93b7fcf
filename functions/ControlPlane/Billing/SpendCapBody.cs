using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Billing;
using Mothership.Domain.Standing;

namespace Mothership.ControlPlane.Billing;

/// <summary>A spend cap on the wire.</summary>
internal sealed record SpendCapBody(
    string ApiVersion,
    string Kind,
    string Id,
    ObjectMetadata Metadata,
    SpendCapSpecBody Spec
)
{
    internal static readonly WireNames<SpendCapAction> Actions = new(
        (SpendCapAction.Notify, "NOTIFY"),
        (SpendCapAction.RefuseNew, "REFUSE_NEW"),
        (SpendCapAction.Suspend, "SUSPEND")
    );

    internal static string PathOf(SpendCap cap) => $"/billing/v1/spend-caps/{cap.Id}";

    internal static SpendCapBody Of(SpendCap cap, Links links, HttpRequest request)
    {
        var metadata = new ObjectMetadata(
            links.To(request, PathOf(cap)),
            null,
            cap.CreatedAt.UtcDateTime,
            cap.UpdatedAt.UtcDateTime
        );
        var spec = new SpendCapSpecBody(
            cap.Environment is { } environment ? new(environment.Value) : null,
            Money.Format(cap.Amount, cap.Currency),
            cap.Currency,
            Actions.Of(cap.Action),
            cap.Thresholds
        );
        return new("billing/v1", "SpendCap", cap.Id.Value, metadata, spec);
    }
}

/// <summary>What a cap says. Without an environment it is about the whole organisation.</summary>
internal sealed record SpendCapSpecBody(
    CostEnvironmentBody? Environment,
    string Amount,
    string Currency,
    string Action,
    IReadOnlyList<int> NotifyAtPercent
);

using Mothership.Domain.Billing;
using Mothership.Stores.Billing;

namespace Mothership.ControlPlane.Billing;

/// <summary>
/// One day of one line, on the wire. Amounts are JSON numbers here, as clients of this group expect; they are written
/// from decimals.
/// </summary>
internal sealed record CostBody(
    string ApiVersion,
    string Kind,
    string Id,
    string StartDate,
    string EndDate,
    string Granularity,
    string NetworkAccessType,
    string Product,
    string LineType,
    decimal Price,
    string Unit,
    decimal Quantity,
    decimal OriginalAmount,
    decimal DiscountAmount,
    decimal Amount,
    CostResourceBody? Resource
)
{
    internal static CostBody Of(IdentifiedCost identified)
    {
        var cost = identified.Cost;
        var line = cost.Line;
        return new(
            "billing/v1",
            "Cost",
            identified.Id,
            cost.Day.ToString("yyyy-MM-dd"),
            cost.Day.AddDays(1).ToString("yyyy-MM-dd"),
            "DAILY",
            "INTERNET",
            CostNames.ProductOf(line),
            CostNames.LineTypeOf(line),
            Plain(line.UnitPrice),
            line.Meter?.UnitName() ?? "Unit",
            Plain(cost.Quantity / line.PricedUnits),
            cost.Amount,
            0m,
            cost.Amount,
            line.Resource is { } resource
                ? new(resource.Id.Value, resource.DisplayName, new(resource.Environment.Value))
                : null
        );
    }

    /// <summary>
    /// Without zeros at the end. Dividing by a one with as many places as there can be takes them off.
    /// </summary>
    private static decimal Plain(decimal value) => value / 1.0000000000000000000000000000m;
}

/// <summary>What the cost is of.</summary>
internal sealed record CostResourceBody(string Id, string DisplayName, CostEnvironmentBody Environment);

/// <summary>The environment that it is in.</summary>
internal sealed record CostEnvironmentBody(string Id);

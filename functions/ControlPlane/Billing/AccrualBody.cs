using Mothership.Domain.Billing;
using Mothership.Domain.Ids;

namespace Mothership.ControlPlane.Billing;

/// <summary>What the month has come to so far, on the wire. All amounts are strings.</summary>
internal sealed record AccrualBody(
    string ApiVersion,
    string Kind,
    string AsOf,
    string Month,
    string PeriodStart,
    string PeriodEnd,
    string? Environment,
    string Currency,
    string Total,
    string ProjectedTotal,
    string Credits,
    IReadOnlyList<ResourceAccrualBody> Resources
)
{
    internal static AccrualBody Of(Accrual accrual, EnvironmentId? environment, string defaultCurrency)
    {
        var currency = accrual.Currency ?? defaultCurrency;
        return new(
            "billing/v1",
            "Accrual",
            InvoiceBody.Instant(accrual.AsOf),
            accrual.Month.ToString(),
            InvoiceBody.Instant(accrual.Month.Start),
            InvoiceBody.Instant(accrual.Month.End),
            environment?.Value,
            currency,
            Money.Format(accrual.Total, currency),
            Money.Format(accrual.Projected, currency),
            Money.Format(accrual.Credits, currency),
            [.. accrual.Resources.Select(r => ResourceAccrualBody.Of(r, currency))]
        );
    }
}

/// <summary>What one resource has come to.</summary>
internal sealed record ResourceAccrualBody(CostResourceBody Resource, string Total, string ProjectedTotal)
{
    internal static ResourceAccrualBody Of(ResourceAccrual accrual, string currency) =>
        new(
            new(accrual.Resource.Id.Value, accrual.Resource.DisplayName, new(accrual.Resource.Environment.Value)),
            Money.Format(accrual.SoFar, currency),
            Money.Format(accrual.Projected, currency)
        );
}

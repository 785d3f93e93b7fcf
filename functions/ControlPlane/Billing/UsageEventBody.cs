using Mothership.Domain.Billing;
using Mothership.Domain.Statements;

namespace Mothership.ControlPlane.Billing;

/// <summary>An event on the wire. All amounts are strings, exact; fields that mean nothing for it are absent.</summary>
internal sealed record UsageEventBody(
    string ApiVersion,
    string Kind,
    string Id,
    string Type,
    string? Role,
    string? RecordedMonth,
    string EffectiveAt,
    string Currency,
    string Actor,
    string? PeriodEnd = null,
    string? Change = null,
    string? Resource = null,
    string? DisplayName = null,
    string? Environment = null,
    string? Cloud = null,
    string? Region = null,
    string? Meter = null,
    string? Plan = null,
    int? Units = null,
    long? Generation = null,
    string? PricePerSecond = null,
    string? FreePerSecond = null,
    string? MinimumPerSecond = null,
    string? Quantity = null,
    string? UnitPrice = null,
    string? PricedUnits = null,
    string? FreeUnits = null,
    string? Corrects = null,
    string? Amount = null,
    string? Remaining = null,
    string? ExpiresAt = null,
    string? Reason = null,
    string? PriceBookVersion = null
)
{
    internal static UsageEventBody Of(ListedEvent listed)
    {
        var remaining = listed is { Remaining: { } left, Event.Currency: var currency }
            ? Money.Format(left, currency)
            : null;
        return Of(listed.Event) with
        {
            Role = EventNames.Of(listed.Role),
            RecordedMonth = listed.RecordedMonth?.ToString(),
            Remaining = remaining,
        };
    }

    internal static UsageEventBody Of(BillingEvent billed)
    {
        var common = new UsageEventBody(
            "billing/v1",
            "UsageEvent",
            billed.EventId,
            EventNames.TypeOf(billed),
            null,
            null,
            InvoiceBody.Instant(billed.EffectiveAt),
            billed.Currency,
            billed.Actor
        );
        return billed switch
        {
            PriceEvent price => common.About(price).With(price),
            UsageEvent used => common.About(used).With(used),
            CreditEvent credit => common.With(credit),
            _ => common,
        };
    }

    private UsageEventBody About(ResourceEvent about) =>
        this with
        {
            Resource = about.Resource.Id.Value,
            DisplayName = about.Resource.DisplayName,
            Environment = about.Resource.Environment.Value,
            Cloud = about.Resource.Region.Cloud,
            Region = about.Resource.Region.Name,
            Meter = Meters.NameOf(about.Meter),
            PriceBookVersion = about.PriceBookVersion.Length > 0 ? about.PriceBookVersion : null,
        };

    private UsageEventBody With(PriceEvent price) =>
        this with
        {
            Change = EventNames.Of(price.Kind),
            Plan = price.Plan,
            Units = price.Units,
            Generation = price.Generation,
            PricePerSecond = Money.FormatExact(price.PricePerSecond),
            FreePerSecond = Money.FormatExact(price.FreePerSecond),
            MinimumPerSecond = Money.FormatExact(price.MinimumPerSecond),
        };

    private UsageEventBody With(UsageEvent used) =>
        this with
        {
            PeriodEnd = InvoiceBody.Instant(used.Period.End),
            Quantity = Money.FormatExact(used.Quantity),
            UnitPrice = Money.FormatExact(used.UnitPrice),
            PricedUnits = Money.FormatExact(used.Meter.PricedUnits()),
            FreeUnits = Money.FormatExact(used.FreeUnits),
            Corrects = used.Corrects,
        };

    private UsageEventBody With(CreditEvent credit) =>
        this with
        {
            Amount = Money.Format(credit.Amount, credit.Currency),
            ExpiresAt = credit.ExpiresAt is { } at ? InvoiceBody.Instant(at) : null,
            Reason = credit.Reason,
        };
}

using Mothership.Domain.Billing;

namespace Mothership.Domain.Statements;

/// <summary>
/// Events as CSV: all that a bill is made from, so that anybody can recompute one. Amounts, prices and quantities are
/// exact; a cell is empty where a column means nothing for an event.
/// </summary>
public static class EventSheet
{
    /// <summary>The names of the columns.</summary>
    public static string Header { get; } =
        CsvRow.Header(
            "event_id",
            "type",
            "role",
            "recorded_month",
            "effective_at",
            "period_end",
            "kind",
            "resource",
            "display_name",
            "environment",
            "cloud",
            "region",
            "meter",
            "plan",
            "units",
            "generation",
            "currency",
            "price_per_second",
            "free_per_second",
            "minimum_per_second",
            "quantity",
            "unit_price",
            "priced_units",
            "free_units",
            "corrects",
            "amount",
            "remaining",
            "expires_at",
            "reason",
            "price_book_version",
            "actor"
        );

    /// <summary>One event.</summary>
    public static string RowOf(ListedEvent listed)
    {
        var billed = listed.Event;
        var (price, used, credit) = (billed as PriceEvent, billed as UsageEvent, billed as CreditEvent);
        var about = billed as ResourceEvent;
        return new CsvRow()
            .Text(billed.EventId)
            .Text(EventNames.TypeOf(billed))
            .Text(EventNames.Of(listed.Role))
            .Text(listed.RecordedMonth?.ToString())
            .Time(billed.EffectiveAt)
            .Time(used?.Period.End)
            .Text(price is null ? null : EventNames.Of(price.Kind))
            .Text(about?.Resource.Id.Value)
            .Text(about?.Resource.DisplayName)
            .Text(about?.Resource.Environment.Value)
            .Text(about?.Resource.Region.Cloud)
            .Text(about?.Resource.Region.Name)
            .Text(about is null ? null : Meters.NameOf(about.Meter))
            .Text(price?.Plan)
            .Whole(price?.Units)
            .Whole(price?.Generation)
            .Text(billed.Currency)
            .Number(price?.PricePerSecond)
            .Number(price?.FreePerSecond)
            .Number(price?.MinimumPerSecond)
            .Number(used?.Quantity)
            .Number(used?.UnitPrice)
            .Number(used?.Meter.PricedUnits())
            .Number(used?.FreeUnits)
            .Text(used?.Corrects)
            .Number(credit?.Amount)
            .Number(listed.Remaining)
            .Time(credit?.ExpiresAt)
            .Text(credit?.Reason)
            .Text(about?.PriceBookVersion)
            .Text(billed.Actor)
            .End();
    }
}

/// <summary>The names of events and their kinds in documents and on the wire.</summary>
public static class EventNames
{
    /// <summary><c>price</c>, <c>usage</c> or <c>credit</c>.</summary>
    public static string TypeOf(BillingEvent billed) =>
        billed switch
        {
            PriceEvent => "price",
            UsageEvent => "usage",
            CreditEvent => "credit",
            _ => throw new ArgumentOutOfRangeException(nameof(billed), billed, null),
        };

    /// <summary>Such as <c>created</c>.</summary>
    public static string Of(PriceEventKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>Such as <c>late</c>.</summary>
    public static string Of(EventRole role) => role.ToString().ToLowerInvariant();
}

using System.Text.Json.Serialization;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Billing;
using Mothership.Stores.Standing;

namespace Mothership.ControlPlane.Clusters;

/// <summary>What a request for a cluster would come to, on the wire. All amounts are strings.</summary>
internal sealed record ClusterPreviewBody(
    string ApiVersion,
    string Kind,
    bool ValidateOnly,
    string Currency,
    string PriceBookVersion,
    string Month,
    int DaysInMonth,
    PreviewPriceBody Price,
    PreviewPriceBody Now,
    PreviewPriceBody Difference,
    string ListPricePerSecond,
    string FreePerSecond,
    string MinimumPerSecond,
    IReadOnlyList<PreviewCapBody> SpendCaps
)
{
    internal static ClusterPreviewBody Of(
        Price price,
        decimal before,
        decimal after,
        IReadOnlyList<CapRoom> rooms,
        DateTimeOffset now
    )
    {
        var month = BillingMonth.Of(now);
        return new(
            "cmk/v2",
            "ClusterPreview",
            true,
            price.Currency,
            price.BookVersion,
            month.ToString(),
            (month.End - month.Start).Days,
            PreviewPriceBody.Of(after, month, price.Currency),
            PreviewPriceBody.Of(before, month, price.Currency),
            PreviewPriceBody.Of(after - before, month, price.Currency),
            Money.FormatExact(price.PerSecond),
            Money.FormatExact(price.FreePerSecond),
            Money.FormatExact(price.MinimumPerSecond),
            [.. rooms.Select(PreviewCapBody.Of)]
        );
    }
}

/// <summary>
/// A price without meters: free parts are taken off, a minimum is kept. An hour is exact; a month is the present
/// calendar month in full, rounded to the minor unit.
/// </summary>
internal sealed record PreviewPriceBody(string PerSecond, string PerHour, string PerMonth)
{
    internal static PreviewPriceBody Of(decimal perSecond, BillingMonth month, string currency) =>
        new(
            Money.FormatExact(perSecond),
            Money.FormatExact(perSecond * 3600m),
            Money.Format(Money.Round(perSecond * month.Period.Seconds, currency), currency)
        );
}

/// <summary>A spend cap that it would be under.</summary>
/// <param name="Id">The cap.</param>
/// <param name="Amount">Its amount.</param>
/// <param name="CommittedByMonthEnd">What the month comes to with it, meters of the time to come not counted.</param>
/// <param name="Remaining">What the cap leaves then; negative when it is passed by.</param>
internal sealed record PreviewCapBody(string Id, string Amount, string CommittedByMonthEnd, string Remaining)
{
    internal static PreviewCapBody Of(CapRoom room)
    {
        var currency = room.Cap.Currency;
        var committed = Money.Round(room.ByMonthEnd, currency);
        return new(
            room.Cap.Id.Value,
            Money.Format(room.Cap.Amount, currency),
            Money.Format(committed, currency),
            Money.Format(room.Cap.Amount - committed, currency)
        );
    }
}

/// <summary>How previews are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ClusterPreviewBody))]
internal sealed partial class ClusterPreviewJson : JsonSerializerContext
{
    /// <summary>The context with readable text.</summary>
    internal static ClusterPreviewJson Wire { get; } = new(ApiJson.WireOptions());
}

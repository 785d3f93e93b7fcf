using System.Globalization;
using System.Text.Json;
using Mothership.Domain.Fleet;

namespace Mothership.Domain.Billing;

/// <summary>A bill's line in the canonical JSON; what a line does not have is left out.</summary>
internal static class LineJson
{
    private const string Day = "yyyy-MM-dd";

    public static void Write(Utf8JsonWriter json, BillLine line, string currency)
    {
        json.WriteStartObject();
        json.WriteString("kind", NameOf(line.Kind));
        if (line.Corrects is { } corrects)
            json.WriteString("corrects", NameOf(corrects));
        if (line.Meter is { } meter)
            json.WriteString("meter", Meters.NameOf(meter));
        if (line.Resource is { } resource)
            WriteResource(json, resource);
        if (line.Plan.Length > 0)
            json.WriteString("plan", line.Plan);
        if (line.Units > 0)
            json.WriteNumber("units", line.Units);
        json.WriteString("period_start", InstantText.Format(line.Period.Start));
        json.WriteString("period_end", InstantText.Format(line.Period.End));
        WriteArithmetic(json, line, currency);
        if (line.Days is { } days)
            WriteDays(json, days);
        if (line.Reason is not null)
            json.WriteString("reason", line.Reason);
        json.WriteEndObject();
    }

    public static BillLine Read(JsonElement json) =>
        new()
        {
            Kind = KindOf(JsonText.Text(json, "kind")),
            Corrects = JsonText.OptionalText(json, "corrects") is { } corrects ? KindOf(corrects) : null,
            Meter = JsonText.OptionalText(json, "meter") is { } meter ? Meters.Parse(meter) : null,
            Resource = json.TryGetProperty("resource", out _) ? ReadResource(json) : null,
            Plan = JsonText.OptionalText(json, "plan") ?? "",
            Units = json.TryGetProperty("units", out var units) ? units.GetInt32() : 0,
            Period = new(JsonText.Time(json, "period_start"), JsonText.Time(json, "period_end")),
            Quantity = JsonText.Number(json, "quantity"),
            UnitPrice = JsonText.Number(json, "unit_price"),
            PricedUnits = JsonText.Number(json, "priced_units"),
            PriceBookVersion = JsonText.OptionalText(json, "price_book_version") ?? "",
            EventId = JsonText.OptionalText(json, "event_id") ?? "",
            EventCount = json.GetProperty("event_count").GetInt32(),
            IsNegative = json.GetProperty("negative").GetBoolean(),
            UnroundedAmount = JsonText.Number(json, "unrounded_amount"),
            Amount = JsonText.Number(json, "amount"),
            Days = json.TryGetProperty("days", out var days) ? ReadDays(days) : null,
            Reason = JsonText.OptionalText(json, "reason"),
        };

    private static void WriteResource(Utf8JsonWriter json, BilledResource resource)
    {
        json.WriteString("resource", resource.Id.Value);
        json.WriteString("display_name", resource.DisplayName);
        json.WriteString("environment", resource.Environment.Value);
        json.WriteString("cloud", resource.Region.Cloud);
        json.WriteString("region", resource.Region.Name);
    }

    private static BilledResource ReadResource(JsonElement json) =>
        new(
            new(JsonText.Text(json, "resource")),
            JsonText.Text(json, "display_name"),
            new(JsonText.Text(json, "environment")),
            new RegionId(JsonText.Text(json, "cloud"), JsonText.Text(json, "region"))
        );

    private static void WriteArithmetic(Utf8JsonWriter json, BillLine line, string currency)
    {
        json.WriteString("quantity", Money.FormatExact(line.Quantity));
        json.WriteString("unit_price", Money.FormatExact(line.UnitPrice));
        json.WriteString("priced_units", Money.FormatExact(line.PricedUnits));
        if (line.PriceBookVersion.Length > 0)
            json.WriteString("price_book_version", line.PriceBookVersion);
        if (line.EventId.Length > 0)
            json.WriteString("event_id", line.EventId);
        json.WriteNumber("event_count", line.EventCount);
        json.WriteBoolean("negative", line.IsNegative);
        json.WriteString("unrounded_amount", Money.FormatExact(line.UnroundedAmount));
        json.WriteString("amount", Money.Format(line.Amount, currency));
    }

    private static void WriteDays(Utf8JsonWriter json, DayQuantities days)
    {
        json.WriteStartObject("days");
        foreach (var (day, quantity) in days.Days)
            json.WriteString(day.ToString(Day, CultureInfo.InvariantCulture), Money.FormatExact(quantity));
        json.WriteEndObject();
    }

    private static DayQuantities ReadDays(JsonElement json) =>
        DayQuantities.Of(
            json.EnumerateObject()
                .Select(d =>
                    KeyValuePair.Create(
                        DateOnly.ParseExact(d.Name, Day, CultureInfo.InvariantCulture),
                        decimal.Parse(d.Value.GetString()!, CultureInfo.InvariantCulture)
                    )
                )
        );

    private static string NameOf(BillLineKind kind) => kind.ToString().ToLowerInvariant();

    private static BillLineKind KindOf(string name) => Enum.Parse<BillLineKind>(name, ignoreCase: true);
}

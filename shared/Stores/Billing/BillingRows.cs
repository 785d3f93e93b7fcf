using System.Globalization;
using Azure.Data.Tables;
using Mothership.Domain.Billing;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;

namespace Mothership.Stores.Billing;

/// <summary>
/// Events as rows. Amounts are texts, since the service has no decimals; times are texts, exact to the tick.
/// </summary>
internal static class BillingRows
{
    private const string PriceType = "price";
    private const string UsageType = "usage";
    private const string CreditType = "credit";
    private const int Version = 2;

    public static TableEntity Of(string partition, string row, BillingEvent billed)
    {
        var entity = new TableEntity(partition, row)
        {
            ["V"] = Version,
            [nameof(billed.EventId)] = billed.EventId,
            [nameof(billed.Organization)] = billed.Organization.Value,
            [nameof(billed.EffectiveAt)] = InstantText.Format(billed.EffectiveAt),
            [nameof(billed.Currency)] = billed.Currency,
            [nameof(billed.Actor)] = billed.Actor,
        };
        if (billed is ResourceEvent about)
            WriteResource(entity, about);
        switch (billed)
        {
            case PriceEvent price:
                Write(entity, price);
                break;
            case UsageEvent used:
                Write(entity, used);
                break;
            case CreditEvent credit:
                Write(entity, credit);
                break;
        }
        return entity;
    }

    public static TableEntity OfCredit(string partition, string row, CreditBalance credit)
    {
        var entity = Of(partition, row, credit.Source);
        entity[nameof(BillingRow.Remaining)] = Format(credit.Remaining);
        return entity;
    }

    public static BillingEvent Read(BillingRow row) =>
        row.V switch
        {
            1 => ReadFirst(row),
            Version => row.Type switch
            {
                UsageType => ReadUsage(row),
                PriceType => ReadPrice(row),
                CreditType => ReadCreditEvent(row),
                _ => throw new InvalidOperationException($"Billing row {row.RowKey} is of type '{row.Type}'."),
            },
            _ => throw new InvalidOperationException(
                $"Billing row {row.RowKey} is of a version that this program does not know."
            ),
        };

    public static CreditBalance ReadCredit(BillingMonth month, BillingRow row) =>
        new(month, ReadCreditEvent(row), Number(row.Remaining));

    private static void WriteResource(TableEntity row, ResourceEvent about)
    {
        row[nameof(about.Resource)] = about.Resource.Id.Value;
        row[nameof(about.Resource.DisplayName)] = about.Resource.DisplayName;
        row[nameof(about.Resource.Environment)] = about.Resource.Environment.Value;
        row["Cloud"] = about.Resource.Region.Cloud;
        row[nameof(about.Resource.Region)] = about.Resource.Region.Name;
        row[nameof(about.Meter)] = Meters.NameOf(about.Meter);
        row[nameof(about.PriceBookVersion)] = about.PriceBookVersion;
    }

    private static void Write(TableEntity row, PriceEvent price)
    {
        row[nameof(BillingRow.Type)] = PriceType;
        row[nameof(price.Kind)] = price.Kind.ToString();
        row[nameof(price.Plan)] = price.Plan;
        row[nameof(price.Units)] = price.Units;
        row[nameof(price.PricePerSecond)] = Format(price.PricePerSecond);
        if (price.FreePerSecond != 0m)
            row[nameof(price.FreePerSecond)] = Format(price.FreePerSecond);
        if (price.MinimumPerSecond != 0m)
            row[nameof(price.MinimumPerSecond)] = Format(price.MinimumPerSecond);
        row[nameof(price.Generation)] = price.Generation;
    }

    private static void Write(TableEntity row, UsageEvent used)
    {
        row[nameof(BillingRow.Type)] = UsageType;
        row[nameof(BillingRow.PeriodEnd)] = InstantText.Format(used.Period.End);
        row[nameof(used.Quantity)] = Format(used.Quantity);
        row[nameof(used.UnitPrice)] = Format(used.UnitPrice);
        if (used.FreeUnits != 0m)
            row[nameof(used.FreeUnits)] = Format(used.FreeUnits);
        if (used.Corrects is not null)
            row[nameof(used.Corrects)] = used.Corrects;
    }

    private static void Write(TableEntity row, CreditEvent credit)
    {
        row[nameof(BillingRow.Type)] = CreditType;
        row[nameof(credit.Amount)] = Format(credit.Amount);
        if (credit.ExpiresAt is { } expires)
            row[nameof(credit.ExpiresAt)] = InstantText.Format(expires);
        row[nameof(credit.Reason)] = credit.Reason;
    }

    private static PriceEvent ReadPrice(BillingRow row) =>
        new()
        {
            EventId = row.EventId!,
            Organization = new(row.Organization!),
            EffectiveAt = InstantText.Parse(row.EffectiveAt!),
            Currency = row.Currency!,
            Actor = row.Actor!,
            Resource = Resource(row),
            Meter = Meters.Parse(row.Meter!),
            PriceBookVersion = row.PriceBookVersion!,
            Kind = Enum.Parse<PriceEventKind>(row.Kind!),
            Plan = row.Plan!,
            Units = row.Units!.Value,
            PricePerSecond = Number(row.PricePerSecond),
            FreePerSecond = Number(row.FreePerSecond),
            MinimumPerSecond = Number(row.MinimumPerSecond),
            Generation = row.Generation!.Value,
        };

    /// <summary>Reads a row of the first version, which knew nothing but clusters.</summary>
    private static PriceEvent ReadFirst(BillingRow row)
    {
        (row.Resource, row.Meter) = (row.Cluster, Meters.NameOf(Meter.ClusterSeconds));
        (row.Plan, row.Units) = (row.ClusterKind, row.Size);
        return ReadPrice(row);
    }

    private static UsageEvent ReadUsage(BillingRow row)
    {
        var start = InstantText.Parse(row.EffectiveAt!);
        return new()
        {
            EventId = row.EventId!,
            Organization = new(row.Organization!),
            EffectiveAt = start,
            Currency = row.Currency!,
            Actor = row.Actor!,
            Resource = Resource(row),
            Meter = Meters.Parse(row.Meter!),
            PriceBookVersion = row.PriceBookVersion!,
            Period = new(start, InstantText.Parse(row.PeriodEnd!)),
            Quantity = Number(row.Quantity),
            UnitPrice = Number(row.UnitPrice),
            FreeUnits = Number(row.FreeUnits),
            Corrects = row.Corrects,
        };
    }

    private static CreditEvent ReadCreditEvent(BillingRow row) =>
        new()
        {
            EventId = row.EventId!,
            Organization = new(row.Organization!),
            EffectiveAt = InstantText.Parse(row.EffectiveAt!),
            Currency = row.Currency!,
            Actor = row.Actor!,
            Amount = Number(row.Amount),
            ExpiresAt = row.ExpiresAt is null ? null : InstantText.Parse(row.ExpiresAt!),
            Reason = row.Reason!,
        };

    private static BilledResource Resource(BillingRow row) =>
        new(
            new ResourceId(row.Resource!),
            row.DisplayName!,
            new EnvironmentId(row.Environment!),
            new RegionId(row.Cloud!, row.Region!)
        );

    private static string Format(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number; what is not there is 0.</summary>
    private static decimal Number(string? text) =>
        text is null ? 0m : decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
}

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
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";
    private const string TypeColumn = "Type";
    private const string PriceType = "price";
    private const string UsageType = "usage";
    private const string CreditType = "credit";
    private const string RemainingColumn = "Remaining";
    private const int Version = 2;

    public static TableEntity Of(string partition, string row, BillingEvent billed)
    {
        var entity = new TableEntity(partition, row)
        {
            ["V"] = Version,
            [nameof(billed.EventId)] = billed.EventId,
            [nameof(billed.Organization)] = billed.Organization.Value,
            [nameof(billed.EffectiveAt)] = Format(billed.EffectiveAt),
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
        entity[RemainingColumn] = Format(credit.Remaining);
        return entity;
    }

    public static BillingEvent Read(TableEntity row)
    {
        if (row.GetInt32("V") == 1)
            return ReadFirst(row);
        if (row.GetInt32("V") is not Version)
            throw new InvalidOperationException(
                $"Billing row {row.RowKey} is of a version that this program does not know."
            );
        return row.GetString(TypeColumn) switch
        {
            PriceType => ReadPrice(row),
            UsageType => ReadUsage(row),
            CreditType => ReadCredit(row),
            var other => throw new InvalidOperationException($"Billing row {row.RowKey} is of type '{other}'."),
        };
    }

    public static CreditBalance ReadCredit(BillingMonth month, TableEntity row) =>
        new(month, ReadCredit(row), Number(row, RemainingColumn));

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
        row[TypeColumn] = PriceType;
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
        row[TypeColumn] = UsageType;
        row["PeriodEnd"] = Format(used.Period.End);
        row[nameof(used.Quantity)] = Format(used.Quantity);
        row[nameof(used.UnitPrice)] = Format(used.UnitPrice);
        if (used.FreeUnits != 0m)
            row[nameof(used.FreeUnits)] = Format(used.FreeUnits);
        if (used.Corrects is not null)
            row[nameof(used.Corrects)] = used.Corrects;
    }

    private static void Write(TableEntity row, CreditEvent credit)
    {
        row[TypeColumn] = CreditType;
        row[nameof(credit.Amount)] = Format(credit.Amount);
        if (credit.ExpiresAt is { } expires)
            row[nameof(credit.ExpiresAt)] = Format(expires);
        row[nameof(credit.Reason)] = credit.Reason;
    }

    private static PriceEvent ReadPrice(TableEntity row) =>
        new()
        {
            EventId = row.GetString(nameof(PriceEvent.EventId)),
            Organization = new(row.GetString(nameof(PriceEvent.Organization))),
            EffectiveAt = Time(row, nameof(PriceEvent.EffectiveAt)),
            Currency = row.GetString(nameof(PriceEvent.Currency)),
            Actor = row.GetString(nameof(PriceEvent.Actor)),
            Resource = Resource(row),
            Meter = Meters.Parse(row.GetString(nameof(PriceEvent.Meter))),
            PriceBookVersion = row.GetString(nameof(PriceEvent.PriceBookVersion)),
            Kind = Enum.Parse<PriceEventKind>(row.GetString(nameof(PriceEvent.Kind))),
            Plan = row.GetString(nameof(PriceEvent.Plan)),
            Units = row.GetInt32(nameof(PriceEvent.Units))!.Value,
            PricePerSecond = Number(row, nameof(PriceEvent.PricePerSecond)),
            FreePerSecond = Number(row, nameof(PriceEvent.FreePerSecond)),
            MinimumPerSecond = Number(row, nameof(PriceEvent.MinimumPerSecond)),
            Generation = row.GetInt64(nameof(PriceEvent.Generation))!.Value,
        };

    /// <summary>Reads a row of the first version, which knew nothing but clusters.</summary>
    private static PriceEvent ReadFirst(TableEntity row)
    {
        row[nameof(PriceEvent.Resource)] = row["Cluster"];
        row[nameof(PriceEvent.Meter)] = Meters.NameOf(Meter.ClusterSeconds);
        row[nameof(PriceEvent.Plan)] = row["ClusterKind"];
        row[nameof(PriceEvent.Units)] = row["Size"];
        return ReadPrice(row);
    }

    private static UsageEvent ReadUsage(TableEntity row)
    {
        var start = Time(row, nameof(UsageEvent.EffectiveAt));
        return new()
        {
            EventId = row.GetString(nameof(UsageEvent.EventId)),
            Organization = new(row.GetString(nameof(UsageEvent.Organization))),
            EffectiveAt = start,
            Currency = row.GetString(nameof(UsageEvent.Currency)),
            Actor = row.GetString(nameof(UsageEvent.Actor)),
            Resource = Resource(row),
            Meter = Meters.Parse(row.GetString(nameof(UsageEvent.Meter))),
            PriceBookVersion = row.GetString(nameof(UsageEvent.PriceBookVersion)),
            Period = new(start, Time(row, "PeriodEnd")),
            Quantity = Number(row, nameof(UsageEvent.Quantity)),
            UnitPrice = Number(row, nameof(UsageEvent.UnitPrice)),
            FreeUnits = Number(row, nameof(UsageEvent.FreeUnits)),
            Corrects = row.GetString(nameof(UsageEvent.Corrects)),
        };
    }

    private static CreditEvent ReadCredit(TableEntity row) =>
        new()
        {
            EventId = row.GetString(nameof(CreditEvent.EventId)),
            Organization = new(row.GetString(nameof(CreditEvent.Organization))),
            EffectiveAt = Time(row, nameof(CreditEvent.EffectiveAt)),
            Currency = row.GetString(nameof(CreditEvent.Currency)),
            Actor = row.GetString(nameof(CreditEvent.Actor)),
            Amount = Number(row, nameof(CreditEvent.Amount)),
            ExpiresAt = row.ContainsKey(nameof(CreditEvent.ExpiresAt))
                ? Time(row, nameof(CreditEvent.ExpiresAt))
                : null,
            Reason = row.GetString(nameof(CreditEvent.Reason)),
        };

    private static BilledResource Resource(TableEntity row) =>
        new(
            new ResourceId(row.GetString(nameof(ResourceEvent.Resource))),
            row.GetString(nameof(BilledResource.DisplayName)),
            new EnvironmentId(row.GetString(nameof(BilledResource.Environment))),
            new RegionId(row.GetString("Cloud"), row.GetString(nameof(BilledResource.Region)))
        );

    private static string Format(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number; what is not there is 0.</summary>
    private static decimal Number(TableEntity row, string column) =>
        row.GetString(column) is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : 0m;

    private static string Format(DateTimeOffset at) => at.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(TableEntity row, string column) =>
        DateTimeOffset.ParseExact(
            row.GetString(column),
            Instant,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
        );
}

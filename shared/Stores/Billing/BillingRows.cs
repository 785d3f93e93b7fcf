using System.Globalization;
using Azure.Data.Tables;
using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;

namespace Mothership.Stores.Billing;

/// <summary>
/// Events as rows. Amounts are texts, since the service has no decimals; times are texts, exact to the tick.
/// </summary>
internal static class BillingRows
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";
    private const int Version = 1;

    public static TableEntity Of(string partition, string row, BillingEvent billed) =>
        new(partition, row)
        {
            ["V"] = Version,
            [nameof(billed.EventId)] = billed.EventId,
            [nameof(billed.Organization)] = billed.Organization.Value,
            [nameof(billed.Environment)] = billed.Environment.Value,
            [nameof(billed.Cluster)] = billed.Cluster.Value,
            [nameof(billed.DisplayName)] = billed.DisplayName,
            ["Cloud"] = billed.Region.Cloud,
            [nameof(billed.Region)] = billed.Region.Name,
            ["ClusterKind"] = billed.Config.Kind.ToString(),
            ["Size"] = billed.Config.Size,
            [nameof(billed.Kind)] = billed.Kind.ToString(),
            [nameof(billed.EffectiveAt)] = Format(billed.EffectiveAt),
            [nameof(billed.PricePerSecond)] = billed.PricePerSecond.ToString(CultureInfo.InvariantCulture),
            [nameof(billed.Currency)] = billed.Currency,
            [nameof(billed.PriceBookVersion)] = billed.PriceBookVersion,
            [nameof(billed.Generation)] = billed.Generation,
            [nameof(billed.Actor)] = billed.Actor,
        };

    public static BillingEvent Read(TableEntity row)
    {
        if (row.GetInt32("V") is not Version)
            throw new InvalidOperationException(
                $"Billing row {row.RowKey} is of a version that this program does not know."
            );
        return new(
            row.GetString(nameof(BillingEvent.EventId)),
            new OrganizationId(row.GetString(nameof(BillingEvent.Organization))),
            new EnvironmentId(row.GetString(nameof(BillingEvent.Environment))),
            new ClusterId(row.GetString(nameof(BillingEvent.Cluster))),
            row.GetString(nameof(BillingEvent.DisplayName)),
            new RegionId(row.GetString("Cloud"), row.GetString(nameof(BillingEvent.Region))),
            new ClusterConfig(Enum.Parse<ClusterKind>(row.GetString("ClusterKind")), row.GetInt32("Size")!.Value),
            Enum.Parse<BillingEventKind>(row.GetString(nameof(BillingEvent.Kind))),
            ParseInstant(row.GetString(nameof(BillingEvent.EffectiveAt))),
            decimal.Parse(row.GetString(nameof(BillingEvent.PricePerSecond)), CultureInfo.InvariantCulture),
            row.GetString(nameof(BillingEvent.Currency)),
            row.GetString(nameof(BillingEvent.PriceBookVersion)),
            row.GetInt64(nameof(BillingEvent.Generation))!.Value,
            row.GetString(nameof(BillingEvent.Actor))
        );
    }

    private static string Format(DateTimeOffset at) => at.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture);

    private static DateTimeOffset ParseInstant(string text) =>
        DateTimeOffset.ParseExact(
            text,
            Instant,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
        );
}

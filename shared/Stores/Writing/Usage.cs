using System.Globalization;
using Azure.Data.Tables;
using Mothership.Domain.Errors;
using Mothership.Domain.Ids;
using Mothership.Domain.Standing;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Rows;

namespace Mothership.Stores.Writing;

/// <summary>
/// A row of counters, of an organisation or of an environment. Changed in the same transaction as what it counts and on
/// the condition that it is what it was, so a quota holds however many create at a time.
/// </summary>
internal sealed class Usage(TableEntity row)
{
    public const string Environments = "Environments";
    public const string Clusters = "Clusters";
    public const string Connectors = "Connectors";
    public const string KsqldbClusters = "KsqldbClusters";
    public const string ControlCenters = "ControlCenters";
    public const string SchemaRegistries = "SchemaRegistries";
    public const string Credentials = "Credentials";
    public const string ServiceAccounts = "ServiceAccounts";
    public const string ApiKeys = "ApiKeys";
    public const string Admins = "Admins";

    public const string SpendCaps = "SpendCaps";

    /// <summary>Holds that refuse what would cost more.</summary>
    public const string Refusals = "Refusals";

    // The service has no decimals, so these are texts.
    private const string Committed = "Committed";
    private const string Reserved = "Reserved";
    private const string ReservedAt = "ReservedAt";

    /// <summary>Reads a row of counters; null when what it counts for does not exist.</summary>
    public static async Task<Usage?> FindAsync(
        TableClient resources,
        TenantScope scope,
        string rowKey,
        CancellationToken cancellation
    ) => await resources.FindAsync(scope.Organization.Value, rowKey, cancellation) is { } row ? new(row) : null;

    /// <summary>A new row of counters, all zero.</summary>
    public static TableTransactionAction Add(TenantScope scope, string rowKey) =>
        new(TableTransactionActionType.Add, new TableEntity(scope.Organization.Value, rowKey));

    public int this[string counter] => row.GetInt32(counter) ?? 0;

    /// <summary>What is committed to be spent.</summary>
    public Commitment Commitment =>
        row.GetString(Committed) is { } perSecond
            ? new(Number(perSecond), Number(row.GetString(Reserved)), row.GetDateTimeOffset(ReservedAt)!.Value)
            : Commitment.None;

    /// <exception cref="MothershipException">QuotaExceeded.</exception>
    public void Demand(string counter, int limit, string quota)
    {
        if (this[counter] >= limit)
            throw QuotaExceeded.Of(quota, limit);
    }

    /// <summary>Counts up or down, if the row is still what was read.</summary>
    public TableTransactionAction Change(string counter, int by, Commitment? commitment = null)
    {
        var count = this[counter] + by;
        if (count < 0)
            throw new InvalidOperationException(
                $"Counter {counter} of {row.PartitionKey}/{row.RowKey} would be {count}."
            );
        var change = new TableEntity(row.PartitionKey, row.RowKey) { [counter] = count };
        if (commitment is not null)
        {
            change[Committed] = commitment.PerSecond.ToString(CultureInfo.InvariantCulture);
            change[Reserved] = commitment.Reserved.ToString(CultureInfo.InvariantCulture);
            change[ReservedAt] = commitment.At;
        }
        return new(TableTransactionActionType.UpdateMerge, change, row.ETag);
    }

    /// <summary>Removes the row, if it is still what was read.</summary>
    public TableTransactionAction Remove() => new(TableTransactionActionType.Delete, row, row.ETag);

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>The error for a scope whose organisation does not exist.</summary>
    public static MothershipException NoOrganization(OrganizationId organization) =>
        new(ErrorKind.NotFound, "resource_not_found", $"Organization {organization} does not exist.");
}

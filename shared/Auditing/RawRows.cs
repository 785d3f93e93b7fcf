using System.Numerics;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;

namespace Mothership.Auditing;

/// <summary>
/// Reads the event table as it lies there. Partitions are <c>{organisation}|{yyyy-MM}</c>, with more behind it where a
/// month is spread; rows whose keys begin with <c>e|</c> are events. Nothing else is looked at: what months carry over,
/// and what is counted, is what is being audited.
/// </summary>
internal sealed class RawRows(TableClient events)
{
    private const string Row = "e|";
    private const string RowEnd = "e}";

    /// <summary>The organisations that have anything in the table.</summary>
    public async IAsyncEnumerable<string> OrganizationsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var from = "";
        while (await FirstAsync(from, cancellation) is { } organization)
        {
            yield return organization;
            from = organization + "}";
        }
    }

    /// <summary>The events of an organisation.</summary>
    /// <exception cref="FormatException">A row cannot be read.</exception>
    public async IAsyncEnumerable<AuditedEvent> EventsAsync(
        string organization,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var (from, to) = (organization + "|", organization + "}");
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey gt {from} and PartitionKey lt {to} and RowKey gt {Row} and RowKey lt {RowEnd}"
        );
        await foreach (var row in events.QueryAsync<TableEntity>(filter, null, null, cancellation))
            yield return Read(row);
    }

    private async Task<string?> FirstAsync(string from, CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey gt {from}");
        await foreach (var row in events.QueryAsync<TableEntity>(filter, 1, ["PartitionKey"], cancellation))
            return row.PartitionKey.Split('|')[0];
        return null;
    }

    private static AuditedEvent Read(TableEntity row) =>
        row.GetString("Type") switch
        {
            "usage" => Use(row),
            "credit" => Credit(row),
            _ => Price(row),
        };

    private static AuditedPrice Price(TableEntity row) =>
        new(
            Text(row, "EventId"),
            Text(row, "Organization"),
            Month(row),
            Tick(row, "EffectiveAt"),
            Text(row, "Currency"),
            row.GetString("Resource") ?? Text(row, "Cluster"),
            Text(row, "Kind"),
            row.GetInt64("Generation") ?? 0,
            Number(row, "PricePerSecond", Whole.PricePlaces),
            Number(row, "FreePerSecond", Whole.PricePlaces),
            Number(row, "MinimumPerSecond", Whole.PricePlaces)
        );

    private static AuditedUse Use(TableEntity row) =>
        new(
            Text(row, "EventId"),
            Text(row, "Organization"),
            Month(row),
            Tick(row, "EffectiveAt"),
            Text(row, "Currency"),
            Text(row, "Resource"),
            Text(row, "Meter"),
            Tick(row, "PeriodEnd"),
            $"{row.GetString("PriceBookVersion")} {row.GetString("Cloud")}/{row.GetString("Region")}",
            Number(row, "Quantity", 0),
            Number(row, "UnitPrice", Whole.PricePlaces),
            Number(row, "FreeUnits", 0)
        );

    private static AuditedCredit Credit(TableEntity row) =>
        new(
            Text(row, "EventId"),
            Text(row, "Organization"),
            Month(row),
            Tick(row, "EffectiveAt"),
            Text(row, "Currency"),
            Number(row, "Amount", Whole.Decimals(Text(row, "Currency"))),
            row.ContainsKey("ExpiresAt") ? Tick(row, "ExpiresAt") : long.MaxValue
        );

    private static string Month(TableEntity row) => row.PartitionKey.Split('|')[1];

    private static string Text(TableEntity row, string column) =>
        row.GetString(column)
        ?? throw new FormatException($"Row {row.PartitionKey} {row.RowKey} has no column {column}.");

    private static BigInteger Number(TableEntity row, string column, int places) =>
        row.GetString(column) is { } text ? Whole.Scaled(text, places) : BigInteger.Zero;

    private static long Tick(TableEntity row, string column) => Instants.Read(Text(row, column));
}

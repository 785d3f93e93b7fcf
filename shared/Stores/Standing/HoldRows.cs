using Azure.Data.Tables;
using Mothership.Domain.Standing;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Rows;

namespace Mothership.Stores.Standing;

/// <summary>Holds as rows of the Resources table. They do not name their organisation: their partition does.</summary>
internal static class HoldRows
{
    private const string Prefix = "hold~";

    public static string KeyOf(string id) => Prefix + id;

    public static TableEntity ToRow(TenantScope scope, Hold hold) =>
        Kind.ToRow(scope.Organization.Value, KeyOf(hold.Id), hold);

    public static Hold FromRow(TableEntity row) => Kind.FromRow(row);

    public static async Task<IReadOnlyList<Hold>> ListAsync(
        TableClient resources,
        TenantScope scope,
        CancellationToken cancellation
    )
    {
        var (key, end) = (scope.Organization.Value, RowKeys.EndOf(Prefix));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey ge {Prefix} and RowKey lt {end}");
        var holds = new List<Hold>();
        await foreach (var row in resources.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            holds.Add(FromRow(row));
        return holds;
    }

    private static RowKind<Hold> Kind { get; } =
        new("Hold", RowJson.Default.Hold) { KeyOf = h => KeyOf(h.Id), OwnerOf = _ => default };
}

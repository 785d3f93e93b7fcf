using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Ids;
using Mothership.Domain.Metering;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Rows;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Metering;

/// <summary>
/// Hours in Azure Tables. PartitionKey: organisation; RowKey <c>{resource}~{yyyyMMddHH}</c>. The list of what is due is
/// in the partition <c>due</c>: an hour is put on it before it is written. It is taken off only long after that, so
/// nobody can be about to write it then.
/// </summary>
internal sealed class TablesMeteringStore(TableClient hours, IndexTable due) : IMeteringStore
{
    private const string DuePartition = "due";
    private const string Hour = "yyyyMMddHH";

    private static RowKind<MeteredHour> Kind { get; } =
        new("MeteredHour", RowJson.Default.MeteredHour)
        {
            KeyOf = h => KeyOf(h.Resource.Id, h.Start),
            OwnerOf = h => h.Organization,
        };

    public async Task<Stored<MeteredHour>?> FindAsync(
        TenantScope scope,
        ResourceId resource,
        DateTimeOffset start,
        CancellationToken cancellation
    )
    {
        var (partition, row) = (scope.Organization.Value, KeyOf(resource, start));
        var found = await hours.GetEntityIfExistsAsync<TableEntity>(partition, row, null, cancellation);
        return found.HasValue ? Kind.FromRow(scope, found.Value!) : null;
    }

    public async Task RecordAsync(TenantScope scope, MeteredHour hour, string? etag, CancellationToken cancellation)
    {
        var listed = $"{Format(hour.Start)}~{hour.Organization}~{hour.Resource.Id}";
        await due.WriteAsync(new TableEntity(DuePartition, listed), cancellation);
        await WriteAsync(scope, hour, etag, cancellation);
    }

    public Task SaveAsync(TenantScope scope, MeteredHour hour, string etag, CancellationToken cancellation) =>
        WriteAsync(scope, hour, etag, cancellation);

    public async IAsyncEnumerable<DueHour> DueAsync(
        DateTimeOffset until,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        // An hour has ended when the one that begins with its end has begun.
        var end = Format(MeteredHour.StartOf(until));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {DuePartition} and RowKey lt {end}");
        await foreach (var row in due.Client.QueryAsync<TableEntity>(filter, null, null, cancellation))
            if (row.GetDateTimeOffset(Columns.WrittenAt) <= until)
                yield return Read(row);
    }

    public Task SettleAsync(TenantScope scope, DueHour hour, CancellationToken cancellation)
    {
        var listed = $"{Format(hour.Start)}~{scope.Organization}~{hour.Resource}";
        return due.DropAsync(new TableEntity(DuePartition, listed) { ETag = new ETag(hour.Token) }, cancellation);
    }

    private async Task WriteAsync(TenantScope scope, MeteredHour hour, string? etag, CancellationToken cancellation)
    {
        var row = Kind.ToRow(scope, hour);
        try
        {
            if (etag is null)
                await hours.AddEntityAsync(row, cancellation);
            else
                await hours.UpdateEntityAsync(row, new ETag(etag), TableUpdateMode.Replace, cancellation);
        }
        catch (RequestFailedException lost) when (LostRace.Is(lost))
        {
            throw new StaleWriteException($"{hour.Start:u} of {hour.Resource.Id}", lost);
        }
    }

    private static DueHour Read(TableEntity row)
    {
        var parts = row.RowKey.Split('~');
        var start = DateTimeOffset.ParseExact(
            parts[0],
            Hour,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
        );
        return new(new OrganizationId(parts[1]), new ResourceId(parts[2]), start, row.ETag.ToString());
    }

    private static string KeyOf(ResourceId resource, DateTimeOffset start) => $"{resource}~{Format(start)}";

    private static string Format(DateTimeOffset start) =>
        start.UtcDateTime.ToString(Hour, CultureInfo.InvariantCulture);
}

using Azure;
using Azure.Data.Tables;
using Mothership.Stores.Rows;

namespace Mothership.Stores.Writing;

/// <summary>
/// A table that finds rows of another one across organisations. Its rows are written before what they point to and
/// removed after it, so that nothing is ever missing from it; what it has too many is left out by readers, and dropped
/// once it is old enough that nobody can be just about to write what it points to.
/// </summary>
internal sealed class IndexTable(TableClient client, TimeProvider clock)
{
    private static readonly TimeSpan _grace = TimeSpan.FromHours(1);

    public TableClient Client { get; } = client;

    public Task WriteAsync(TableEntity row, CancellationToken cancellation)
    {
        row[Columns.WrittenAt] = clock.GetUtcNow();
        return Client.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    /// <summary>Drops a row that points nowhere, if it has been for long.</summary>
    public Task DropIfOldAsync(TableEntity row, CancellationToken cancellation)
    {
        var written = row.GetDateTimeOffset(Columns.WrittenAt) ?? DateTimeOffset.MinValue;
        return clock.GetUtcNow() - written < _grace ? Task.CompletedTask : DropAsync(row, cancellation);
    }

    /// <summary>Drops a row, unless it was written anew in between.</summary>
    public async Task DropAsync(TableEntity row, CancellationToken cancellation)
    {
        try
        {
            await Client.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellation);
        }
        catch (RequestFailedException failure) when (LostRace.Is(failure))
        {
            // Somebody else has dropped or renewed it.
        }
    }
}

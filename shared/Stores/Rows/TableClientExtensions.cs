using Azure;
using Azure.Data.Tables;

namespace Mothership.Stores.Rows;

internal static class TableClientExtensions
{
    /// <summary>A point read; null when there is no such row.</summary>
    public static async Task<TableEntity?> FindAsync(
        this TableClient table,
        string partitionKey,
        string rowKey,
        CancellationToken cancellation
    )
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            partitionKey,
            rowKey,
            cancellationToken: cancellation
        );
        return found.HasValue ? found.Value : null;
    }

    /// <summary>Removes a row; nothing happens when it is gone already.</summary>
    public static Task RemoveAsync(
        this TableClient table,
        string partitionKey,
        string rowKey,
        CancellationToken cancellation
    ) => table.DeleteEntityAsync(partitionKey, rowKey, ETag.All, cancellation);

    /// <summary>The tag of the row that was just written.</summary>
    public static string NewETag(this Response response) =>
        response.Headers.ETag?.ToString()
        ?? throw new InvalidOperationException("The table service answered a write without an ETag.");
}

/// <summary>Tells a lost race from other failures.</summary>
internal static class LostRace
{
    /// <summary>Whether a row was created, changed or removed by somebody else in between.</summary>
    public static bool Is(RequestFailedException failure) =>
        failure.Status is 404 or 409 or 412 && failure.ErrorCode is not ("TableNotFound" or "TableBeingDeleted");
}

using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Identity;
using Mothership.Domain.Ids;
using Mothership.Stores.Rows;

namespace Mothership.Stores.Identity;

/// <summary>
/// What proves secrets, by key id alone. A revoked key leaves a row that says so for good: a late repeat of its
/// creation finds that row and can't bring the key back.
/// </summary>
internal sealed class CredentialTable(TableClient table)
{
    private const string Row = "credential";
    private const int Version = 1;

    public async Task<ApiKeyCredential?> FindAsync(ApiKeyId id, CancellationToken cancellation)
    {
        if (
            await table.FindAsync(id.Value, Row, cancellation) is not { } row
            || row.GetBoolean(Columns.Revoked) is true
        )
            return null;
        if (row.GetInt32(Columns.Version) is not Version)
            throw new InvalidOperationException($"Credential {id} is of a version that this program does not know.");
        return new(
            id,
            new OrganizationId(row.GetString(Columns.Organization)),
            JsonSerializer.Deserialize(row.GetString(Columns.Owner), RowJson.Default.ApiKeyOwner)!,
            JsonSerializer.Deserialize(row.GetString(Columns.Resource), RowJson.Default.ApiKeyResource)!,
            row.GetBinary(Columns.SecretHash),
            row.GetDateTimeOffset(Columns.ExpiresAt),
            row.GetDateTimeOffset(Columns.LastUsedAt)
        );
    }

    /// <summary>Makes a key open what it is for, unless it does already or was revoked.</summary>
    public async Task EnableAsync(ApiKey key, byte[] secretHash, CancellationToken cancellation)
    {
        var row = new TableEntity(key.Id.Value, Row)
        {
            [Columns.Version] = Version,
            [Columns.Organization] = key.Organization.Value,
            [Columns.Owner] = JsonSerializer.Serialize(key.Owner, RowJson.Default.ApiKeyOwner),
            [Columns.Resource] = JsonSerializer.Serialize(key.Resource, RowJson.Default.ApiKeyResource),
            [Columns.SecretHash] = secretHash,
        };
        if (key.ExpiresAt is { } end)
            row[Columns.ExpiresAt] = end;
        try
        {
            await table.AddEntityAsync(row, cancellation);
        }
        catch (RequestFailedException failure) when (failure.Status == 409 && LostRace.Is(failure))
        {
            // It was there: enabled by an earlier attempt, or revoked.
        }
    }

    /// <summary>Makes a key open nothing any more, for good.</summary>
    public Task RevokeAsync(ApiKeyId id, CancellationToken cancellation) =>
        table.UpsertEntityAsync(
            new TableEntity(id.Value, Row) { [Columns.Version] = Version, [Columns.Revoked] = true },
            TableUpdateMode.Replace,
            cancellation
        );

    /// <summary>Notes a use; of a key that is not there, nothing.</summary>
    public async Task RecordUseAsync(ApiKeyId id, DateTimeOffset usedAt, CancellationToken cancellation)
    {
        var change = new TableEntity(id.Value, Row) { [Columns.LastUsedAt] = usedAt };
        try
        {
            await table.UpdateEntityAsync(change, ETag.All, TableUpdateMode.Merge, cancellation);
        }
        catch (RequestFailedException failure) when (failure.Status == 404 && LostRace.Is(failure))
        {
            // It was removed meanwhile: nobody will ask when it was used.
        }
    }
}

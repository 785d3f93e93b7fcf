using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Errors;
using Mothership.Domain.Identity;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Rows;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Identity;

/// <summary>
/// API keys in Azure Tables: the record beside the organisation's other resources, the credential in a table by key id.
/// A key opens nothing before its record is written, nor once its removal has begun.
/// </summary>
internal sealed class TablesApiKeyStore(ResourceTable resources, CredentialTable credentials) : IApiKeyStore
{
    private const string Quota = "apikeys_per_org";
    private readonly TenantRows<ApiKey> _rows = new(resources.Client, RowKinds.ApiKey);

    public Task<ApiKeyCredential?> FindCredentialAsync(ApiKeyId id, CancellationToken cancellation) =>
        ApiKeyId.IsWellFormed(id.Value)
            ? credentials.FindAsync(id, cancellation)
            : Task.FromResult<ApiKeyCredential?>(null);

    public async Task RecordUseAsync(
        TenantScope scope,
        ApiKeyId id,
        DateTimeOffset usedAt,
        CancellationToken cancellation
    )
    {
        var change = new TableEntity(scope.Organization.Value, RowKeys.Of(id)) { [Columns.LastUsedAt] = usedAt };
        try
        {
            await resources.Client.UpdateEntityAsync(change, ETag.All, TableUpdateMode.Merge, cancellation);
        }
        catch (RequestFailedException failure) when (LostRace.Is(failure))
        {
            return;
        }
        await credentials.RecordUseAsync(id, usedAt, cancellation);
    }

    public Task<Stored<ApiKey>?> FindAsync(TenantScope scope, ApiKeyId id, CancellationToken cancellation) =>
        ApiKeyId.IsWellFormed(id.Value)
            ? _rows.FindAsync(scope, RowKeys.Of(id), cancellation)
            : Task.FromResult<Stored<ApiKey>?>(null);

    public Task<PageOf<ApiKey>> ListAsync(
        TenantScope scope,
        ApiKeyFilter filter,
        PageRequest page,
        CancellationToken cancellation
    ) =>
        _rows.ListAsync(
            scope,
            Filters.AllOf(
                Filters.AnyOf(Columns.Owner, filter.Owners),
                Filters.AnyOf(Columns.Resource, filter.Resources)
            ),
            page,
            cancellation
        );

    public async Task<Stored<ApiKey>> CreateAsync(
        TenantScope scope,
        ApiKey key,
        string secret,
        int quota,
        CancellationToken cancellation
    )
    {
        var hash = ApiKeySecret.Hash(key.Id, secret);
        var stored = await resources.ChangeAsync(
            scope,
            $"creating API key {key.Id}",
            (_, token) => TryCreateAsync(scope, key, hash, quota, token),
            cancellation
        );
        await credentials.EnableAsync(stored.Value, hash, cancellation);
        return stored;
    }

    public Task<Stored<ApiKey>> UpdateAsync(
        TenantScope scope,
        ApiKey key,
        string etag,
        CancellationToken cancellation
    ) => _rows.UpdateAsync(scope, key, etag, cancellation);

    public async Task DeleteAsync(TenantScope scope, ApiKeyId id, string? etag, CancellationToken cancellation)
    {
        if (!await BeginRevocationAsync(scope, id, etag, cancellation))
            return;
        await credentials.RevokeAsync(id, cancellation);
        await resources.ChangeAsync(
            scope,
            $"deleting API key {id}",
            (_, token) => TryRemoveAsync(scope, id, token),
            cancellation
        );
    }

    private async Task<Stored<ApiKey>> TryCreateAsync(
        TenantScope scope,
        ApiKey key,
        byte[] hash,
        int quota,
        CancellationToken cancellation
    )
    {
        if (await FindRowAsync(scope, key.Id, cancellation) is { } there)
            return Repeated(scope, there, hash);
        await resources.RefuseIfGoneAsync(scope, RowKeys.Of(key.Id), cancellation);
        var usage = await resources.UsageAsync(scope, cancellation);
        usage.Demand(Usage.ApiKeys, quota, Quota);
        await DemandOwnerAsync(scope, key.Owner, cancellation);
        var row = RowKinds.ApiKey.ToRow(scope, key);
        row[Columns.SecretHash] = hash;
        // Touching the owner makes its removal, if one is under way, start over and find this key too.
        var touch = new TableEntity(scope.Organization.Value, key.Owner.Id) { [Columns.KeyedAt] = key.CreatedAt };
        List<TableTransactionAction> actions =
        [
            ResourceTable.Add(row),
            usage.Change(Usage.ApiKeys, +1),
            new(TableTransactionActionType.UpdateMerge, touch, ETag.All),
        ];
        return await resources.SubmitAsync(key, actions, cancellation);
    }

    private static Stored<ApiKey> Repeated(TenantScope scope, TableEntity row, byte[] hash)
    {
        if (row.GetBoolean(Columns.Revoked) is true)
            throw new MothershipException(ErrorKind.Conflict, "resource_deleted", "The API key is being deleted.");
        if (!CryptographicOperations.FixedTimeEquals(row.GetBinary(Columns.SecretHash), hash))
            throw new InvalidOperationException($"{row.RowKey} was created with another secret before.");
        return RowKinds.ApiKey.FromRow(scope, row);
    }

    private async Task DemandOwnerAsync(TenantScope scope, ApiKeyOwner owner, CancellationToken cancellation)
    {
        var isKnown =
            ApiKeyOwner.FromId(owner.Id) == owner
            && await resources.Client.FindAsync(scope.Organization.Value, owner.Id, cancellation) is not null;
        if (!isKnown)
            throw new MothershipException(
                ErrorKind.Invalid,
                "invalid_configuration",
                $"There is no {owner.Kind} {owner.Id} that could own the key.",
                "/spec/owner/id"
            );
    }

    // Marks the record first, under the caller's condition: from then on the removal is certain, and a repeat carries
    // on with it.
    private async Task<bool> BeginRevocationAsync(
        TenantScope scope,
        ApiKeyId id,
        string? etag,
        CancellationToken cancellation
    )
    {
        if (!ApiKeyId.IsWellFormed(id.Value) || await FindRowAsync(scope, id, cancellation) is not { } row)
            return false;
        if (row.GetBoolean(Columns.Revoked) is true)
            return true;
        var mark = new TableEntity(row.PartitionKey, row.RowKey) { [Columns.Revoked] = true };
        try
        {
            var condition = etag is null ? ETag.All : new ETag(etag);
            await resources.Client.UpdateEntityAsync(mark, condition, TableUpdateMode.Merge, cancellation);
            return true;
        }
        catch (RequestFailedException failure) when (LostRace.Is(failure))
        {
            throw new StaleWriteException($"API key {id}", failure);
        }
    }

    private async Task<bool> TryRemoveAsync(TenantScope scope, ApiKeyId id, CancellationToken cancellation)
    {
        if (await FindRowAsync(scope, id, cancellation) is not { } row)
            return false;
        var usage = await resources.UsageAsync(scope, cancellation);
        List<TableTransactionAction> actions =
        [
            .. ResourceTable.DeleteForGood(scope, row.RowKey, row.ETag.ToString()),
            usage.Change(Usage.ApiKeys, -1),
        ];
        await resources.Client.SubmitTransactionAsync(actions, cancellation);
        return true;
    }

    private Task<TableEntity?> FindRowAsync(TenantScope scope, ApiKeyId id, CancellationToken cancellation) =>
        resources.Client.FindAsync(scope.Organization.Value, RowKeys.Of(id), cancellation);
}

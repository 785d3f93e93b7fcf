using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Mothership.Domain;
using Mothership.Domain.Errors;
using Mothership.Domain.Identity;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Rows;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Idempotency;

/// <summary>
/// Claims and answers in Azure Tables, one row for each Idempotency-Key. The row key is a hash of route and key; the
/// seed and the answer are encrypted.
/// </summary>
internal sealed class TablesIdempotencyStore(
    TableClient table,
    AnswerVault vault,
    RaceRetry retry,
    TimeProvider clock,
    IIdSource random
) : IIdempotencyStore
{
    private const string RequestHash = "RequestHash";
    private const string ResourceId = "ResourceId";
    private const string Seed = "Seed";
    private const string Response = "Response";
    private const string ExpiresAt = "ExpiresAt";

    public Task<IdempotencyClaim> ClaimAsync(
        TenantScope scope,
        IdempotentRequest request,
        string proposedId,
        CancellationToken cancellation
    )
    {
        var entry = EntryOf(scope, request);
        return retry.RunAsync(
            "claiming an idempotency key",
            (tried, token) => TryClaimAsync(entry, request, proposedId, tried, token),
            cancellation
        );
    }

    public Task<StoredResponse> CompleteAsync(
        TenantScope scope,
        IdempotentRequest request,
        StoredResponse response,
        CancellationToken cancellation
    )
    {
        var entry = EntryOf(scope, request);
        return retry.RunAsync(
            "keeping the answer of an idempotency key",
            (_, token) => TryCompleteAsync(entry, request, response, token),
            cancellation
        );
    }

    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var removed = 0;
        var filter = TableClient.CreateQueryFilter($"ExpiresAt le {clock.GetUtcNow()}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            removed += await TryRemoveAsync(row, cancellation) ? 1 : 0;
        return removed;
    }

    private async Task<IdempotencyClaim> TryClaimAsync(
        VaultEntry entry,
        IdempotentRequest request,
        string proposedId,
        int tried,
        CancellationToken cancellation
    )
    {
        // Nearly all keys are new: so the first attempt writes, and reads only when it could not.
        if (tried == 0)
        {
            var (fresh, claim) = NewClaim(entry, request, proposedId);
            await table.AddEntityAsync(fresh, cancellation);
            return claim;
        }
        var row = await table.FindAsync(entry.PartitionKey, entry.RowKey, cancellation);
        if (row is not null && !IsExpired(row))
            return ReadClaim(entry, request, row);
        var (next, renewed) = NewClaim(entry, request, proposedId);
        if (row is null)
            await table.AddEntityAsync(next, cancellation);
        else
            await table.UpdateEntityAsync(next, row.ETag, TableUpdateMode.Replace, cancellation);
        return renewed;
    }

    private async Task<StoredResponse> TryCompleteAsync(
        VaultEntry entry,
        IdempotentRequest request,
        StoredResponse response,
        CancellationToken cancellation
    )
    {
        var row = await table.FindAsync(entry.PartitionKey, entry.RowKey, cancellation);
        // The claim has expired while the work was done: nobody can ask for this answer any more.
        if (row is null || row.GetString(RequestHash) != request.RequestHash)
            return response;
        if (row.GetBinary(Response) is { } first)
            return AnswerFormat.Read(vault.Open(entry, Response, first));
        var change = new TableEntity(entry.PartitionKey, entry.RowKey)
        {
            [Response] = vault.Seal(entry, Response, AnswerFormat.Write(response)),
        };
        await table.UpdateEntityAsync(change, row.ETag, TableUpdateMode.Merge, cancellation);
        return response;
    }

    private (TableEntity Row, IdempotencyClaim Claim) NewClaim(
        VaultEntry entry,
        IdempotentRequest request,
        string proposedId
    )
    {
        var seed = new byte[ApiKeySecret.SeedBytes];
        random.Fill(seed);
        var row = new TableEntity(entry.PartitionKey, entry.RowKey)
        {
            [Columns.Version] = 1,
            [RequestHash] = request.RequestHash,
            [ResourceId] = proposedId,
            [Seed] = vault.Seal(entry, Seed, seed),
            [ExpiresAt] = clock.GetUtcNow() + TimeSpan.FromHours(Limits.IdempotencyHours),
        };
        return (row, new(proposedId, seed, null));
    }

    private IdempotencyClaim ReadClaim(VaultEntry entry, IdempotentRequest request, TableEntity row)
    {
        if (row.GetString(RequestHash) != request.RequestHash)
            throw new MothershipException(
                ErrorKind.Invalid,
                "idempotency_key_reused",
                "This Idempotency-Key came with another request before. Use a new key for a new request.",
                parameter: "Idempotency-Key"
            );
        var answer = row.GetBinary(Response) is { } kept ? AnswerFormat.Read(vault.Open(entry, Response, kept)) : null;
        return new(row.GetString(ResourceId), vault.Open(entry, Seed, row.GetBinary(Seed)), answer);
    }

    private async Task<bool> TryRemoveAsync(TableEntity row, CancellationToken cancellation)
    {
        try
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellation);
            return true;
        }
        catch (RequestFailedException failure) when (LostRace.Is(failure))
        {
            // Claimed anew in between: it is a fresh one now.
            return false;
        }
    }

    private bool IsExpired(TableEntity row) =>
        row.GetDateTimeOffset(ExpiresAt) is not { } end || clock.GetUtcNow() >= end;

    private static VaultEntry EntryOf(TenantScope scope, IdempotentRequest request)
    {
        if (request.Key.Length is 0 or > Limits.IdempotencyKeyLength)
            throw new MothershipException(
                ErrorKind.Malformed,
                "invalid_idempotency_key",
                $"Idempotency-Key has 1 to {Limits.IdempotencyKeyLength} characters.",
                parameter: "Idempotency-Key"
            );
        var hash = Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(request.Route + "\n" + request.Key))
        );
        // Spread over sixteen partitions of the organisation: each request of a busy one writes here.
        return new($"{scope.Organization}~{hash[0]}", hash, request.Route, request.Key);
    }
}

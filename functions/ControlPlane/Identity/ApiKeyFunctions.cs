using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Errors;
using Mothership.Domain.Identity;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Orchestrations.Launching;

namespace Mothership.ControlPlane.Identity;

/// <summary>The API keys of the caller's organisation.</summary>
public sealed class ApiKeyFunctions(
    IApiKeyStore keys,
    ResourceKeys resources,
    IdempotentPost posts,
    QuotaOptions quotas,
    Links links,
    IIdSource ids,
    CredentialCache credentials,
    TimeProvider time
)
{
    private const string Kind = "API key";
    private static readonly ListKind<ApiKeyBody> Listing = new("iam/v2", "ApiKeyList", ApiJson.Wire.ListBodyApiKeyBody);

    /// <summary>One page of them.</summary>
    [Function("ListApiKeys")]
    public async Task<IActionResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "iam/v2/api-keys")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var page = query.Page();
        var filter = new ApiKeyFilter(query.Many("spec.owner"), query.Many("spec.resource"));
        query.ThrowIfAny();
        var found = await keys.ListAsync(request.Scope().Tenant, filter, page, cancellation);
        return Listing.Show(found, k => ApiKeyBody.Of(k, null, links, request), links, request);
    }

    /// <summary>A new one; its secret is in this answer and nowhere else.</summary>
    [Function("CreateApiKey")]
    public async Task<IActionResult> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "iam/v2/api-keys")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        using var body = await RequestBody.ReadAsync(request, cancellation);
        var faults = new BodyFaults();
        var input = ApiKeyInput.ReadNew(ObjectReader.Of(body.Root, faults));
        faults.ThrowIfAny();
        return await posts.RunAsync(request, body, ApiKeyId.New(ids).Value, Store, cancellation);

        async Task<Answer> Store(PostClaim claim)
        {
            var tenant = request.Scope().Tenant;
            var target =
                input.Resource == ApiKeyResource.Cloud.Id
                    ? null
                    : await resources.TargetAsync(tenant, input.Resource, cancellation);
            var secret = claim.Seed is { } seed ? ApiKeySecret.FromSeed(seed) : ApiKeySecret.New(ids);
            var key = New(new(claim.ResourceId), input, target, request);
            var quota = quotas.ApiKeysPerOrganization;
            var stored = await keys.CreateAsync(tenant, key, secret, quota, cancellation);
            if (target is not null)
                await ProvideAsync(request, stored.Value, secret, target, durable, cancellation);
            return Show(StatusCodes.Status202Accepted, stored.Value, secret, request)
                .With("Location", links.To(request, ApiKeyBody.PathOf(stored.Value)));
        }
    }

    /// <summary>One of them, without its secret.</summary>
    [Function("GetApiKey")]
    public async Task<IActionResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "iam/v2/api-keys/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => Show(StatusCodes.Status200OK, (await FindAsync(request, id, cancellation)).Value, null, request);

    /// <summary>Changes the texts of one.</summary>
    [Function("UpdateApiKey")]
    public async Task<IActionResult> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "iam/v2/api-keys/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        using var body = await RequestBody.ReadAsync(request, cancellation);
        var faults = new BodyFaults();
        var change = ApiKeyInput.ReadChange(ObjectReader.Of(body.Root, faults));
        faults.ThrowIfAny();
        var changed = await Contention.RetryAsync(() => UpdateAsync(request, id, change, cancellation));
        return Show(StatusCodes.Status200OK, changed, null, request);
    }

    /// <summary>Revokes one for good.</summary>
    [Function("DeleteApiKey")]
    public async Task<IActionResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "iam/v2/api-keys/{id}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        string id,
        CancellationToken cancellation
    ) => await Removal.OfKeysAsync(request, credentials, () => DeleteAsync(request, id, durable, cancellation));

    // The credential goes first: a repeat finds the key as long as that is not certain.
    private async Task DeleteAsync(
        HttpRequest request,
        string id,
        DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        var stored = await FindAsync(request, id, cancellation);
        var etag = Preconditions.Check(request, stored.Value.Version) ? stored.ETag : null;
        var tenant = request.Scope().Tenant;
        if (stored.Value.Resource != ApiKeyResource.Cloud)
        {
            var actor = request.Caller().Actor;
            if (await resources.WithdrawAsync(tenant, stored.Value.Id, actor, cancellation) is { } operation)
                await OperationLauncher.StartAsync(durable, operation, cancellation);
        }
        await keys.DeleteAsync(tenant, stored.Value.Id, etag, cancellation);
    }

    // Should the process die in between, a repeat of the request carries on, or the deletion of the key cleans up.
    private async Task ProvideAsync(
        HttpRequest request,
        ApiKey key,
        string secret,
        KeyTarget target,
        DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        var tenant = request.Scope().Tenant;
        try
        {
            var actor = request.Caller().Actor;
            var operation = await resources.ProvideAsync(tenant, key, secret, target, actor, cancellation);
            if (operation is not null)
                await OperationLauncher.StartAsync(durable, operation, cancellation);
        }
        catch (MothershipException refusal) when (refusal.Kind is not ErrorKind.Unavailable)
        {
            await resources.AbandonAsync(key.Id, cancellation);
            await keys.DeleteAsync(tenant, key.Id, null, cancellation);
            throw;
        }
    }

    private async Task<ApiKey> UpdateAsync(
        HttpRequest request,
        string id,
        ApiKeyChange change,
        CancellationToken cancellation
    )
    {
        var stored = await FindAsync(request, id, cancellation);
        Preconditions.Check(request, stored.Value.Version);
        if (stored.Value.Apply(change, time.GetUtcNow()) is not { } next)
            return stored.Value;
        return (await keys.UpdateAsync(request.Scope().Tenant, next, stored.ETag, cancellation)).Value;
    }

    private async Task<Stored<ApiKey>> FindAsync(HttpRequest request, string id, CancellationToken cancellation)
    {
        if (!ApiKeyId.IsWellFormed(id))
            throw Missing.Forbidden(Kind, id);
        return await keys.FindAsync(request.Scope().Tenant, new(id), cancellation) ?? throw Missing.Forbidden(Kind, id);
    }

    private ApiKey New(ApiKeyId id, ApiKeyInput input, KeyTarget? target, HttpRequest request)
    {
        var now = time.GetUtcNow();
        return new()
        {
            Id = id,
            Organization = request.Caller().Organization,
            DisplayName = input.Change.DisplayName ?? "",
            Description = input.Change.Description ?? "",
            Owner = input.Owner!,
            Resource = target?.Resource ?? ApiKeyResource.Cloud,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    private Answer Show(int status, ApiKey key, string? secret, HttpRequest request) =>
        Answer.Of(status, ApiKeyBody.Of(key, secret, links, request), ApiJson.Wire.ApiKeyBody).Tagged(key.Version);
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Ids;
using Mothership.Domain.Organizations;
using Mothership.Domain.Ports;
using Mothership.Orchestrations.Launching;

namespace Mothership.ControlPlane.Identity;

/// <summary>The programs' accounts of the caller's organisation.</summary>
public sealed class ServiceAccountFunctions(
    IServiceAccountStore accounts,
    ResourceKeys resources,
    IdempotentPost posts,
    QuotaOptions quotas,
    Links links,
    IIdSource ids,
    CredentialCache credentials,
    TimeProvider time
)
{
    private const string Kind = "service account";
    private static readonly ListKind<ServiceAccountBody> Listing = new(
        "iam/v2",
        "ServiceAccountList",
        ApiJson.Wire.ListBodyServiceAccountBody
    );

    /// <summary>One page of them.</summary>
    [Function("ListServiceAccounts")]
    public async Task<IActionResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "iam/v2/service-accounts")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var page = query.Page();
        query.ThrowIfAny();
        var names = query.Many("display_name");
        var found = await accounts.ListAsync(request.Scope().Tenant, names, page, cancellation);
        return Listing.Show(found, a => ServiceAccountBody.Of(a, links, request), links, request);
    }

    /// <summary>A new one.</summary>
    [Function("CreateServiceAccount")]
    public async Task<IActionResult> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "iam/v2/service-accounts")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        using var body = await RequestBody.ReadAsync(request, cancellation);
        var faults = new BodyFaults();
        var reader = ObjectReader.Of(body.Root, faults);
        var (name, description) = (reader.Text("display_name"), reader.Text("description"));
        faults.Merge(ServiceAccount.CheckNew(name, description));
        faults.ThrowIfAny();
        return await posts.RunAsync(request, body, ServiceAccountId.New(ids).Value, Store, cancellation);

        async Task<Answer> Store(PostClaim claim)
        {
            var account = New(new(claim.ResourceId), name!, description, request);
            var quota = quotas.ServiceAccountsPerOrganization;
            var stored = await accounts.CreateAsync(request.Scope().Tenant, account, quota, cancellation);
            return Show(StatusCodes.Status201Created, stored.Value, request)
                .With("Location", links.To(request, AccountPaths.Of(stored.Value.Id.Value)));
        }
    }

    /// <summary>One of them.</summary>
    [Function("GetServiceAccount")]
    public async Task<IActionResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "iam/v2/service-accounts/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => Show(StatusCodes.Status200OK, (await FindAsync(request, id, cancellation)).Value, request);

    /// <summary>Changes the description of one.</summary>
    [Function("UpdateServiceAccount")]
    public async Task<IActionResult> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "iam/v2/service-accounts/{id}")]
            HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        using var body = await RequestBody.ReadAsync(request, cancellation);
        var faults = new BodyFaults();
        var reader = ObjectReader.Of(body.Root, faults);
        var (name, description) = (reader.Text("display_name"), reader.Text("description"));
        faults.Merge(ServiceAccount.CheckDescription(description));
        faults.ThrowIfAny();
        var changed = await Contention.RetryAsync(() => UpdateAsync(request, id, name, description, cancellation));
        return Show(StatusCodes.Status200OK, changed, request);
    }

    /// <summary>Removes one with all its keys.</summary>
    [Function("DeleteServiceAccount")]
    public async Task<IActionResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "iam/v2/service-accounts/{id}")]
            HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        string id,
        CancellationToken cancellation
    ) => await Removal.OfKeysAsync(request, credentials, () => DeleteAsync(request, id, durable, cancellation));

    private async Task DeleteAsync(
        HttpRequest request,
        string id,
        DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        var stored = await FindAsync(request, id, cancellation);
        var etag = Preconditions.Check(request, stored.Value.Version) ? stored.ETag : null;
        await WithdrawKeysAsync(request, id, durable, cancellation);
        await accounts.DeleteAsync(request.Scope().Tenant, stored.Value.Id, etag, cancellation);
        // One that was made meanwhile has lost its record with the account.
        await WithdrawKeysAsync(request, id, durable, cancellation);
    }

    private async Task WithdrawKeysAsync(
        HttpRequest request,
        string owner,
        DurableTaskClient durable,
        CancellationToken cancellation
    )
    {
        var (tenant, actor) = (request.Scope().Tenant, request.Caller().Actor);
        foreach (var key in await resources.CredentialsOfAsync(tenant, owner, cancellation))
            if (await resources.WithdrawAsync(tenant, key, actor, cancellation) is { } operation)
                await OperationLauncher.StartAsync(durable, operation, cancellation);
    }

    private async Task<ServiceAccount> UpdateAsync(
        HttpRequest request,
        string id,
        string? name,
        string? description,
        CancellationToken cancellation
    )
    {
        var stored = await FindAsync(request, id, cancellation);
        var faults = new BodyFaults();
        if (name is not null && name != stored.Value.DisplayName)
            faults.Invalid("/display_name", $"display_name can't be changed; it is {stored.Value.DisplayName}.");
        faults.ThrowIfAny();
        Preconditions.Check(request, stored.Value.Version);
        if (stored.Value.Describe(description ?? stored.Value.Description, time.GetUtcNow()) is not { } next)
            return stored.Value;
        return (await accounts.UpdateAsync(request.Scope().Tenant, next, stored.ETag, cancellation)).Value;
    }

    private Task<Stored<ServiceAccount>> FindAsync(HttpRequest request, string id, CancellationToken cancellation) =>
        Missing.OrNotFoundAsync(Kind, id, () => accounts.FindAsync(request.Scope().Tenant, new(id), cancellation));

    private ServiceAccount New(ServiceAccountId id, string name, string? description, HttpRequest request)
    {
        var now = time.GetUtcNow();
        return new()
        {
            Id = id,
            Organization = request.Caller().Organization,
            DisplayName = name,
            Description = description ?? "",
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    private Answer Show(int status, ServiceAccount account, HttpRequest request) =>
        Answer
            .Of(status, ServiceAccountBody.Of(account, links, request), ApiJson.Wire.ServiceAccountBody)
            .Tagged(account.Version);
}

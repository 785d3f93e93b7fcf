using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Organizations;
using Mothership.Domain.Ports;

namespace Mothership.ControlPlane.Identity;

/// <summary>The people of the caller's organisation.</summary>
public sealed class UserFunctions(IUserStore users, Links links, CredentialCache credentials, TimeProvider time)
{
    private const string Kind = "user";
    private static readonly ListKind<UserBody> Listing = new("iam/v2", "UserList", ApiJson.Wire.ListBodyUserBody);

    /// <summary>One page of them.</summary>
    [Function("ListUsers")]
    public async Task<IActionResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "iam/v2/users")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var page = query.Page();
        query.ThrowIfAny();
        var found = await users.ListAsync(request.Scope().Tenant, page, cancellation);
        return Listing.Show(found, u => UserBody.Of(u, links, request), links, request);
    }

    /// <summary>One of them.</summary>
    [Function("GetUser")]
    public async Task<IActionResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "iam/v2/users/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => Show((await FindAsync(request, id, cancellation)).Value, request);

    /// <summary>Changes the name of one.</summary>
    [Function("UpdateUser")]
    public async Task<IActionResult> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "iam/v2/users/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        using var body = await RequestBody.ReadAsync(request, cancellation);
        var faults = new BodyFaults();
        var name = ObjectReader.Of(body.Root, faults).Text("full_name");
        if (name is not null)
            faults.Merge(User.CheckFullName(name));
        faults.ThrowIfAny();
        return Show(await Contention.RetryAsync(() => RenameAsync(request, id, name, cancellation)), request);
    }

    /// <summary>Removes one with all its keys.</summary>
    [Function("DeleteUser")]
    public async Task<IActionResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "iam/v2/users/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => await Removal.OfKeysAsync(request, credentials, () => DeleteAsync(request, id, cancellation));

    private async Task DeleteAsync(HttpRequest request, string id, CancellationToken cancellation)
    {
        var stored = await FindAsync(request, id, cancellation);
        var etag = Preconditions.Check(request, stored.Value.Version) ? stored.ETag : null;
        await users.DeleteAsync(request.Scope().Tenant, stored.Value.Id, etag, cancellation);
    }

    private async Task<User> RenameAsync(HttpRequest request, string id, string? name, CancellationToken cancellation)
    {
        var stored = await FindAsync(request, id, cancellation);
        Preconditions.Check(request, stored.Value.Version);
        if (stored.Value.Rename(name ?? stored.Value.FullName, time.GetUtcNow()) is not { } next)
            return stored.Value;
        return (await users.UpdateAsync(request.Scope().Tenant, next, stored.ETag, cancellation)).Value;
    }

    private Task<Stored<User>> FindAsync(HttpRequest request, string id, CancellationToken cancellation) =>
        Missing.OrNotFoundAsync(Kind, id, () => users.FindAsync(request.Scope().Tenant, new(id), cancellation));

    private Answer Show(User user, HttpRequest request) =>
        Answer.Ok(UserBody.Of(user, links, request), ApiJson.Wire.UserBody).Tagged(user.Version);
}

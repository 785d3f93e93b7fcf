using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Organizations;
using Mothership.Domain.Ports;

namespace Mothership.ControlPlane.Organizations;

/// <summary>The caller's organisation; there are no others for it.</summary>
public sealed class OrganizationFunctions(IOrganizationStore organizations, Links links, TimeProvider time)
{
    private static readonly ListKind<OrganizationBody> Listing = new(
        "org/v2",
        "OrganizationList",
        ApiJson.Wire.ListBodyOrganizationBody
    );

    /// <summary>A list of one.</summary>
    [Function("ListOrganizations")]
    public async Task<IActionResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "org/v2/organizations")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        query.Page();
        query.ThrowIfAny();
        var own = await FindAsync(request, request.Caller().Organization.Value, cancellation);
        return Listing.Show(
            new PageOf<Organization>([own.Value], null),
            o => OrganizationBody.Of(o, links, request),
            links,
            request
        );
    }

    /// <summary>The organisation.</summary>
    [Function("GetOrganization")]
    public async Task<IActionResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "org/v2/organizations/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => Show((await FindAsync(request, id, cancellation)).Value, request);

    /// <summary>Changes it.</summary>
    [Function("UpdateOrganization")]
    public async Task<IActionResult> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "org/v2/organizations/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        using var body = await RequestBody.ReadAsync(request, cancellation);
        var faults = new BodyFaults();
        var reader = ObjectReader.Of(body.Root, faults);
        var change = new OrganizationChange(reader.Text("display_name"), reader.Flag("jit_enabled"));
        faults.Merge(Organization.Check(change));
        faults.ThrowIfAny();
        return Show(await Contention.RetryAsync(() => UpdateAsync(request, id, change, cancellation)), request);
    }

    private async Task<Organization> UpdateAsync(
        HttpRequest request,
        string id,
        OrganizationChange change,
        CancellationToken cancellation
    )
    {
        var stored = await FindAsync(request, id, cancellation);
        Preconditions.Check(request, stored.Value.Version);
        if (stored.Value.Apply(change, time.GetUtcNow()) is not { } next)
            return stored.Value;
        return (await organizations.UpdateAsync(request.Scope().Tenant, next, stored.ETag, cancellation)).Value;
    }

    private async Task<Stored<Organization>> FindAsync(HttpRequest request, string id, CancellationToken cancellation)
    {
        if (id != request.Caller().Organization.Value)
            throw Missing.NotFound("organization", id);
        return await organizations.FindAsync(request.Scope().Tenant, cancellation)
            ?? throw Missing.NotFound("organization", id);
    }

    private Answer Show(Organization organization, HttpRequest request) =>
        Answer
            .Ok(OrganizationBody.Of(organization, links, request), ApiJson.Wire.OrganizationBody)
            .Tagged(organization.Version);
}

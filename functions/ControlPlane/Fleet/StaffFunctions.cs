using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Ids;
using Mothership.Domain.Organizations;
using Mothership.Domain.Tenancy;
using Mothership.Stores;

namespace Mothership.ControlPlane.Fleet;

/// <summary>What only the operator of an installation may do. The Functions host asks for its key.</summary>
public sealed class StaffFunctions(OrganizationBootstrap bootstrap, IdempotentPost posts, Links links, IIdSource ids)
{
    // Idempotency keys belong to somebody; those of staff to an organisation that nobody has.
    internal static readonly TenantScope StaffKeys = new Principal(
        new OrganizationId(Guid.Empty.ToString()),
        "staff",
        "function-key"
    ).Scope;

    /// <summary>A new organisation with its default environment, an administrator and a key.</summary>
    [Function("CreateOrganization")]
    public async Task<IActionResult> CreateOrganization(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "fleet/v1/organizations")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        using var body = await RequestBody.ReadAsync(request, cancellation);
        var faults = new BodyFaults();
        var reader = ObjectReader.Of(body.Root, faults).Require("display_name");
        var (name, email) = (reader.Text("display_name"), reader.Text("email"));
        faults.Merge(Organization.Check(new(name)));
        faults.Merge(email is null ? [] : User.CheckEmail(email));
        faults.ThrowIfAny();
        return await posts.RunAsync(request, body, OrganizationId.New(ids).Value, Make, cancellation, StaffKeys);

        async Task<Answer> Make(PostClaim claim)
        {
            var source = claim.Seed is { } seed ? new DerivedIdSource(seed) : ids;
            var made = await bootstrap.CreateAsync(OrganizationIds.New(source), name!, email, cancellation);
            var shown = NewOrganizationBody.Of(made, links, request);
            return Answer
                .Of(StatusCodes.Status201Created, shown, ApiJson.Wire.NewOrganizationBody)
                .With("Location", shown.Organization.Metadata.Self);
        }
    }
}

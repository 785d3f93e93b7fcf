using Mothership.ControlPlane.Json;
using Mothership.Domain.Identity;

namespace Mothership.ControlPlane.Identity;

/// <summary>What a request says of an API key.</summary>
internal sealed record ApiKeyInput(ApiKeyChange Change, ApiKeyOwner? Owner, string Resource)
{
    private const string OneResource = "A key opens one resource.";

    /// <summary>Reads the body of a creation.</summary>
    internal static ApiKeyInput ReadNew(ObjectReader body)
    {
        var spec = body.Require("spec").Object("spec");
        var resource = ReadResource(spec);
        var owner = spec.Require("owner").Object("owner").Require("id");
        var id = owner.Text("id");
        var parsed = ApiKeyOwner.FromId(id);
        if (id is not null && parsed is null)
            body.Faults.Invalid("/spec/owner/id", "id is that of a user (u-…) or of a service account (sa-…).");
        return new(ReadChange(body), parsed, resource);
    }

    /// <summary>Reads the body of a change; owner and resource never change and are ignored.</summary>
    internal static ApiKeyChange ReadChange(ObjectReader body)
    {
        var spec = body.Object("spec");
        var change = new ApiKeyChange(spec.Text("display_name"), spec.Text("description"));
        body.Faults.Merge(ApiKey.Check(change));
        return change;
    }

    // A key that opens something else than was asked for would be worse than none.
    private static string ReadResource(ObjectReader spec)
    {
        var named = spec.Items("resources")
            .Append(spec.Object("resource"))
            .Select(r => (Id: r.Text("id"), Pointer: r.PointerOf("id")))
            .Where(r => r.Id is not null)
            .ToList();
        if (named.DistinctBy(r => r.Id).Skip(1).FirstOrDefault() is { Id: not null } other)
            spec.Faults.Invalid(other.Pointer, OneResource);
        return named.FirstOrDefault().Id ?? ApiKeyResource.Cloud.Id;
    }
}

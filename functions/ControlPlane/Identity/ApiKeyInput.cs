using Mothership.ControlPlane.Json;
using Mothership.Domain.Identity;

namespace Mothership.ControlPlane.Identity;

/// <summary>What a request says of an API key.</summary>
internal sealed record ApiKeyInput(ApiKeyChange Change, ApiKeyOwner? Owner)
{
    private const string OnlyCloud = "Only keys for the control plane are to be had: id is cloud.";

    /// <summary>Reads the body of a creation.</summary>
    internal static ApiKeyInput ReadNew(ObjectReader body)
    {
        var spec = body.Require("spec").Object("spec");
        RefuseOtherResources(spec);
        var owner = spec.Require("owner").Object("owner").Require("id");
        var id = owner.Text("id");
        var parsed = ApiKeyOwner.FromId(id);
        if (id is not null && parsed is null)
            body.Faults.Invalid("/spec/owner/id", "id is that of a user (u-…) or of a service account (sa-…).");
        return new(ReadChange(body), parsed);
    }

    /// <summary>Reads the body of a change; owner and resource never change and are ignored.</summary>
    internal static ApiKeyChange ReadChange(ObjectReader body)
    {
        var spec = body.Object("spec");
        var change = new ApiKeyChange(spec.Text("display_name"), spec.Text("description"));
        body.Faults.Merge(ApiKey.Check(change));
        return change;
    }

    // A key that opens more than was asked for would be worse than none, so what can't be had is refused and not
    // ignored.
    private static void RefuseOtherResources(ObjectReader spec)
    {
        foreach (var resource in spec.Items("resources").Append(spec.Object("resource")))
            if (resource.Text("id") is { } id && id != ApiKeyResource.Cloud.Id)
                spec.Faults.Invalid(resource.PointerOf("id"), OnlyCloud);
    }
}

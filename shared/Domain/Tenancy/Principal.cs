using Mothership.Domain.Ids;

namespace Mothership.Domain.Tenancy;

/// <summary>Who makes a request, as proven by a credential.</summary>
public sealed class Principal
{
    /// <summary>The principal that a credential has proven.</summary>
    /// <param name="organization">The organisation that it belongs to.</param>
    /// <param name="actor">The user or service account behind it, such as <c>u-…</c> or <c>sa-…</c>.</param>
    /// <param name="credential">The id of the key that was used.</param>
    public Principal(OrganizationId organization, string actor, string credential)
    {
        Scope = new TenantScope(organization);
        Actor = actor;
        Credential = credential;
    }

    /// <summary>The only data that it may reach.</summary>
    public TenantScope Scope { get; }

    /// <summary>The organisation that it belongs to.</summary>
    public OrganizationId Organization => Scope.Organization;

    /// <summary>The user or service account behind the credential.</summary>
    public string Actor { get; }

    /// <summary>The id of the key that was used; never the secret.</summary>
    public string Credential { get; }
}

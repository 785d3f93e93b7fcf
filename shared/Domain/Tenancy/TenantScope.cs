using Mothership.Domain.Ids;

namespace Mothership.Domain.Tenancy;

/// <summary>
/// The key to one organisation's data. Stores take it and put it into every key that they read or write. It cannot be
/// made from request data: only an authenticated <see cref="Principal"/> has one, and <see cref="SystemScope"/> for
/// work that the system itself carries on.
/// </summary>
public sealed class TenantScope
{
    internal TenantScope(OrganizationId organization) => Organization = organization;

    /// <summary>The organisation whose data it opens.</summary>
    public OrganizationId Organization { get; }
}

using Mothership.Domain.Ids;

namespace Mothership.Domain.Tenancy;

/// <summary>
/// Scopes for the system's own work on an organisation's behalf: orchestrations, reports from regions, the monthly
/// close. HTTP handlers must not use it; a test over the sources holds them to that.
/// </summary>
public static class SystemScope
{
    /// <summary>The scope of an organisation whose id comes from the system's own records.</summary>
    public static TenantScope For(OrganizationId organization) => new(organization);
}

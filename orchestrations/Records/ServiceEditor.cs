using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Domain.Tenancy;

namespace Mothership.Orchestrations.Records;

/// <summary>Decides about a service and writes the decision, anew when somebody else was faster.</summary>
public sealed class ServiceEditor(IServiceStore services)
{
    /// <summary>
    /// Writes what <paramref name="decide"/> makes of the service; nothing when it has nothing to decide.
    /// </summary>
    /// <returns>The service as it is now; null when there is none.</returns>
    public Task<Service?> EditAsync(
        TenantScope scope,
        ServiceId id,
        Func<Service, ServiceDecision?> decide,
        CancellationToken cancellation
    ) =>
        Edits.RunAsync(
            () => services.FindAsync(scope, id, cancellation),
            decide,
            (decision, etag) => services.SaveAsync(scope, decision, etag, cancellation)
        );
}

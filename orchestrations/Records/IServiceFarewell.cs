using Mothership.Domain.Services;
using Mothership.Domain.Tenancy;

namespace Mothership.Orchestrations.Records;

/// <summary>What else goes with a service that is gone, beyond what orchestrations know of.</summary>
public interface IServiceFarewell
{
    /// <summary>Lets it go. Called before the service's record goes; may be repeated.</summary>
    Task TakeLeaveAsync(TenantScope scope, Service service, CancellationToken cancellation);
}

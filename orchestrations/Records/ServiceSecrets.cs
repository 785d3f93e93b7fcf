using Mothership.Domain.Ports;
using Mothership.Domain.Services;

namespace Mothership.Orchestrations.Records;

/// <summary>
/// The secrets of services in the vault. A value never changes behind its name while a region may be reading it:
/// another value has another name, which makes it another desired state.
/// </summary>
public sealed class ServiceSecrets(ISecretStore vault)
{
    /// <summary>Takes out all that a service has there. May be repeated.</summary>
    public async Task DeleteAllAsync(Service service, CancellationToken cancellation)
    {
        foreach (var name in NamesOf(service))
            await vault.DeleteAsync(name, cancellation);
    }

    /// <summary>Takes out what a change that is done has replaced.</summary>
    public async Task DeleteReplacedAsync(ServiceSpec before, Service service, CancellationToken cancellation)
    {
        foreach (var name in before.Secrets.Values.Except(NamesOf(service)))
            await vault.DeleteAsync(name, cancellation);
    }

    private static IEnumerable<string> NamesOf(Service service) =>
        service.Spec.Secrets.Values.Concat(service.Applied?.Spec.Secrets.Values ?? []).Distinct();
}

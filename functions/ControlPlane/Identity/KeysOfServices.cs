using Mothership.Domain;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Domain.Tenancy;
using Mothership.Orchestrations.Records;

namespace Mothership.ControlPlane.Identity;

/// <summary>
/// Lets API keys go with what they open: the record of a key whose credential is gone, be it with its cluster, and the
/// credentials of a registry, ksqlDB cluster or Control Center that is gone. The reconcile timer starts what is begun
/// here.
/// </summary>
internal sealed class KeysOfServices(IApiKeyStore keys, IServiceStore services, ServiceEditor editor, TimeProvider time)
    : IServiceFarewell
{
    private const string Actor = "system";

    public async Task TakeLeaveAsync(TenantScope scope, Service service, CancellationToken cancellation)
    {
        if (service.Kind == ServiceKind.Credential)
            await keys.DeleteAsync(scope, new ApiKeyId(service.Spec.Settings[ServiceNames.Key]), null, cancellation);
        else if (service.Kind is ServiceKind.SchemaRegistry or ServiceKind.Ksqldb or ServiceKind.ControlCenter)
            foreach (var credential in await OpeningAsync(scope, service, cancellation))
                await editor.EditAsync(
                    scope,
                    credential,
                    c => ServiceDecider.Delete(c, Actor, time.GetUtcNow()),
                    cancellation
                );
    }

    private async Task<List<ServiceId>> OpeningAsync(TenantScope scope, Service service, CancellationToken cancellation)
    {
        var found = new List<ServiceId>();
        var filter = new ServiceFilter(ServiceKind.Credential, service.Environment);
        for (var page = new PageRequest(Limits.MaxPageSize, null); ; )
        {
            var part = await services.ListAsync(scope, filter, page, cancellation);
            found.AddRange(
                part.Items.Where(c =>
                        !c.IsDeleting && c.Spec.Settings.GetValueOrDefault(ServiceNames.Resource) == service.Id.Value
                    )
                    .Select(c => c.Id)
            );
            if (part.Next is null)
                return found;
            page = new(Limits.MaxPageSize, part.Next);
        }
    }
}

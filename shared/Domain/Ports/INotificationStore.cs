using Mothership.Domain.Standing;
using Mothership.Domain.Tenancy;

namespace Mothership.Domain.Ports;

/// <summary>What customers were told about money.</summary>
public interface INotificationStore
{
    /// <summary>Adds one, unless there is one of its id already: nobody is told twice.</summary>
    /// <returns>Whether it is new.</returns>
    Task<bool> AddAsync(TenantScope scope, Notification notification, CancellationToken cancellation);

    /// <summary>One page, newest first.</summary>
    Task<PageOf<Notification>> ListAsync(TenantScope scope, PageRequest page, CancellationToken cancellation);
}

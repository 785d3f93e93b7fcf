using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Regions.Services;
using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.DataPlane;

/// <summary>Runs the services around clusters on Kubernetes. So far these are the keys of clusters.</summary>
public sealed class StrimziServiceOperator(StrimziCredentials credentials) : IServiceOperator
{
    /// <inheritdoc/>
    public string Name => StrimziOperator.OperatorName;

    /// <inheritdoc/>
    public Task<OperatedService> ApplyAsync(DesiredService desired, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desired);
        return desired.Kind == ServiceKind.Credential
            ? CallAsync(() => credentials.ApplyAsync(desired, cancellation))
            : throw new OperatorException(
                "not_available",
                $"{desired.Kind} is not available in this region yet.",
                isTransient: false
            );
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string id, long generation, CancellationToken cancellation) =>
        CallAsync(() => credentials.DeleteAsync(id, cancellation));

    /// <inheritdoc/>
    public Task<OperatedService?> FindAsync(string id, CancellationToken cancellation) =>
        CallAsync(() => credentials.FindServiceAsync(id, cancellation));

    /// <inheritdoc/>
    public Task<IReadOnlyList<OperatedService>> ListAsync(CancellationToken cancellation) =>
        CallAsync(() => credentials.ListAsync(cancellation));

    private static async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (KubeException e)
        {
            throw new OperatorException("region_unavailable", "The region is busy.", isTransient: true, e);
        }
    }
}

using Mothership.Regions;
using Mothership.Regions.Services;
using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.Services;

/// <summary>Runs the services around clusters on Kubernetes, each kind by what knows it.</summary>
public sealed class StrimziServiceOperator(IEnumerable<IStrimziService> services) : IServiceOperator
{
    private readonly IReadOnlyList<IStrimziService> _services = [.. services];

    /// <inheritdoc/>
    public string Name => StrimziOperator.OperatorName;

    /// <inheritdoc/>
    public Task<OperatedService> ApplyAsync(DesiredService desired, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desired);
        var service =
            _services.FirstOrDefault(s => s.Kinds.Contains(desired.Kind))
            ?? throw new OperatorException(
                "not_available",
                $"{desired.Kind} is not available in this region yet.",
                isTransient: false
            );
        return CallAsync(() => service.ApplyAsync(desired, cancellation));
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string id, long generation, CancellationToken cancellation) =>
        CallAsync(async () =>
        {
            var isGone = true;
            foreach (var service in _services)
                isGone &= await service.DeleteAsync(id, generation, cancellation).ConfigureAwait(false);
            return isGone;
        });

    /// <inheritdoc/>
    public Task<OperatedService?> FindAsync(string id, CancellationToken cancellation) =>
        CallAsync(async () =>
        {
            foreach (var service in _services)
                if (await service.FindAsync(id, cancellation).ConfigureAwait(false) is { } found)
                    return found;
            return null;
        });

    /// <inheritdoc/>
    public Task<IReadOnlyList<OperatedService>> ListAsync(CancellationToken cancellation) =>
        CallAsync<IReadOnlyList<OperatedService>>(async () =>
        {
            var all = new List<OperatedService>();
            foreach (var service in _services)
                all.AddRange(await service.ListAsync(cancellation).ConfigureAwait(false));
            return all;
        });

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

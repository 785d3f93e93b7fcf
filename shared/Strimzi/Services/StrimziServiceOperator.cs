using Microsoft.Extensions.Logging;
using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Regions.Services;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;
using Mothership.Strimzi.Services.Keeping;

namespace Mothership.Strimzi.Services;

/// <summary>
/// Runs the services around clusters on Kubernetes, each kind by what knows it. What it was last told is kept there
/// too, so that any number of these may work on one region, and each may end at any moment.
/// </summary>
public sealed class StrimziServiceOperator : IServiceOperator, IServiceReconciler
{
    // Most objects go within a moment of being asked to. What takes longer is asked again by the next command or pass.
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(50);
    private const int Looks = 5;

    private readonly IReadOnlyList<IStrimziService> _services;
    private readonly IKubePools _pools;
    private readonly ServiceIntents _intents;
    private readonly TimeProvider _time;
    private readonly ILogger<StrimziServiceOperator> _logger;

    /// <summary>An operator of services of these kinds on these Kubernetes clusters.</summary>
    public StrimziServiceOperator(
        IEnumerable<IStrimziService> services,
        IKubePools pools,
        IClusterPlaces places,
        StrimziSettings settings,
        TimeProvider time,
        ILogger<StrimziServiceOperator> logger
    )
    {
        (_services, _pools, _time, _logger) = ([.. services], pools, time, logger);
        _intents = new(pools, places, settings);
    }

    /// <inheritdoc/>
    public string Name => StrimziOperator.OperatorName;

    /// <inheritdoc/>
    public Task<OperatedService> ApplyAsync(DesiredService desired, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desired);
        var service = Of(desired.Kind);
        return CallAsync(async () =>
            await _intents.TellAsync(desired, cancellation).ConfigureAwait(false)
                ? await service.ApplyAsync(desired, cancellation).ConfigureAwait(false)
                : await FindAsync(desired.Id, cancellation).ConfigureAwait(false) ?? Going(desired)
        );
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string id, long generation, CancellationToken cancellation) =>
        CallAsync(async () =>
        {
            for (var (look, wait) = (1, FirstLook); ; (look, wait) = (look + 1, wait * 2))
            {
                if (await TryDeleteAsync(id, generation, cancellation).ConfigureAwait(false))
                    return true;
                if (look == Looks)
                    return false;
                await Task.Delay(wait, _time, cancellation).ConfigureAwait(false);
            }
        });

    /// <inheritdoc/>
    public Task<OperatedService?> FindAsync(string id, CancellationToken cancellation) =>
        CallAsync(async () =>
        {
            foreach (var service in Of(id))
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

    /// <inheritdoc/>
    public Task<ServicesFound> ReconcileAsync(CancellationToken cancellation) =>
        new ServicePass(this, _intents, _pools, _logger).RunAsync(cancellation);

    internal Task<OperatedService?> MendAsync(DesiredService desired, CancellationToken cancellation) =>
        CallAsync<OperatedService?>(async () =>
            await Of(desired.Kind).MendAsync(desired, cancellation).ConfigureAwait(false)
        );

    /// <summary>One step of a deletion.</summary>
    /// <returns>Whether it is gone.</returns>
    internal Task<bool> TryDeleteAsync(string id, long generation, CancellationToken cancellation) =>
        CallAsync(async () =>
        {
            if (!await _intents.TellGoneAsync(id, generation, cancellation).ConfigureAwait(false))
                return false;
            var isGone = true;
            foreach (var service in Of(id))
                isGone &= await service.DeleteAsync(id, generation, cancellation).ConfigureAwait(false);
            if (isGone)
                await _intents.RemoveAsync(id, cancellation).ConfigureAwait(false);
            return isGone;
        });

    private IStrimziService Of(ServiceKind kind) =>
        _services.FirstOrDefault(s => s.Kinds.Contains(kind))
        ?? throw new OperatorException(
            "not_available",
            $"{kind} is not available in this region yet.",
            isTransient: false
        );

    private IEnumerable<IStrimziService> Of(string id) =>
        _services.Where(s => s.Kinds.Any(k => id.StartsWith(ServiceIds.PrefixOf(k), StringComparison.Ordinal)));

    private static OperatedService Going(DesiredService desired) =>
        new(
            desired.Id,
            desired.Kind,
            desired.Organization,
            desired.Generation,
            OperatedState.Building,
            Endpoint: null,
            new Dictionary<string, string>(),
            Message: "It is being deleted."
        );

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

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Mothership.Regions;
using Mothership.Regions.Services;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Services.Keeping;

namespace Mothership.Strimzi.Services;

/// <summary>
/// One look at all services: repairs what differs from what the region was last told, and goes on with those that go.
/// </summary>
internal sealed class ServicePass(
    StrimziServiceOperator services,
    ServiceIntents intents,
    IKubePools pools,
    ILogger logger
)
{
    private const int Width = 8;
    private readonly ConcurrentDictionary<string, OperatedService> _seen = new(StringComparer.Ordinal);

    public async Task<ServicesFound> RunAsync(CancellationToken cancellation)
    {
        // Before the intents: whatever is newer than these has its intent in the list that is read later.
        var present = await TryAsync(services.ListAsync, cancellation).ConfigureAwait(false);
        var (kept, isWhole) = await ReadAsync(cancellation).ConfigureAwait(false);
        await ForEachAsync(kept, MendAsync, cancellation).ConfigureAwait(false);
        await ForEachAsync(await OutdatedAsync(kept, cancellation).ConfigureAwait(false), MendAsync, cancellation)
            .ConfigureAwait(false);
        var known = kept.Select(k => k.Wanted.Id).ToHashSet(StringComparer.Ordinal);
        var unknown = isWhole ? present?.Where(p => !known.Contains(p.Id)) ?? [] : [];
        return new([.. _seen.Values], await ForgottenAsync(unknown, cancellation).ConfigureAwait(false));
    }

    private async Task<(List<KeptService> Kept, bool IsWhole)> ReadAsync(CancellationToken cancellation)
    {
        var (kept, isWhole) = (new List<KeptService>(), true);
        foreach (var pool in pools.All)
            if (await TryAsync(token => intents.ListAsync(pool, token), cancellation).ConfigureAwait(false) is { } some)
                kept.AddRange(some);
            else
                isWhole = false;
        return (kept, isWhole);
    }

    private static Task ForEachAsync(
        IEnumerable<KeptService> kept,
        Func<KeptService, CancellationToken, Task> act,
        CancellationToken cancellation
    ) =>
        Parallel.ForEachAsync(
            kept,
            new ParallelOptions { MaxDegreeOfParallelism = Width, CancellationToken = cancellation },
            async (one, token) => await act(one, token).ConfigureAwait(false)
        );

    private async Task MendAsync(KeptService kept, CancellationToken cancellation)
    {
        var id = kept.Wanted.Id;
        var seen = await TryAsync(token => MendedAsync(id, token), cancellation).ConfigureAwait(false);
        if (seen is not null)
            _seen[id] = seen;
    }

    // By what is wanted now: the list may be a while ago.
    private async Task<OperatedService?> MendedAsync(string id, CancellationToken cancellation)
    {
        if (await intents.FindAsync(id, cancellation).ConfigureAwait(false) is not { Intent: var intent })
            return null;
        if (!intent.Deleted)
            return await services.MendAsync(intent.Wanted, cancellation).ConfigureAwait(false);
        return await services.TryDeleteAsync(id, intent.Wanted.Generation, cancellation).ConfigureAwait(false)
            ? Gone(intent.Wanted)
            : null;
    }

    // A command may have come while something was written by the wish before it; whoever ends last sees the later one.
    private async Task<List<KeptService>> OutdatedAsync(List<KeptService> mended, CancellationToken cancellation)
    {
        var (now, isWhole) = await ReadAsync(cancellation).ConfigureAwait(false);
        if (!isWhole)
            return [];
        var latest = now.ToDictionary(k => k.Wanted.Id, StringComparer.Ordinal);
        var outdated = new List<KeptService>();
        foreach (var kept in mended.Where(k => !k.Intent.Deleted))
            if (!latest.TryGetValue(kept.Wanted.Id, out var later))
                await TryAsync(token => ClearAsync(kept.Wanted, token), cancellation).ConfigureAwait(false);
            else if (later.Intent != kept.Intent)
                outdated.Add(later);
        return outdated;
    }

    private async Task<OperatedService?> ClearAsync(DesiredService gone, CancellationToken cancellation)
    {
        if (await intents.FindAsync(gone.Id, cancellation).ConfigureAwait(false) is null)
            await services.TryDeleteAsync(gone.Id, gone.Generation, cancellation).ConfigureAwait(false);
        _seen.TryRemove(gone.Id, out _);
        return null;
    }

    private async Task<IReadOnlyList<OperatedService>> ForgottenAsync(
        IEnumerable<OperatedService> unknown,
        CancellationToken cancellation
    )
    {
        var forgotten = new List<OperatedService>();
        foreach (var one in unknown)
            if (await TryAsync(token => IsForgottenAsync(one.Id, token), cancellation).ConfigureAwait(false) is "yes")
            {
                logger.LogWarning("{Service} is there, and nobody knows what it is to be", one.Id);
                forgotten.Add(
                    one with
                    {
                        State = OperatedState.Building,
                        Reason = null,
                        Message = "The region is looking after the service.",
                    }
                );
            }
        return forgotten;
    }

    private async Task<string?> IsForgottenAsync(string id, CancellationToken cancellation) =>
        await intents.FindAsync(id, cancellation).ConfigureAwait(false) is null
        && await services.FindAsync(id, cancellation).ConfigureAwait(false) is not null
            ? "yes"
            : null;

    private async Task<T?> TryAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
        where T : class?
    {
        try
        {
            return await call(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // The others go on; this one is tried again in the next pass.
            logger.LogWarning(e, "Services could not be looked over completely");
            return null;
        }
    }

    private static OperatedService Gone(DesiredService wanted) =>
        new(
            wanted.Id,
            wanted.Kind,
            wanted.Organization,
            wanted.Generation,
            OperatedState.Gone,
            Endpoint: null,
            new Dictionary<string, string>()
        );
}

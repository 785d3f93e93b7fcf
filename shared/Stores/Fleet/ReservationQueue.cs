using Azure.Data.Tables;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Fleet;

/// <summary>
/// Combines the changes of one region that this process asks for while another one of its changes is being written: a
/// hundred creations at a time are a few transactions on the region's book, not a hundred that race for it. What is
/// right comes from ETags all the same, since other processes write too.
/// </summary>
internal sealed class ReservationQueue(TableClient table, RaceRetry retry, RegionId region)
{
    // A transaction has room for a hundred rows; one is the book's.
    private const int MostAtOnce = 99;
    private readonly Lock _gate = new();
    private readonly List<PendingReservation> _waiting = [];
    private bool _isWriting;

    public async Task<ReservationOutcome> RunAsync(PendingReservation asked, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        bool isFirst;
        lock (_gate)
        {
            _waiting.Add(asked);
            isFirst = !_isWriting;
            _isWriting = true;
        }
        // Who waits may leave; what is written then is written for those who wait with it.
        var writing = isFirst ? WriteAllAsync() : Task.CompletedTask;
        var outcome = await asked.Outcome.WaitAsync(cancellation);
        _ = writing;
        return outcome;
    }

    private async Task WriteAllAsync()
    {
        while (Take() is { Count: > 0 } batch)
        {
            await WriteAsync(batch);
            // Who came first has waited for its own, not for all who come later.
            await Task.Yield();
        }
    }

    private async Task WriteAsync(List<PendingReservation> batch)
    {
        try
        {
            var work = new ReservationBatch(table, region, batch);
            var outcomes = await retry.RunAsync(
                $"reserving in {region}",
                (_, token) => work.TryAsync(token),
                CancellationToken.None
            );
            foreach (var (asked, outcome) in batch.Zip(outcomes))
                asked.Complete(outcome);
        }
        catch (Exception e)
        {
            if (batch.Count == 1)
                batch[0].Fail(e);
            else
                await OneByOneAsync(batch);
        }
    }

    // One that can't be decided, or is refused by the storage, must not fail the others.
    private async Task OneByOneAsync(List<PendingReservation> batch)
    {
        foreach (var asked in batch)
            await WriteAsync([asked]);
    }

    private List<PendingReservation> Take()
    {
        lock (_gate)
        {
            // A row can be in a transaction once.
            var batch = _waiting.DistinctBy(p => p.Cluster).Take(MostAtOnce).ToList();
            _waiting.RemoveAll(batch.Contains);
            _isWriting = batch.Count > 0;
            return batch;
        }
    }
}

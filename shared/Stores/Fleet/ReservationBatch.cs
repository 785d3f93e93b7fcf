using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Stores.Rows;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Fleet;

/// <summary>Changes of one region's reservations that are decided one after another and written in one go.</summary>
internal sealed class ReservationBatch(TableClient table, RegionId region, IReadOnlyList<PendingReservation> asked)
{
    /// <summary>Reads, decides and writes; fails when anything of it was changed in between.</summary>
    /// <returns>An outcome for each, in their order.</returns>
    public async Task<IReadOnlyList<ReservationOutcome>> TryAsync(CancellationToken cancellation)
    {
        var (book, bookTag) = await ReservationRows.BookAsync(table, region, cancellation);
        var held = await Task.WhenAll(asked.Select(a => FindAsync(a, cancellation)));
        var actions = new List<TableTransactionAction>();
        var next = book;
        var changes = new List<PlacementChange>();
        foreach (var (pending, before) in asked.Zip(held))
        {
            var change = pending.Decide(next, before);
            (next, var action) = (change.Book, ActionOf(before, change.Reservation));
            changes.Add(change);
            if (action is not null)
                actions.Add(action);
        }
        // Also when only a reservation changes: the book's tag is what keeps two processes from deciding at a time.
        if (actions.Count > 0 || !ReferenceEquals(next, book))
            actions.Add(ReservationRows.Write(region, next, bookTag));
        var tags = actions.Count == 0 ? [] : await SubmitAsync(actions, cancellation);
        return [.. changes.Zip(held).Select(c => Outcome(c.First, c.Second, tags))];
    }

    private Task<Stored<Reservation>?> FindAsync(PendingReservation pending, CancellationToken cancellation) =>
        ReservationRows.FindAsync(table, region, pending.Cluster, cancellation);

    private async Task<Dictionary<string, string>> SubmitAsync(
        List<TableTransactionAction> actions,
        CancellationToken cancellation
    )
    {
        var answers = await table.SubmitTransactionAsync(actions, cancellation);
        return actions
            .Zip(answers.Value)
            .Where(a => a.First.ActionType != TableTransactionActionType.Delete)
            .ToDictionary(a => a.First.Entity.RowKey, a => a.Second.NewETag());
    }

    private static ReservationOutcome Outcome(
        PlacementChange change,
        Stored<Reservation>? before,
        Dictionary<string, string> tags
    )
    {
        var tag = change.Reservation is { } now ? tags.GetValueOrDefault(now.Cluster.Value) ?? before?.ETag : null;
        return new(change, before?.Value, tag);
    }

    private static TableTransactionAction? ActionOf(Stored<Reservation>? before, Reservation? next)
    {
        if (ReferenceEquals(before?.Value, next))
            return null;
        if (before is null)
            return ResourceTable.Add(ReservationRows.ToRow(next!));
        var row = ReservationRows.ToRow(next ?? before.Value);
        var kind = next is null ? TableTransactionActionType.Delete : TableTransactionActionType.UpdateReplace;
        return new(kind, row, new ETag(before.ETag));
    }
}

/// <summary>A change that somebody waits for.</summary>
internal sealed class PendingReservation(
    ClusterId cluster,
    Func<PlacementBook, Stored<Reservation>?, PlacementChange> decide
)
{
    private readonly TaskCompletionSource<ReservationOutcome> _outcome = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    public ClusterId Cluster => cluster;

    public Func<PlacementBook, Stored<Reservation>?, PlacementChange> Decide => decide;

    public Task<ReservationOutcome> Outcome => _outcome.Task;

    public void Complete(ReservationOutcome outcome) => _outcome.TrySetResult(outcome);

    public void Fail(Exception failure) => _outcome.TrySetException(failure);
}

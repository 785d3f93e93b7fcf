namespace Mothership.Local.Tables.Sqlite;

/// <summary>
/// One change, which is performed inside a transaction that it may share with others. It must leave nothing behind
/// when it is refused, and must be able to run again after a rollback.
/// </summary>
internal abstract class WriteRequest
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes once the change is on disk (or was refused), fails when the database failed.</summary>
    public Task Done => _done.Task;

    /// <summary>Performs the change inside a transaction, or refuses it.</summary>
    public abstract void Run(SqliteSession session, WriteClock clock);

    /// <summary>
    /// Performs the change as a single statement, which needs no transaction around it. False when there is no such
    /// statement or it changed nothing; then <see cref="Run"/> has to decide.
    /// </summary>
    public virtual bool TryRunAlone(SqliteSession session, WriteClock clock) => false;

    public void Succeed() => _done.SetResult();

    public void Fail(Exception failure) => _done.SetException(failure);
}

/// <summary>Gives every write a time of its own, so that an entity tag never repeats.</summary>
internal sealed class WriteClock(TimeProvider clock)
{
    private long _last;

    /// <summary>A time in UTC ticks later than every other one given, and than the one that the entity has.</summary>
    public long Next(long existing)
    {
        _last = Math.Max(clock.GetUtcNow().UtcTicks, Math.Max(_last, existing) + 1);
        return _last;
    }
}

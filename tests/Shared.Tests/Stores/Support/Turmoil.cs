namespace Mothership.Shared.Tests.Stores.Support;

/// <summary>The process has died: nothing after this reaches the tables.</summary>
public sealed class CrashException() : Exception("The process died here.");

/// <summary>
/// What befalls a process on its way to the tables. Always: other work comes in between any two of its calls. On
/// demand: it dies at some write, or some of its writes are sent twice, as the client does by itself when an answer is
/// lost.
/// </summary>
public sealed class Turmoil : ITableHook
{
    private readonly Random _random = new(20260315);
    private readonly Lock _gate = new();
    private int _writes;

    /// <summary>Of a hundred writes, how many are sent twice.</summary>
    public int TwiceOfHundred { get; init; }

    /// <summary>The write, counted from 0, at which the process dies; null when it lives.</summary>
    public int? DiesAt { get; init; }

    /// <summary>Whether the write at which it dies still arrives.</summary>
    public bool DiesAfterwards { get; init; }

    private async Task PauseAsync()
    {
        int yields;
        lock (_gate)
            yields = _random.Next(1, 4);
        for (var i = 0; i < yields; i++)
            await Task.Yield();
    }

    public async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        await PauseAsync();
        return await read();
    }

    public void Query() { }

    public async Task<T> WriteAsync<T>(IReadOnlyList<string> keys, Func<Task<T>> write)
    {
        await PauseAsync();
        var (number, isTwice) = Next();
        if (number > DiesAt || (number == DiesAt && !DiesAfterwards))
            throw new CrashException();
        var written = await write();
        if (number == DiesAt)
            throw new CrashException();
        return isTwice ? await write() : written;
    }

    private (int Number, bool IsTwice) Next()
    {
        lock (_gate)
            return (_writes++, _random.Next(100) < TwiceOfHundred);
    }
}

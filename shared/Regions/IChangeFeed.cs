namespace Mothership.Regions;

/// <summary>
/// What an operator that takes its time offers beside its calls: word of each resource that may have changed. Only a
/// hint: whoever hears it looks, and a look at all of them from time to time makes up for what was not heard.
/// </summary>
public interface IChangeFeed
{
    /// <summary>
    /// Ids of clusters and services that may have changed, until cancelled. Connections that break are made again
    /// inside; nothing is thrown but the cancellation.
    /// </summary>
    IAsyncEnumerable<string> WatchAsync(CancellationToken cancellation);
}

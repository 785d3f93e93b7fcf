namespace Mothership.Regions.Commands;

/// <summary>
/// Remembers, as long as the app lives, which generation of each cluster it has passed: also of those that are gone, of
/// which the operator knows nothing any more. Without it, a late command could bring a deleted cluster back.
/// </summary>
internal sealed class AppliedGenerations
{
    private const int Capacity = 100_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long Generation, bool Deleted)> _known = [];
    private readonly Queue<string> _order = [];

    /// <summary>The highest generation applied so far; null when nothing is known.</summary>
    public (long Generation, bool Deleted)? Find(string cluster)
    {
        lock (_gate)
            return _known.TryGetValue(cluster, out var state) ? state : null;
    }

    public void Record(string cluster, long generation, bool deleted)
    {
        lock (_gate)
        {
            if (_known.TryGetValue(cluster, out var before))
            {
                if (before.Generation <= generation)
                    _known[cluster] = (generation, deleted);
                return;
            }
            if (_order.Count >= Capacity)
                _known.Remove(_order.Dequeue());
            _known[cluster] = (generation, deleted);
            _order.Enqueue(cluster);
        }
    }
}

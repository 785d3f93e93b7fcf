namespace Mothership.Local.FakeStripe.Http;

/// <summary>An outcome that is remembered under a key.</summary>
internal sealed record RememberedOutcome(string Request, ApiAnswer Answer, string RequestId, long At);

/// <summary>The outcomes of requests under their keys, for a day.</summary>
internal sealed class IdempotencyStore(TimeSpan expireAfter)
{
    private readonly Dictionary<string, RememberedOutcome> _byKey = new(StringComparer.Ordinal);
    private readonly Queue<(string Key, long At)> _ages = new();

    public int Count => _byKey.Count;

    public RememberedOutcome? Find(string key, long now)
    {
        Forget(now);
        return _byKey.GetValueOrDefault(key);
    }

    public void Remember(string key, RememberedOutcome outcome)
    {
        _byKey[key] = outcome;
        _ages.Enqueue((key, outcome.At));
    }

    private void Forget(long now)
    {
        while (_ages.TryPeek(out var oldest) && now - oldest.At > (long)expireAfter.TotalSeconds)
        {
            _ages.Dequeue();
            if (_byKey.TryGetValue(oldest.Key, out var outcome) && outcome.At == oldest.At)
                _byKey.Remove(oldest.Key);
        }
    }
}

using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Faults;

/// <summary>
/// Which requests go wrong: the next ones that somebody named, and random ones. The random ones depend on the seed, the
/// request and its attempt, not on the order in which requests come, so that a run can be repeated.
/// </summary>
public sealed class FakeFaults
{
    private readonly Lock _gate = new();
    private readonly List<(Func<FaultCandidate, bool> IsMeant, Fault Fault, int Left)> _next = [];
    private readonly Dictionary<(string, string, string?), int> _attempts = [];
    private readonly List<InjectedFault> _log = [];
    private readonly Dictionary<Fault, int> _counts = [];
    private (int Seed, int PerMille, Fault[] Kinds, Func<FaultCandidate, bool> IsMeant)? _random;

    /// <summary>How often each fault was injected.</summary>
    public IReadOnlyDictionary<Fault, int> Counts
    {
        get
        {
            lock (_gate)
                return new Dictionary<Fault, int>(_counts);
        }
    }

    /// <summary>All faults that were injected, in their order.</summary>
    public IReadOnlyList<InjectedFault> Log
    {
        get
        {
            lock (_gate)
                return [.. _log];
        }
    }

    /// <summary>
    /// Injects a fault into the next requests of a route: <c>POST /v1/invoices/*/finalize</c>, or <c>*</c> for any.
    /// </summary>
    public void Next(string route, Fault fault, int times = 1) =>
        Next(c => route == "*" || c.Route == route, fault, times);

    /// <summary>Injects a fault into the next requests that are meant.</summary>
    public void Next(Func<FaultCandidate, bool> isMeant, Fault fault, int times = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        lock (_gate)
            _next.Add((isMeant, fault, times));
    }

    /// <summary>Injects faults at random from now on.</summary>
    /// <param name="seed">What chance is drawn from.</param>
    /// <param name="perMille">How many of a thousand requests go wrong.</param>
    /// <param name="kinds">The faults to choose from.</param>
    public void Randomly(int seed, int perMille, params Fault[] kinds) => Randomly(seed, perMille, _ => true, kinds);

    /// <inheritdoc cref="Randomly(int,int,Fault[])"/>
    public void Randomly(int seed, int perMille, Func<FaultCandidate, bool> isMeant, params Fault[] kinds)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(kinds.Length, 0);
        lock (_gate)
            _random = (seed, perMille, kinds, isMeant);
    }

    /// <summary>Injects nothing any more.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _next.Clear();
            _random = null;
        }
    }

    internal Fault? For(string route, string path, string? key)
    {
        lock (_gate)
        {
            if (_next.Count == 0 && _random is null)
                return null;
            var attempt = _attempts[(route, path, key)] = _attempts.GetValueOrDefault((route, path, key)) + 1;
            var candidate = new FaultCandidate(route, path, key, attempt);
            if ((Named(candidate) ?? Random(candidate)) is not { } fault)
                return null;
            _log.Add(new(fault, candidate));
            _counts[fault] = _counts.GetValueOrDefault(fault) + 1;
            return fault;
        }
    }

    private Fault? Named(FaultCandidate candidate)
    {
        var index = _next.FindIndex(n => n.IsMeant(candidate));
        if (index < 0)
            return null;
        var (isMeant, fault, left) = _next[index];
        if (left == 1)
            _next.RemoveAt(index);
        else
            _next[index] = (isMeant, fault, left - 1);
        return fault;
    }

    private Fault? Random(FaultCandidate candidate)
    {
        if (_random is not { } random || !random.IsMeant(candidate))
            return null;
        var chance = Ids.Mix((ulong)random.Seed);
        foreach (var c in $"{candidate.Route} {candidate.Path} {candidate.IdempotencyKey} {candidate.Attempt}")
            chance = Ids.Mix(chance ^ c);
        return chance % 1000 < (ulong)random.PerMille
            ? random.Kinds[(int)(chance / 1000 % (ulong)random.Kinds.Length)]
            : null;
    }
}

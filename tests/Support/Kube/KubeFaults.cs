using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Mothership.Tests.Support.Kube;

/// <summary>What goes wrong with a request.</summary>
public enum KubeFault
{
    /// <summary>409: somebody else changed it.</summary>
    Conflict,

    /// <summary>410 as the answer: the version or the place in a list is too old.</summary>
    Gone,

    /// <summary>410 as the first event of a watch, which then ends. Other requests are not touched.</summary>
    GoneInWatch,

    /// <summary>429, with a Retry-After.</summary>
    TooManyRequests,

    /// <summary>500.</summary>
    ServerError,

    /// <summary>401, as for a token that has expired.</summary>
    Unauthorized,

    /// <summary>403, as for a right that is missing.</summary>
    Forbidden,

    /// <summary>404, as for a kind that is not installed.</summary>
    NotFound,

    /// <summary>Nobody listens, or the connection breaks.</summary>
    Refused,

    /// <summary>No answer, until the caller gives up.</summary>
    Hang,
}

/// <summary>
/// Lets requests of clients go wrong, by rule or at random, before or after the server has done them, and notes what
/// was asked. Give the clients <see cref="Handler" />.
/// </summary>
public sealed class KubeFaults
{
    private readonly Lock _lock = new();
    private readonly List<Rule> _rules = [];
    private readonly ConcurrentQueue<KubeRequest> _requests = new();
    private readonly ConcurrentDictionary<KubeWatchStream, bool> _watches = new();
    private (Random Random, int Percent, KubeFault[] Faults)? _chance;
    private volatile bool _isDown;

    /// <summary>Every request is refused while this is set, and the watches that were open have broken off.</summary>
    public bool IsDown
    {
        get => _isDown;
        set
        {
            _isDown = value;
            if (value)
                BreakWatches();
        }
    }

    /// <summary>What was asked, in order, those that went wrong too.</summary>
    public IReadOnlyList<KubeRequest> Requests => [.. _requests];

    /// <summary>What of it was to change something.</summary>
    public IReadOnlyList<KubeRequest> Writes => [.. _requests.Where(r => r.Verb != HttpMethod.Get)];

    /// <summary>How many requests went wrong here.</summary>
    public int Injected => _requests.Count(r => r.Fault is not null);

    /// <summary>A handler for one client; several share these faults.</summary>
    public DelegatingHandler Handler() => new KubeFaultHandler(this);

    /// <summary>The next requests that fit go wrong.</summary>
    /// <param name="fault">How.</param>
    /// <param name="verb">Those with this verb; all if not given.</param>
    /// <param name="path">Those with this in their path or query; all if not given.</param>
    /// <param name="times">So many.</param>
    /// <param name="isAfterEffect">Only after the server has done them.</param>
    /// <param name="retryAfter">What a 429 says.</param>
    public void Next(
        KubeFault fault,
        HttpMethod? verb = null,
        string? path = null,
        int times = 1,
        bool isAfterEffect = false,
        TimeSpan? retryAfter = null
    )
    {
        lock (_lock)
            _rules.Add(
                new Rule(fault, verb, path, isAfterEffect, retryAfter ?? TimeSpan.FromSeconds(1)) { Left = times }
            );
    }

    /// <summary>So many in a hundred requests go wrong, half of them after the server has done them.</summary>
    /// <param name="seed">Where chance begins.</param>
    /// <param name="percent">0 for none from now on.</param>
    /// <param name="faults">How, by chance; a sensible choice if none are given.</param>
    public void AtRandom(int seed, int percent, params KubeFault[] faults)
    {
        KubeFault[] usual =
        [
            KubeFault.Conflict,
            KubeFault.GoneInWatch,
            KubeFault.TooManyRequests,
            KubeFault.ServerError,
            KubeFault.Unauthorized,
            KubeFault.Refused,
        ];
        lock (_lock)
            _chance = (new Random(seed), percent, faults.Length == 0 ? usual : faults);
    }

    /// <summary>Nothing goes wrong any more.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _rules.Clear();
            _chance = null;
        }
        IsDown = false;
    }

    /// <summary>Breaks the connections of the watches that are open.</summary>
    public void BreakWatches()
    {
        foreach (var watch in _watches.Keys)
            watch.Break();
    }

    /// <summary>Forgets what was asked so far.</summary>
    public void Forget() => _requests.Clear();

    internal Rule? Choose(HttpRequestMessage request)
    {
        var chosen = ByRule(request);
        _requests.Enqueue(new KubeRequest(request.Method, request.RequestUri!.PathAndQuery, chosen?.Fault));
        return chosen;
    }

    internal Stream Watched(Stream inner)
    {
        var stream = new KubeWatchStream(inner, s => _watches.TryRemove(s, out _));
        _watches[stream] = true;
        return stream;
    }

    internal static HttpRequestException Refusal() =>
        new("Connection refused", new SocketException((int)SocketError.ConnectionRefused));

    private Rule? ByRule(HttpRequestMessage request)
    {
        if (_isDown)
            return new Rule(KubeFault.Refused, null, null, false, TimeSpan.Zero);
        lock (_lock)
        {
            var rule = _rules.Find(r => r.Left > 0 && r.Fits(request));
            if (rule is not null)
                rule.Left--;
            return rule ?? ByChance(request);
        }
    }

    private Rule? ByChance(HttpRequestMessage request)
    {
        if (_chance is not var (random, percent, faults) || random.Next(100) >= percent)
            return null;
        var fault = faults[random.Next(faults.Length)];
        var rule = new Rule(fault, null, null, random.Next(2) == 0, TimeSpan.FromSeconds(1));
        return rule.Fits(request) ? rule : null;
    }

    internal sealed record Rule(
        KubeFault Fault,
        HttpMethod? Verb,
        string? Path,
        bool IsAfterEffect,
        TimeSpan RetryAfter
    )
    {
        public int Left { get; set; }

        public bool Fits(HttpRequestMessage request) =>
            (Verb is null || request.Method == Verb)
            && (Path is null || request.RequestUri!.PathAndQuery.Contains(Path, StringComparison.Ordinal))
            && (Fault != KubeFault.GoneInWatch || KubeFaultHandler.IsWatch(request));
    }
}

/// <summary>A request that a client made.</summary>
/// <param name="Verb">GET, PATCH and so on.</param>
/// <param name="Path">The path with its query.</param>
/// <param name="Fault">What went wrong with it here; null when nothing did.</param>
public sealed record KubeRequest(HttpMethod Verb, string Path, KubeFault? Fault);

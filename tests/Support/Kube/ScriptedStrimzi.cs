using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using k8s;
using k8s.Autorest;

namespace Mothership.Tests.Support.Kube;

/// <summary>
/// Plays Strimzi 1.2.0's operators against an API server: watches its kinds, and writes what they would. Each object is
/// Ready at once unless a script says otherwise; scripts are asked whenever their object or something that it hangs on
/// changes, with each pass and each signal of the test. Nothing happens by the clock.
/// </summary>
/// <remarks>
/// As in the real one: users, topics and connectors wait for their cluster; a topic has a finalizer, which goes only
/// while its cluster is there; claims of volumes stay; a paused object gets no other word; what a schema cannot see is
/// found wrong here.
/// </remarks>
public sealed partial class ScriptedStrimzi : IAsyncDisposable
{
    // Tests share a server, and whoever looks after everything leaves alone what another one has for itself.
    private static readonly ConcurrentDictionary<ScriptedStrimzi, Func<string, bool>> Claims = new();

    private readonly Kubernetes _client;
    private readonly Func<string, bool> _isMine;
    private readonly TimeProvider _clock;
    private readonly StrimziStatus _status;
    private readonly StrimziBelongings _belongings;
    private readonly CancellationTokenSource _ending = new();
    private readonly Channel<Func<Task>> _work = Channel.CreateUnbounded<Func<Task>>();
    private readonly ConcurrentDictionary<(string Kind, string Name), StrimziScript> _scripts = new();
    private readonly List<Task> _running = [];
    private int _writes;

    private ScriptedStrimzi(KubeServer server, Func<string, bool>? isMine, TimeProvider clock)
    {
        (_client, _clock) = (server.Client(), clock);
        _isMine = isMine ?? (space => !Claims.Values.Any(claims => claims(space)));
        if (isMine is not null)
            Claims[this] = isMine;
        _status = new StrimziStatus(server.AuthorityPem);
        _belongings = new StrimziBelongings(_client, server.AuthorityPem);
    }

    /// <summary>How many statuses it has written.</summary>
    public int Writes => Volatile.Read(ref _writes);

    /// <summary>
    /// Awaited when it has read a node pool, by its name, and is about to make the claims of its volumes: the real one
    /// may be at other work for minutes between the two.
    /// </summary>
    public Func<string, Task> BeforeClaims { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Why something could not be done, for the messages of tests; empty as a rule.</summary>
    public ConcurrentQueue<string> Troubles { get; } = new();

    /// <summary>Starts it. What is there already is looked at too.</summary>
    /// <param name="server">Where.</param>
    /// <param name="isMine">The namespaces to look after; all if not given. Two of these must not share one.</param>
    /// <param name="clock">Says when conditions came to be.</param>
    public static Task<ScriptedStrimzi> StartAsync(
        KubeServer server,
        Func<string, bool>? isMine = null,
        TimeProvider? clock = null
    )
    {
        var strimzi = new ScriptedStrimzi(server, isMine, clock ?? TimeProvider.System);
        strimzi._running.AddRange(StrimziKinds.All.Select(strimzi.WatchAsync));
        strimzi._running.Add(strimzi.RunAsync());
        return Task.FromResult(strimzi);
    }

    /// <summary>
    /// From now on, the objects of a kind with that name, or all without one of their own, go by this script.
    /// </summary>
    /// <param name="kind">Kafka, KafkaNodePool, KafkaUser, KafkaTopic, KafkaConnect or KafkaConnector.</param>
    /// <param name="name">A name in any namespace, or *.</param>
    /// <param name="script">What to say.</param>
    public Task ScriptAsync(string kind, string name, StrimziScript script)
    {
        _scripts[(kind, name)] = script;
        return DoAsync(() => ReconcileAllAsync(key => Is(key, kind, name), isPass: false));
    }

    /// <summary>Tells the scripts of an object, or of all of the kind, that what they wait for has come.</summary>
    public Task SignalAsync(string kind, string name = "*") =>
        DoAsync(async () =>
        {
            _signals[(kind, name)] = _signals.GetValueOrDefault((kind, name)) + 1;
            await ReconcileAllAsync(key => Is(key, kind, name), isPass: false);
        });

    /// <summary>
    /// Looks at everything once more, as the real one does every two minutes; comes back when that is done.
    /// </summary>
    public Task PassAsync() => DoAsync(() => ReconcileAllAsync(_ => true, isPass: true));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _work.Writer.TryComplete();
        await Task.WhenAll(_running);
        Claims.TryRemove(this, out _);
        _client.Dispose();
        _ending.Dispose();
    }

    private static bool Is(StrimziKey key, string kind, string name) =>
        key.Kind == kind && (name == "*" || key.Name == name);

    /// <summary>All work is done one piece after another, so that scripts and what is known need no locks.</summary>
    private async Task RunAsync()
    {
        await foreach (var piece in _work.Reader.ReadAllAsync())
        {
            if (_ending.IsCancellationRequested)
                continue;
            try
            {
                await piece();
            }
            catch (Exception e)
            {
                // The next change or pass finds what is left to do; a test that waits in vain says why.
                Troubles.Enqueue(e.ToString());
            }
        }
    }

    private async Task DoAsync(Func<Task> work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isTaken = _work.Writer.TryWrite(async () =>
        {
            try
            {
                await work();
                done.TrySetResult();
            }
            catch (Exception e)
            {
                done.TrySetException(e);
            }
        });
        ObjectDisposedException.ThrowIf(!isTaken, this);
        await done.Task;
    }

    private async Task WatchAsync(string kind)
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                var version = await ListAsync(kind);
                await FollowAsync(kind, version);
            }
            catch (Exception e) when (e is HttpOperationException or HttpRequestException or IOException)
            {
                // The server is gone for a while, or the version too old: begin again with a list.
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            }
            catch (OperationCanceledException) when (_ending.IsCancellationRequested) { }
        }
    }

    private async Task<string> ListAsync(string kind)
    {
        var list = await _client.CustomObjects.ListClusterCustomObjectAsync<JsonObject>(
            StrimziKinds.Group,
            StrimziKinds.Version,
            StrimziKinds.Plural(kind),
            cancellationToken: _ending.Token
        );
        var items = list["items"]!.AsArray().Select(i => i!.AsObject()).Where(IsMine).ToList();
        _work.Writer.TryWrite(() => TakeListAsync(kind, items));
        return (string)list["metadata"]!["resourceVersion"]!;
    }

    private async Task FollowAsync(string kind, string version)
    {
        var events = _client.CustomObjects.WatchListClusterCustomObjectAsync(
            StrimziKinds.Group,
            StrimziKinds.Version,
            StrimziKinds.Plural(kind),
            allowWatchBookmarks: true,
            resourceVersion: version,
            cancellationToken: _ending.Token
        );
        await foreach (var (type, raw) in events)
        {
            var item = JsonObject.Create((System.Text.Json.JsonElement)raw)!;
            if (type != WatchEventType.Bookmark && IsMine(item))
                _work.Writer.TryWrite(() => TakeAsync(kind, item, type == WatchEventType.Deleted));
        }
    }

    private bool IsMine(JsonObject item) => _isMine((string)item["metadata"]!["namespace"]!);
}

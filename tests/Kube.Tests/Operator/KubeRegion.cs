using k8s;
using Microsoft.Extensions.Logging.Abstractions;
using Mothership.Regions;
using Mothership.Strimzi;
using Mothership.Strimzi.Access;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Kube.Tests.Operator;

/// <summary>A region's operator on a real API server, under the worker's rights, with faults on its way.</summary>
internal sealed class KubeRegion : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private readonly List<IKubernetes> _clients = [];

    private KubeRegion(KubeServer server, ScriptedStrimzi strimzi)
    {
        (Server, Strimzi) = (server, strimzi);
        Worker = NewObjects();
        Operator = NewWorker();
        Admin = new(new Connection(Keep(server.Client())), TimeProvider.System);
    }

    /// <summary>Kinds of which objects are made for a cluster.</summary>
    public static KubeKind[] KindsOfClusters { get; } =
    [
        KubeKind.Kafka,
        KubeKind.KafkaNodePool,
        KubeKind.KafkaUser,
        KubeKind.KafkaTopic,
        KubeKind.StrimziPodSet,
        KubeKind.Secret,
        KubeKind.ConfigMap,
        KubeKind.VolumeClaim,
        KubeKind.NetworkPolicy,
    ];

    public KubeServer Server { get; }

    public ScriptedStrimzi Strimzi { get; }

    public KubeFaults Faults { get; } = new();

    public StrimziOperator Operator { get; }

    /// <summary>The objects as a worker may reach them.</summary>
    public KubeObjects Worker { get; }

    /// <summary>What the test itself does, with all rights and without faults.</summary>
    public KubeObjects Admin { get; }

    /// <param name="server">Where.</param>
    /// <param name="isMine">The namespaces that its Strimzi has for itself; if not given, all that nobody has.</param>
    public static async Task<KubeRegion> StartAsync(KubeServer server, Func<string, bool>? isMine = null) =>
        new(server, await ScriptedStrimzi.StartAsync(server, isMine));

    /// <summary>Another worker of the same region.</summary>
    public StrimziOperator NewWorker(StrimziSettings? settings = null)
    {
        return new(
            new MemoryRegion.Pools([new("one", NewObjects())]),
            settings ?? new StrimziSettings(),
            TimeProvider.System,
            NullLogger<StrimziOperator>.Instance
        );
    }

    public async Task<OperatedCluster> ReadyAsync(DesiredCluster desired)
    {
        await Operator.ApplyAsync(desired, default);
        return await AwaitReadyAsync(desired.ClusterId, desired.Generation);
    }

    public async Task<OperatedCluster> AwaitReadyAsync(string id, long generation)
    {
        OperatedCluster? seen = null;
        await UntilAsync(
            () => $"{id} at generation {generation} is {seen}; {string.Join("; ", Strimzi.Troubles)}",
            async () =>
                (seen = await TryAsync(() => Operator.ReconcileAsync(id, default))) is { State: OperatedState.Ready }
                && seen.Generation == generation
        );
        return seen!;
    }

    public async Task DeleteAsync(string id, long generation)
    {
        IReadOnlyList<KubeObject> left = [];
        await UntilAsync(
            () => $"{id} is not gone: {string.Join(", ", left)}",
            async () =>
            {
                left = await LeftOfAsync(id);
                return await Operator.DeleteAsync(id, generation, default);
            }
        );
    }

    /// <summary>Passes until one writes nothing.</summary>
    public Task SettleAsync(StrimziOperator? worker = null) =>
        UntilAsync(
            () => $"passes go on writing: {string.Join("; ", Faults.Writes.Select(w => $"{w.Verb} {w.Path}"))}",
            async () =>
            {
                Faults.Forget();
                await (worker ?? Operator).ReconcileAsync(default);
                return (worker ?? Operator).WritesOfLastPass == 0;
            }
        );

    public static async Task UntilAsync(Func<string> state, Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        while (!await condition())
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"After {Limit}: {state()}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    /// <summary>Every object with one of our labels for a cluster, of all kinds that there are for one.</summary>
    public async Task<IReadOnlyList<KubeObject>> LeftOfAsync(string id)
    {
        var left = new List<KubeObject>();
        foreach (var kind in KindsOfClusters)
            left.AddRange((await Admin.ListAsync(kind, null, null, default)).Items.Where(o => IsOf(o, id)));
        return left;
    }

    public async ValueTask DisposeAsync()
    {
        await Strimzi.DisposeAsync();
        _clients.ForEach(c => c.Dispose());
    }

    private static bool IsOf(KubeObject o, string id) =>
        o.Name == id || o.Label(KubeNames.Cluster) == id || o.Label(KubeNames.StrimziCluster) == id;

    private static async Task<T?> TryAsync<T>(Func<Task<T?>> call)
        where T : class
    {
        try
        {
            return await call();
        }
        catch (OperatorException e) when (e.IsTransient)
        {
            return null;
        }
    }

    private KubeObjects NewObjects() =>
        new(new Connection(Keep(Server.Client(KubeServer.Worker, Faults.Handler()))), TimeProvider.System);

    private IKubernetes Keep(IKubernetes client)
    {
        _clients.Add(client);
        return client;
    }

    private sealed class Connection(IKubernetes client) : IKubeConnection
    {
        public ValueTask<IKubernetes> OpenAsync(CancellationToken cancellation) => new(client);

        public void Renew(IKubernetes refused) { }
    }
}

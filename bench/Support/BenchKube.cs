using k8s;
using Microsoft.Extensions.Logging.Abstractions;
using Mothership.Domain.Clusters;
using Mothership.Regions;
using Mothership.Strimzi;
using Mothership.Strimzi.Access;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;
using Mothership.Tests.Support.Kube;

namespace Mothership.Bench.Support;

/// <summary>A real API server with an operator of clusters on it.</summary>
internal sealed class BenchKube : IAsyncDisposable
{
    /// <summary>How many clusters are worked on at a time, and how many raw calls.</summary>
    public const int Width = 8;

    private BenchKube(KubeServer server)
    {
        Server = server;
        Client = server.Client(KubeServer.Worker);
        Objects = new(new Connection(Client), TimeProvider.System);
        var pool = new KubePool("one", Objects);
        Operator = new(new Pools([pool]), Settings, TimeProvider.System, NullLogger<StrimziOperator>.Instance);
    }

    public static StrimziSettings Settings { get; } = new();

    public KubeServer Server { get; }

    public Kubernetes Client { get; }

    public KubeObjects Objects { get; }

    public StrimziOperator Operator { get; }

    /// <summary>Null, with a line that tells which command helps, where no server can be started.</summary>
    public static async Task<BenchKube?> StartAsync(string name)
    {
        if (KubeFiles.Missing is null)
            return new(await KubeServer.StartAsync());
        Console.WriteLine($"{name}: not measured. {KubeFiles.Missing}");
        return null;
    }

    /// <summary>A cluster in an environment of its own.</summary>
    public static DesiredCluster Wish(string id) =>
        new(id, 1, new ClusterConfig(ClusterKind.Dedicated, 3), MultiZone: true)
        {
            Organization = "org-bench",
            Environment = $"env-{id}",
        };

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        return Server.DisposeAsync();
    }

    internal sealed record Pools(IReadOnlyList<KubePool> All) : IKubePools;

    private sealed class Connection(IKubernetes client) : IKubeConnection
    {
        public ValueTask<IKubernetes> OpenAsync(CancellationToken cancellation) => new(client);

        public void Renew(IKubernetes refused) { }
    }
}

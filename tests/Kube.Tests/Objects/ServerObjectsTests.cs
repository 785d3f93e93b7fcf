using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Mothership.Strimzi.Access;
using Mothership.Strimzi.Objects;
using KubeFault = Mothership.Strimzi.Objects.KubeFault;

namespace Kube.Tests.Objects;

/// <summary>The suite on a real API server.</summary>
public sealed class ServerObjectsTests(SharedKube kube) : KubeObjectsCompliance, IClassFixture<SharedKube>
{
    [KubeFact]
    public async Task Anything_WithoutTheRight_IsForbidden()
    {
        using var world = new World(kube.Server, KubeServer.Limited);
        var map = KubeObject.New(KubeKind.ConfigMap, "default", world.NewName(), []);
        Func<Task>[] calls =
        [
            () => world.Objects.FindAsync(map.Kind, "default", map.Name, default),
            () => world.Objects.ListAsync(map.Kind, null, null, default),
            () => world.Objects.ApplyAsync(map, default),
            () => world.Objects.CreateAsync(map, default),
            () => world.Objects.DeleteAsync(map.Kind, "default", map.Name, default),
        ];
        foreach (var call in calls)
            (await Should.ThrowAsync<KubeException>(call)).Fault.ShouldBe(KubeFault.Forbidden);
    }

    [KubeFact]
    public async Task Kind_ThatIsNotInstalled_IsSaidInClearWords()
    {
        using var world = new World(kube.Server, KubeServer.Admin);
        var kind = new KubeKind("kafka.strimzi.io", "v1", "kafkanothings", "KafkaNothing");
        var space = await kube.Server.NewNamespaceAsync();
        (await world.Objects.FindAsync(kind, space, "a", default)).ShouldBeNull();
        (await world.Objects.DeleteAsync(kind, space, "a", default)).ShouldBeTrue();
        Func<Task>[] calls =
        [
            () => world.Objects.ListAsync(kind, null, null, default),
            () => world.Objects.ApplyAsync(KubeObject.New(kind, space, "a", []), default),
            () => world.Objects.CreateAsync(KubeObject.New(kind, space, "a", []), default),
        ];
        foreach (var call in calls)
        {
            var e = await Should.ThrowAsync<KubeException>(call);
            (e.Fault, e.IsKindMissing).ShouldBe((KubeFault.Missing, true));
            e.Message.ShouldContain("the custom resource definition kafkanothings.kafka.strimzi.io (version v1)");
        }
    }

    internal override IObjectsWorld? NewWorld() =>
        KubeFiles.Missing is null ? new World(kube.Server, KubeServer.Worker) : null;

    private sealed class World : IObjectsWorld
    {
        private readonly KubeServer _server;
        private readonly Kubernetes _client;
        private readonly Kubernetes _admin;

        public World(KubeServer server, string user)
        {
            _server = server;
            (_client, _admin) = (server.Client(user, new SmallParts()), server.Client());
            Objects = new KubeObjects(new Connection(_client), TimeProvider.System);
        }

        public IKubeObjects Objects { get; }

        public string NewName() => _server.NewName("compliance");

        public Task OtherAppliesAsync(KubeObject wanted) =>
            _admin.CustomObjects.PatchNamespacedCustomObjectAsync<JsonObject>(
                new V1Patch(wanted.Json.ToJsonString(), V1Patch.PatchType.ApplyPatch),
                wanted.Kind.Group,
                wanted.Kind.Version,
                wanted.Namespace,
                wanted.Kind.Plural,
                wanted.Name,
                fieldManager: "somebody",
                force: true
            );

        public Task OtherMergesAsync(KubeObject of, JsonObject change) =>
            _admin.CustomObjects.PatchNamespacedCustomObjectAsync<JsonObject>(
                Kinds.Merged(change.ToJsonString()),
                of.Kind.Group,
                of.Kind.Version,
                of.Namespace,
                of.Kind.Plural,
                of.Name,
                fieldManager: "somebody"
            );

        public Task SetStatusAsync(KubeObject of, JsonObject status) =>
            _admin.CustomObjects.PatchNamespacedCustomObjectStatusAsync<JsonObject>(
                Kinds.Merged(new JsonObject { ["status"] = status }.ToJsonString()),
                of.Kind.Group,
                of.Kind.Version,
                of.Namespace,
                of.Kind.Plural,
                of.Name
            );

        // Its watches know of nothing that was before they began.
        public void ForgetTheBeginning() { }

        public void Dispose()
        {
            _client.Dispose();
            _admin.Dispose();
        }
    }

    /// <summary>Lists have few objects here: they are to come in parts all the same.</summary>
    private sealed class SmallParts : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var address = request.RequestUri!.AbsoluteUri.Replace("limit=500", "limit=2", StringComparison.Ordinal);
            request.RequestUri = new Uri(address);
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Connection(IKubernetes client) : IKubeConnection
    {
        public ValueTask<IKubernetes> OpenAsync(CancellationToken cancellation) => new(client);

        public void Renew(IKubernetes refused) { }
    }
}

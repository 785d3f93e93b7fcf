using System.Text;
using System.Text.Json.Nodes;
using Kube.Tests.Memory;
using Mothership.DataPlane.Acls;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Regions.Services;
using Mothership.Strimzi.DataPlane;
using Mothership.Strimzi.Objects;

namespace Kube.Tests.DataPlane;

/// <summary>Keys of clusters as Strimzi's users.</summary>
public sealed class CredentialTests : IAsyncLifetime
{
    private const string Key = "ABCDEFGH01234567";
    private readonly MemoryKube _kube = new();
    private readonly Vault _vault = new();
    private StrimziCredentials _credentials = null!;
    private StrimziAcls _acls = null!;

    public async Task InitializeAsync()
    {
        var settings = new Mothership.Strimzi.Rendering.StrimziSettings();
        foreach (var name in new[] { "env-one", settings.SystemNamespace })
            await _kube.ApplyAsync(KubeObject.New(KubeKind.Namespace, null, name, []), default);
        var world = new OnePlace(new("lkc-one", "org", "env-one", new("one", _kube)));
        _acls = new StrimziAcls(world, settings);
        _credentials = new(world, world, _acls, _vault);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Key_IsReadyWhenStrimziSaysSo_AndGoneWithItsPassword()
    {
        _vault.Value = "s3cret";
        var acl = new Acl(
            AclResource.Topic,
            "t",
            AclPattern.Literal,
            "User:sa-bot",
            "*",
            AclOperation.Read,
            AclPermission.Allow
        );
        await _acls.AddAsync(new("lkc-one", "env-one", 3, false), [acl], default);
        (await _credentials.ApplyAsync(Desired(), default)).State.ShouldBe(OperatedState.Building);
        (await _credentials.FindAsync(Key, default)).ShouldBeNull();
        var user = _kube.All.Single(o => o.Kind == KubeKind.KafkaUser);
        user.Name.ShouldBe(Key.ToLowerInvariant());
        user.Items("spec", "authorization", "acls").Count().ShouldBe(1);
        var password = _kube.All.Single(o => o.Kind == KubeKind.Secret).Text("data", "password");
        Encoding.UTF8.GetString(Convert.FromBase64String(password!)).ShouldBe("s3cret");

        Ready(user);
        var key = (await _credentials.FindAsync(Key, default)).ShouldNotBeNull();
        (key.Resource, key.Owner, key.Environment).ShouldBe(("lkc-one", "sa-bot", "env-one"));
        (await _credentials.FindServiceAsync("cred-a", default))!.State.ShouldBe(OperatedState.Ready);

        await _credentials.DeleteAsync("cred-a", 2, default);
        (await _credentials.DeleteAsync("cred-a", 2, default)).ShouldBeTrue();
        _kube.All.ShouldNotContain(o => o.Kind == KubeKind.KafkaUser || o.Kind == KubeKind.Secret);
        (await _credentials.FindAsync(Key, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Key_WithoutItsSecretOrCluster_IsTriedAgainLater()
    {
        var early = await Should.ThrowAsync<OperatorException>(() => _credentials.ApplyAsync(Desired(), default));
        (early.Reason, early.IsTransient).ShouldBe(("secret_missing", true));
        var elsewhere = Desired() with { Cluster = "lkc-two" };
        early = await Should.ThrowAsync<OperatorException>(() => _credentials.ApplyAsync(elsewhere, default));
        (early.Reason, early.IsTransient).ShouldBe(("cluster_missing", true));
    }

    private void Ready(KubeObject user)
    {
        var status = new JsonObject
        {
            ["observedGeneration"] = user.Generation,
            ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = "True" }),
        };
        _kube.SetStatus(user, status);
    }

    private static DesiredService Desired() =>
        new()
        {
            Id = "cred-a",
            Kind = ServiceKind.Credential,
            Organization = "org",
            Environment = "env-one",
            Cluster = "lkc-one",
            Generation = 1,
            Spec = new(
                1,
                new Dictionary<string, string> { ["key"] = Key, ["owner"] = "sa-bot" },
                new Dictionary<string, string> { ["secret"] = "kafka-key-a" }
            ),
        };

    private sealed class OnePlace(ClusterPlace place) : IClusterPlaces, IKubePools
    {
        public IReadOnlyList<KubePool> All => [place.Pool];

        public Task<ClusterPlace?> FindAsync(string clusterId, CancellationToken cancellation) =>
            Task.FromResult(clusterId == place.ClusterId ? place : null);
    }

    private sealed class Vault : ISecretStore
    {
        public string? Value { get; set; }

        public Task<string?> FindAsync(string name, CancellationToken cancellation) => Task.FromResult(Value);

        public Task SetAsync(string name, string value, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task DeleteAsync(string name, CancellationToken cancellation) => throw new NotSupportedException();
    }
}

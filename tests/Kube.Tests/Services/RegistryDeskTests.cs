using System.Net;
using Kube.Tests.Operator;
using Mothership.DataPlane;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Local.Clock;
using Mothership.Regions;
using Mothership.Regions.Services;
using Mothership.Strimzi.DataPlane;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Services.Workloads;

namespace Kube.Tests.Services;

/// <summary>How customers reach the registries on Kubernetes: the way, and the keys.</summary>
public sealed class RegistryDeskTests : IDisposable
{
    private const string Key = "ABCDEFGH01234567";
    private readonly MemoryRegion _region = new();
    private readonly Wire _wire = new();
    private readonly MemoryRegion.Pools _pools;
    private readonly StrimziRegistries _registries;

    public RegistryDeskTests()
    {
        _pools = new([new("one", _region.Kube)]);
        _registries = new(_pools, new(), VirtualClock.Running(), _wire);
    }

    public void Dispose()
    {
        _registries.Dispose();
        _wire.Dispose();
    }

    [Fact]
    public async Task Request_GoesToTheRegistrysOwnService_BelowItsCompatibleApi()
    {
        await _region.ReadyAsync(Wishes.Cluster("lkc-one"));
        (await _registries.FindAsync("lsrc-one", default)).ShouldBeNull();
        await Wanted
            .Workloads(_region.Operator, _pools)
            .ApplyAsync(Wanted.Registry("lsrc-one", Wishes.Environment), default);

        var site = (await _registries.FindAsync("lsrc-one", default)).ShouldNotBeNull();
        site.Environment.ShouldBe(Wishes.Environment);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("subjects/a%2Fb?x=1", UriKind.Relative));
        using var answer = await _registries.SendAsync(site, request, default);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        _wire.Asked.ShouldBe("http://lsrc-one.env-one.svc:8080/apis/ccompat/v7/subjects/a%2Fb?x=1");
        (await _registries.FindAsync("lsrc-one,x", default)).ShouldBeNull();
    }

    [Fact]
    public async Task Request_WithoutTheRegistrysService_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("subjects", UriKind.Relative));
        var refusal = await Should.ThrowAsync<DataPlaneException>(() =>
            _registries.SendAsync(new("lsrc-one", Wishes.Environment), request, default)
        );
        refusal.Status.ShouldBe(503);
    }

    [Fact]
    public async Task KeyOfARegistry_IsNotedWithoutItsSecret_AndGone()
    {
        var vault = new Vault();
        var credentials = new StrimziCredentials(_region.Operator, _pools, Wanted.Acls(_region.Operator), vault);
        var early = await Should.ThrowAsync<OperatorException>(() => credentials.ApplyAsync(KeyOf(), default));
        early.Reason.ShouldBe("secret_missing");
        vault.Value = "s3cret";
        early = await Should.ThrowAsync<OperatorException>(() => credentials.ApplyAsync(KeyOf(), default));
        (early.Reason, early.IsTransient).ShouldBe(("cluster_missing", true));

        await _region.ReadyAsync(Wishes.Cluster("lkc-one"));
        (await credentials.ApplyAsync(KeyOf(), default)).State.ShouldBe(OperatedState.Ready);
        var key = (await credentials.FindAsync(Key, default)).ShouldNotBeNull();
        (key.Resource, key.Owner, key.Environment).ShouldBe(("lsrc-one", "u-one", Wishes.Environment));
        key.SecretName.ShouldBe($"kafka-key-{Key}");
        (await credentials.ListAsync(default)).ShouldHaveSingleItem().Id.ShouldBe("cred-a");
        _region.Kube.All.Single(o => o.Label(CredentialLabels.Key) == Key).At("data").ShouldBeNull();

        await credentials.DeleteAsync("cred-a", 2, default);
        (await credentials.DeleteAsync("cred-a", 2, default)).ShouldBeTrue();
        (await credentials.FindAsync(Key, default)).ShouldBeNull();
        (await credentials.FindServiceAsync("cred-a", default)).ShouldBeNull();
    }

    private static DesiredService KeyOf() =>
        Wanted.Of(ServiceKind.Credential, "cred-a", Wishes.Environment, null) with
        {
            Spec = new(
                1,
                new Dictionary<string, string>
                {
                    ["key"] = Key,
                    ["owner"] = "u-one",
                    ["resource"] = "lsrc-one",
                },
                new Dictionary<string, string> { ["secret"] = $"kafka-key-{Key}" }
            ),
        };

    private sealed class Wire : HttpMessageHandler
    {
        public string? Asked { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            Asked = request.RequestUri!.AbsoluteUri;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
        }
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

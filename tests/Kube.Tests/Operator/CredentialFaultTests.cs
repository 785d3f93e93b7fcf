using k8s;
using Mothership.Domain.Ports;
using Mothership.Local.Clock;
using Mothership.Strimzi.Access;
using Mothership.Strimzi.Objects;
using KubeFault = Mothership.Strimzi.Objects.KubeFault;

namespace Kube.Tests.Operator;

/// <summary>Credentials that the server takes no more, and how others are taken up.</summary>
[Collection(ServiceAccounts)]
public sealed class CredentialFaultTests(SharedKube kube) : IClassFixture<SharedKube>
{
    /// <summary>Of tests that say where the service account of this process lies.</summary>
    public const string ServiceAccounts = "service accounts";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private readonly VirtualClock _clock = VirtualClock.Running();
    private readonly Vault _vault = new();

    [KubeFact]
    public async Task Certificate_ExpiresWhileItIsInUse_IsReplacedFromTheVault()
    {
        var objects = New("kube");
        _vault.Value = kube.Server.KubeconfigOfCertificate(
            KubeServer.Worker,
            TimeProvider.System.GetUtcNow().AddSeconds(2)
        );
        await KubeRegion.UntilAsync(
            () => "the certificate is still taken",
            async () => await FaultAsync(objects) == KubeFault.Unauthorized
        );
        _vault.Value = kube.Server.Kubeconfig(KubeServer.Worker);
        _clock.Advance(TimeSpan.FromSeconds(5));
        (await FaultAsync(objects)).ShouldBeNull();
    }

    [KubeFact]
    public async Task Token_ThatIsWrong_LetsTheVaultBeAskedOnlyEveryFewSeconds()
    {
        var clock = VirtualClock.Frozen(TimeProvider.System.GetUtcNow());
        var objects = New("kube", clock);
        var valid = kube.Server.Kubeconfig(KubeServer.Worker);
        _vault.Value = valid.Replace(KubeServer.Token(KubeServer.Worker), "expired");
        for (var request = 0; request < 5; request++)
            (await FaultAsync(objects)).ShouldBe(KubeFault.Unauthorized);
        _vault.Asked.ShouldBe(1);
        clock.Advance(TimeSpan.FromSeconds(5));
        for (var request = 0; request < 5; request++)
            (await FaultAsync(objects)).ShouldBe(KubeFault.Unauthorized);
        _vault.Asked.ShouldBe(2);
        _vault.Value = valid;
        (await FaultAsync(objects)).ShouldBe(KubeFault.Unauthorized);
        clock.Advance(TimeSpan.FromSeconds(5));
        (await FaultAsync(objects)).ShouldBeNull();
        _vault.Asked.ShouldBe(3);
    }

    [KubeFact]
    public async Task Watch_WithATokenThatIsWrong_IsRefused_AndThenGoesOnWithTheOther()
    {
        var objects = New("kube");
        var valid = kube.Server.Kubeconfig(KubeServer.Worker);
        _vault.Value = valid.Replace(KubeServer.Token(KubeServer.Worker), "expired");
        var fault = await Should.ThrowAsync<KubeException>(() => FirstAsync(objects));
        fault.Fault.ShouldBe(KubeFault.Unauthorized);
        _vault.Value = valid;
        _clock.Advance(TimeSpan.FromSeconds(5));
        (await FirstAsync(objects)).ShouldNotBeNull();
    }

    [KubeFact]
    public async Task Secret_ThatIsGone_IsNamed_AndIsTakenUpWhenItIsBack()
    {
        var objects = New("kube");
        var fault = await Should.ThrowAsync<KubeException>(() => ReadAsync(objects));
        (fault.Fault, fault.Message.Contains("'kube'")).ShouldBe((KubeFault.Unavailable, true));
        _vault.Value = kube.Server.Kubeconfig(KubeServer.Worker);
        (await FaultAsync(objects)).ShouldBeNull();
    }

    [KubeFact]
    public async Task ServiceAccount_WhoseTokenIsRenewed_IsReadAgain()
    {
        var folder = Directory.CreateTempSubdirectory("service-account-").FullName;
        var before = KubernetesClientConfiguration.ServiceAccountPath;
        try
        {
            var token = Path.Combine(folder, "token");
            await File.WriteAllTextAsync(token, "expired");
            await File.WriteAllTextAsync(Path.Combine(folder, "ca.crt"), kube.Server.AuthorityPem);
            KubernetesClientConfiguration.ServiceAccountPath = folder;
            Environment.SetEnvironmentVariable("KUBERNETES_SERVICE_HOST", kube.Server.Address.Host);
            Environment.SetEnvironmentVariable("KUBERNETES_SERVICE_PORT", $"{kube.Server.Address.Port}");
            var objects = New(null);
            (await FaultAsync(objects)).ShouldBe(KubeFault.Unauthorized);
            await File.WriteAllTextAsync(token, KubeServer.Token(KubeServer.Worker));
            _clock.Advance(TimeSpan.FromSeconds(5));
            (await FaultAsync(objects)).ShouldBeNull();
        }
        finally
        {
            KubernetesClientConfiguration.ServiceAccountPath = before;
            Environment.SetEnvironmentVariable("KUBERNETES_SERVICE_HOST", null);
            Environment.SetEnvironmentVariable("KUBERNETES_SERVICE_PORT", null);
            Directory.Delete(folder, recursive: true);
        }
    }

    private KubeObjects New(string? secret, VirtualClock? clock = null) =>
        new(new KubeConnection(new("one", secret, 1, 1, true), _vault, clock ?? _clock), clock ?? _clock);

    private static async Task<KubeFault?> FaultAsync(KubeObjects objects)
    {
        try
        {
            await ReadAsync(objects);
            return null;
        }
        catch (KubeException e)
        {
            return e.Fault;
        }
    }

    private static Task ReadAsync(KubeObjects objects) =>
        objects.FindAsync(KubeKind.Namespace, null, "default", default);

    // The first change of all namespaces since the beginning: there is one.
    private static async Task<KubeChange?> FirstAsync(KubeObjects objects)
    {
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        await foreach (var change in objects.WatchAsync(KubeKind.Namespace, null, "0", limit.Token))
            return change;
        return null;
    }

    /// <summary>A vault with one secret.</summary>
    private sealed class Vault : ISecretStore
    {
        public string? Value { get; set; }

        public int Asked { get; private set; }

        public Task<string?> FindAsync(string name, CancellationToken cancellation)
        {
            Asked++;
            return Task.FromResult(Value);
        }

        public Task SetAsync(string name, string value, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task DeleteAsync(string name, CancellationToken cancellation) => throw new NotSupportedException();
    }
}

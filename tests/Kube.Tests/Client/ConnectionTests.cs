using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s;
using k8s.Authentication;
using k8s.Autorest;

namespace Kube.Tests.Client;

public sealed class ConnectionTests(SharedKube kube) : IClassFixture<SharedKube>
{
    [KubeFact]
    public async Task Connect_WithTheServersAuthority_TellsTheRelease()
    {
        using var client = kube.Server.Client();
        var version = await client.Version.GetCodeAsync();
        version.GitVersion.ShouldStartWith("v1.20.2");
        client.BaseUri.ShouldBe(kube.Server.Address);
    }

    [KubeFact]
    public async Task Connect_WithAnotherAuthority_IsRefusedByTheClient()
    {
        var config = Config();
        config.SslCaCerts = [];
        config.SslCaCerts.ImportFromPem(new KubeAuthority("somebody else", TimeProvider.System.GetUtcNow()).Pem);
        using var client = new Kubernetes(config);
        var error = await Should.ThrowAsync<HttpRequestException>(() => client.Version.GetCodeAsync());
        error.InnerException.ShouldBeOfType<AuthenticationException>();
    }

    [KubeFact]
    public async Task Connect_WithNoAuthority_TrustsOnlyWhomTheMachineTrusts()
    {
        var config = Config();
        config.SslCaCerts = null;
        using var client = new Kubernetes(config);
        await Should.ThrowAsync<HttpRequestException>(() => client.Version.GetCodeAsync());
    }

    [KubeFact]
    public async Task Connect_SkippingVerification_TrustsWhoeverAnswers()
    {
        var config = Config();
        (config.SslCaCerts, config.SkipTlsVerify) = (null, true);
        using var client = new Kubernetes(config);
        (await client.Version.GetCodeAsync()).Major.ShouldBe("1");
    }

    [KubeTheory]
    [InlineData(KubeServer.ServerName, true)]
    [InlineData("localhost", true)]
    [InlineData("somebody.else.test", false)]
    public async Task Connect_WithATlsServerName_AsksForACertificateOfThatName(string name, bool isGood)
    {
        var config = Config();
        config.TlsServerName = name;
        using var client = new Kubernetes(config);
        if (isGood)
            (await client.Version.GetCodeAsync()).Major.ShouldBe("1");
        else
            await Should.ThrowAsync<HttpRequestException>(() => client.Version.GetCodeAsync());
    }

    [KubeFact]
    public async Task Ask_WithATokenThatNobodyHas_Is401WithTheServersWords()
    {
        var config = Config();
        config.AccessToken = "expired";
        using var client = new Kubernetes(config);
        var refusal = await Should.ThrowAsync<HttpOperationException>(() => client.CoreV1.ListNamespaceAsync());
        refusal.Response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        refusal.Status().Reason.ShouldBe("Unauthorized");
        refusal.Request.RequestUri.AbsolutePath.ShouldBe("/api/v1/namespaces");
        refusal.Request.Method.ShouldBe(HttpMethod.Get);
    }

    [KubeFact]
    public async Task Ask_AsAUserWithoutRights_Is403AndNamesTheRight()
    {
        using var client = kube.Server.Client(KubeServer.Limited);
        var refusal = await Should.ThrowAsync<HttpOperationException>(() =>
            client.CoreV1.ListNamespacedSecretAsync("default")
        );
        refusal.Response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        refusal.Status().Message.ShouldContain("User \"limited\" cannot list resource \"secrets\"");
    }

    [KubeTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ask_WithAClientsCertificate_IsKnownByItsName(bool fromFiles)
    {
        var (certificate, key) = kube.Server.ClientCertificate("by-certificate");
        var config = Config();
        config.AccessToken = null;
        var folder = Directory.CreateTempSubdirectory();
        if (fromFiles)
        {
            config.ClientCertificateFilePath = Path.Combine(folder.FullName, "crt");
            config.ClientKeyFilePath = Path.Combine(folder.FullName, "key");
            await File.WriteAllTextAsync(config.ClientCertificateFilePath, certificate);
            await File.WriteAllTextAsync(config.ClientKeyFilePath, key);
        }
        else
        {
            config.ClientCertificateData = Convert.ToBase64String(Encoding.UTF8.GetBytes(certificate));
            config.ClientCertificateKeyData = Convert.ToBase64String(Encoding.UTF8.GetBytes(key));
        }
        using var client = new Kubernetes(config);
        folder.Delete(recursive: true);
        var refusal = await Should.ThrowAsync<HttpOperationException>(() =>
            client.CoreV1.ListNamespacedSecretAsync("default")
        );
        refusal.Status().Message.ShouldContain("User \"by-certificate\"");
    }

    [KubeFact]
    public async Task Ask_WithATokenFromAFile_ReadsItAnewOnceAMinute()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "expired\n");
        var clock = new StoppedClock();
        var config = Config();
        (config.AccessToken, config.TokenProvider) = (null, new TokenFileAuth(file) { Clock = clock });
        using var client = new Kubernetes(config);
        await Should.ThrowAsync<HttpOperationException>(() => client.CoreV1.ListNamespaceAsync());
        await File.WriteAllTextAsync(file, KubeServer.Token(KubeServer.Admin) + "\n");
        await Should.ThrowAsync<HttpOperationException>(() => client.CoreV1.ListNamespaceAsync());
        clock.Now += TimeSpan.FromSeconds(61);
        (await client.CoreV1.ListNamespaceAsync()).Items.ShouldNotBeEmpty();
        File.Delete(file);
    }

    [KubeFact]
    public async Task Ask_ThroughHandlers_PassesThemInTheirOrder()
    {
        var seen = new List<string>();
        using var client = kube.Server.Client(KubeServer.Admin, new Noting(seen, "first"), new Noting(seen, "second"));
        await client.Version.GetCodeAsync();
        seen.ShouldBe(["first", "second"]);
    }

    private KubernetesClientConfiguration Config()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(kube.Server.Kubeconfig()));
        return KubernetesClientConfiguration.BuildConfigFromConfigFile(stream);
    }

    private sealed class StoppedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Noting(List<string> seen, string name) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
        {
            seen.Add(name);
            return base.SendAsync(request, token);
        }
    }
}

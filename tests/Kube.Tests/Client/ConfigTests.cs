using System.Text;
using k8s;
using k8s.Authentication;
using k8s.Exceptions;

namespace Kube.Tests.Client;

[Collection(Operator.CredentialFaultTests.ServiceAccounts)]
public sealed class ConfigTests
{
    private static readonly string Authority = new KubeAuthority("authority", DateTimeOffset.UnixEpoch).Pem;

    [Fact]
    public void Build_FromAStream_FollowsTheCurrentContext()
    {
        var config = Build(Kubeconfig("token: secret"));
        (config.Host, config.AccessToken).ShouldBe(("https://kube.test:6443", "secret"));
        (config.Namespace, config.CurrentContext).ShouldBe(("kafka", "main"));
        config.SslCaCerts.ShouldHaveSingleItem().Subject.ShouldBe("CN=authority");
        config.SkipTlsVerify.ShouldBeFalse();
    }

    [Fact]
    public void Build_FromAFile_ReadsWhatItNamesBesideIt()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        File.WriteAllText(Path.Combine(folder, "ca.crt"), Authority);
        var text = Kubeconfig("client-certificate: crt\n    client-key: key")
            .Replace($"certificate-authority-data: {Base64(Authority)}", "certificate-authority: ca.crt");
        File.WriteAllText(Path.Combine(folder, "config"), text);
        var config = KubernetesClientConfiguration.BuildConfigFromConfigFile(Path.Combine(folder, "config"));
        config.SslCaCerts.Count.ShouldBe(1);
        config.ClientCertificateFilePath.ShouldBe(Path.Combine(folder, "crt"));
        config.ClientKeyFilePath.ShouldBe(Path.Combine(folder, "key"));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Build_FromAnObject_TakesTheContextAndAddressThatAreAskedFor()
    {
        using var stream = Stream(Kubeconfig("token: secret"));
        var read = KubernetesClientConfiguration.LoadKubeConfig(stream);
        var config = KubernetesClientConfiguration.BuildConfigFromConfigObject(read, "OTHER", "https://else.test");
        (config.Host, config.CurrentContext, config.AccessToken).ShouldBe(("https://else.test", "other", null));
        (config.Username, config.Password).ShouldBe(("somebody", "password"));
    }

    [Fact]
    public void Build_TlsSettings_AreTaken()
    {
        var text = Kubeconfig("token: secret").Replace("server:", "insecure-skip-tls-verify: true\n    server:");
        text = text.Replace("server:", "tls-server-name: name.test\n    server:");
        var config = Build(text);
        (config.SkipTlsVerify, config.TlsServerName).ShouldBe((true, "name.test"));
    }

    [Fact]
    public void Build_AServerOnAllAddresses_IsReachedOnThisMachine() =>
        Build(Kubeconfig("token: secret").Replace("kube.test", "0.0.0.0")).Host.ShouldBe("https://127.0.0.1:6443/");

    [Theory]
    [InlineData("current-context: main", "current-context: missing", "missing")]
    [InlineData("cluster: local", "cluster: nowhere", "nowhere")]
    [InlineData("user: me", "user: nobody", "nobody")]
    [InlineData("token: secret", "tokenFile: /token", "me")]
    [InlineData("server: https://kube.test:6443", "server: nonsense", "nonsense")]
    public void Build_WhatIsMissing_IsNamed(string text, string instead, string named)
    {
        var error = Should.Throw<KubeConfigException>(() => Build(Kubeconfig("token: secret").Replace(text, instead)));
        error.Message.ShouldContain(named);
    }

    [Fact]
    public void Build_FromNoFile_NamesIt() =>
        Should
            .Throw<KubeConfigException>(() => KubernetesClientConfiguration.BuildConfigFromConfigFile("/no/such/file"))
            .Message.ShouldContain("/no/such/file");

    [Theory]
    [InlineData("exec: {command: get-token, apiVersion: client.authentication.k8s.io/v1}")]
    [InlineData("auth-provider: {name: oidc}")]
    public void Build_WithAPlugin_SaysThatItIsNotSupported(string user) =>
        Should.Throw<NotSupportedException>(() => Build(Kubeconfig(user))).Message.ShouldContain("'me'");

    [Fact]
    public void InCluster_WithAServiceAccount_TakesItsTokenNamespaceAndAuthority()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        var before = KubernetesClientConfiguration.ServiceAccountPath;
        try
        {
            KubernetesClientConfiguration.ServiceAccountPath = folder;
            Environment.SetEnvironmentVariable("KUBERNETES_SERVICE_HOST", "10.0.0.1");
            Environment.SetEnvironmentVariable("KUBERNETES_SERVICE_PORT", "443");
            Should.Throw<KubeConfigException>(() => KubernetesClientConfiguration.InClusterConfig());
            File.WriteAllText(Path.Combine(folder, "token"), "secret");
            File.WriteAllText(Path.Combine(folder, "ca.crt"), Authority);
            File.WriteAllText(Path.Combine(folder, "namespace"), "kafka");
            KubernetesClientConfiguration.IsInCluster().ShouldBeTrue();
            var config = KubernetesClientConfiguration.InClusterConfig();
            (new Uri(config.Host), config.Namespace).ShouldBe((new Uri("https://10.0.0.1"), "kafka"));
            config.TokenProvider.ShouldBeOfType<TokenFileAuth>();
            config.SslCaCerts.Count.ShouldBe(1);
        }
        finally
        {
            KubernetesClientConfiguration.ServiceAccountPath = before;
            Environment.SetEnvironmentVariable("KUBERNETES_SERVICE_HOST", null);
            Environment.SetEnvironmentVariable("KUBERNETES_SERVICE_PORT", null);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Client_WithoutAnAddress_IsRefused()
    {
        Should.Throw<KubeConfigException>(() => new Kubernetes(null));
        Should.Throw<KubeConfigException>(() => new Kubernetes(new KubernetesClientConfiguration()));
        Should.Throw<KubeConfigException>(() => new Kubernetes(new KubernetesClientConfiguration { Host = "nowhere" }));
    }

    [Fact]
    public void Credentials_AreTheFirstThatThereAre()
    {
        var config = new KubernetesClientConfiguration { Username = "somebody", Password = "password" };
        Kubernetes.CreateCredentials(config).ShouldBeOfType<BasicAuthenticationCredentials>();
        config.AccessToken = "secret";
        Kubernetes.CreateCredentials(config).ShouldBeOfType<TokenCredentials>();
        Kubernetes.CreateCredentials(new KubernetesClientConfiguration()).ShouldBeNull();
    }

    [Fact]
    public async Task Credentials_OfANameAndPassword_AreSentAsBasic()
    {
        var request = new HttpRequestMessage();
        var config = new KubernetesClientConfiguration { Username = "somebody", Password = "password" };
        await Kubernetes.CreateCredentials(config).ProcessHttpRequestAsync(request, default);
        request.Headers.Authorization!.ToString().ShouldBe($"Basic {Base64("somebody:password")}");
    }

    private static string Kubeconfig(string user) =>
        $"""
            apiVersion: v1
            kind: Config
            current-context: main
            preferences: {"{}"}
            clusters:
            - name: local
              cluster:
                server: https://kube.test:6443
                certificate-authority-data: {Base64(Authority)}
            contexts:
            - name: main
              context:
                cluster: local
                user: me
                namespace: kafka
            - name: other
              context: {"{cluster: local, user: named}"}
            users:
            - name: me
              user:
                {user}
            - name: named
              user: {"{username: somebody, password: password}"}
            """;

    private static KubernetesClientConfiguration Build(string kubeconfig)
    {
        using var stream = Stream(kubeconfig);
        return KubernetesClientConfiguration.BuildConfigFromConfigFile(stream);
    }

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}

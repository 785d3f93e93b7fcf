using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using k8s.Authentication;
using k8s.Exceptions;

namespace k8s;

public partial class Kubernetes
{
    private static readonly TimeSpan PingAfter = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan PingAnsweredWithin = TimeSpan.FromSeconds(30);

    private readonly X509Certificate2Collection authorities;
    private readonly X509Certificate2 clientCertificate;
    private HttpMessageHandler firstHandler;

    /// <param name="config">Where the server is, whom to trust, who asks.</param>
    /// <param name="handlers">See every request on its way, the first of them first.</param>
    /// <exception cref="KubeConfigException">The configuration says not enough.</exception>
    public Kubernetes(KubernetesClientConfiguration config, params DelegatingHandler[] handlers)
    {
        BaseUri = Address(config);
        authorities = config.SslCaCerts is { } given ? [.. given.Select(c => new X509Certificate2(c))] : null;
        clientCertificate = Certificates.OfClient(config);
        (json, tlsServerName, withoutHttp2) = (config.JsonSerializerOptions, config.TlsServerName, config.DisableHttp2);
        HttpClientTimeout = config.HttpClientTimeout;
        Credentials = CreateCredentials(config);
        var socket = Socket(config);
        firstHandler = Chain(handlers ?? [], socket);
        HttpClient = new HttpClient(firstHandler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        if (!string.IsNullOrWhiteSpace(config.UserAgent))
            HttpClient.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", config.UserAgent);
    }

    /// <summary>
    /// Who asks, by the first of these that a configuration has: a provider of tokens, a token, a name with a password.
    /// Null for none.
    /// </summary>
    public static ServiceClientCredentials CreateCredentials(KubernetesClientConfiguration config)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (config.TokenProvider is not null)
            return new TokenCredentials(config.TokenProvider);
        if (!string.IsNullOrEmpty(config.AccessToken))
            return new TokenCredentials(config.AccessToken);
        return string.IsNullOrEmpty(config.Username)
            ? null
            : new BasicAuthenticationCredentials { UserName = config.Username, Password = config.Password };
    }

    /// <summary>Whether a server's certificate is good, where only some authorities are to be trusted.</summary>
    public static bool CertificateValidationCallBack(
        object sender,
        X509Certificate2Collection caCerts,
        X509Certificate certificate,
        X509Chain chain,
        SslPolicyErrors sslPolicyErrors
    )
    {
        ArgumentNullException.ThrowIfNull(caCerts);
        ArgumentNullException.ThrowIfNull(chain);
        return Certificates.AreGood(caCerts, certificate, chain, sslPolicyErrors);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || firstHandler is null)
            return;
        HttpClient?.Dispose();
        firstHandler.Dispose();
        clientCertificate?.Dispose();
        foreach (var authority in authorities ?? [])
            authority.Dispose();
        (HttpClient, firstHandler) = (null, null);
    }

    private static Uri Address(KubernetesClientConfiguration config)
    {
        if (config is null)
            throw new KubeConfigException("There has to be a configuration.");
        if (string.IsNullOrWhiteSpace(config.Host))
            throw new KubeConfigException("The configuration has to say where the server is: its Host is empty.");
        return Uri.TryCreate(config.Host, UriKind.Absolute, out var address)
            ? address
            : throw new KubeConfigException($"The configuration's Host is no address: {config.Host}");
    }

    private static HttpMessageHandler Chain(DelegatingHandler[] handlers, SocketsHttpHandler socket)
    {
        HttpMessageHandler first = socket;
        foreach (var handler in handlers.Reverse())
        {
            var last = handler;
            while (last.InnerHandler is DelegatingHandler inner)
                last = inner;
            last.InnerHandler = first;
            first = handler;
        }
        return first;
    }

    private SocketsHttpHandler Socket(KubernetesClientConfiguration config)
    {
        var socket = new SocketsHttpHandler
        {
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            KeepAlivePingDelay = PingAfter,
            KeepAlivePingTimeout = PingAnsweredWithin,
            EnableMultipleHttp2Connections = true,
        };
        config.FirstMessageHandlerSetup?.Invoke(socket);
        if (BaseUri.Scheme == Uri.UriSchemeHttps && config.SkipTlsVerify)
            socket.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        else if (BaseUri.Scheme == Uri.UriSchemeHttps && authorities is not null)
            socket.SslOptions.RemoteCertificateValidationCallback = (sender, certificate, chain, errors) =>
                CertificateValidationCallBack(sender, authorities, certificate, chain, errors);
        if (clientCertificate is not null)
            socket.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => clientCertificate;
        return socket;
    }
}

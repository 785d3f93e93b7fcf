using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using k8s.Authentication;

namespace k8s;

/// <summary>Where a server is, whom to trust, and who asks.</summary>
public partial class KubernetesClientConfiguration
{
    private JsonSerializerOptions json;

    /// <summary>The namespace that the context names; the client itself does not use it.</summary>
    public string Namespace { get; set; }

    /// <summary>The server's address.</summary>
    public string Host { get; set; }

    /// <summary>The authorities to trust instead of the machine's own.</summary>
    public X509Certificate2Collection SslCaCerts { get; set; }

    /// <summary>PEM in base64.</summary>
    public string ClientCertificateData { get; set; }

    /// <summary>PEM in base64.</summary>
    public string ClientCertificateKeyData { get; set; }

    public string ClientCertificateFilePath { get; set; }

    public string ClientKeyFilePath { get; set; }

    /// <summary>Trust whoever answers.</summary>
    public bool SkipTlsVerify { get; set; }

    /// <summary>The name that the server's certificate has to have, where it is not the address's.</summary>
    public string TlsServerName { get; set; }

    public string UserAgent { get; set; } = "kubernetes-csharp/20.0";

    public string Username { get; set; }

    public string Password { get; set; }

    public string AccessToken { get; set; }

    /// <summary>Comes before <see cref="AccessToken" />.</summary>
    public ITokenProvider TokenProvider { get; set; }

    public TimeSpan HttpClientTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Sees the handler that connects, before the client adds what this configuration says.</summary>
    public Action<SocketsHttpHandler> FirstMessageHandlerSetup { get; set; }

    public bool DisableHttp2 { get; set; }

    /// <summary>The options of the client's JSON, at first a copy of the ones that all share.</summary>
    public JsonSerializerOptions JsonSerializerOptions => json ??= new JsonSerializerOptions(KubernetesJson.Options);

    public void AddJsonOptions(Action<JsonSerializerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(JsonSerializerOptions);
    }
}

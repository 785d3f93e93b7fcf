using System.Net;
using System.Text;
using k8s.Exceptions;
using k8s.KubeConfigModels;

namespace k8s;

public partial class KubernetesClientConfiguration
{
    /// <summary>The context that this was made from.</summary>
    public string CurrentContext { get; private set; }

    /// <param name="k8SConfig">A kubeconfig.</param>
    /// <param name="currentContext">A context of it; its current one if none is named.</param>
    /// <param name="masterUrl">An address instead of the one that the context leads to.</param>
    /// <exception cref="KubeConfigException">There is no such context, or it says not enough.</exception>
    public static KubernetesClientConfiguration BuildConfigFromConfigObject(
        K8SConfiguration k8SConfig,
        string currentContext = null,
        string masterUrl = null
    )
    {
        ArgumentNullException.ThrowIfNull(k8SConfig);
        var made = new KubernetesClientConfiguration();
        if ((currentContext ?? k8SConfig.CurrentContext) is { } context)
            made.Follow(k8SConfig, context);
        if (!string.IsNullOrWhiteSpace(masterUrl))
            made.Host = masterUrl;
        return string.IsNullOrWhiteSpace(made.Host)
            ? throw new KubeConfigException("Neither a context nor the caller says where the server is.")
            : made;
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static string PathIn(K8SConfiguration file, string path) =>
        string.IsNullOrWhiteSpace(file.FileName) || Path.IsPathRooted(path)
            ? path
            : Path.Combine(Path.GetDirectoryName(file.FileName), path);

    private void Follow(K8SConfiguration file, string name)
    {
        var context =
            file.Contexts.FirstOrDefault(c => Same(c.Name, name))
            ?? throw new KubeConfigException($"The kubeconfig has no context '{name}'.");
        if (string.IsNullOrEmpty(context.ContextDetails?.Cluster))
            throw new KubeConfigException($"The context '{name}' of the kubeconfig names no cluster.");
        CurrentContext = context.Name;
        Namespace = context.ContextDetails.Namespace;
        TakeCluster(file, context.ContextDetails.Cluster);
        if (!string.IsNullOrWhiteSpace(context.ContextDetails.User))
            TakeUser(file, context.ContextDetails.User);
    }

    private void TakeCluster(K8SConfiguration file, string name)
    {
        var endpoint =
            file.Clusters.FirstOrDefault(c => Same(c.Name, name))?.ClusterEndpoint
            ?? throw new KubeConfigException($"The kubeconfig has no cluster '{name}'.");
        if (string.IsNullOrWhiteSpace(endpoint.Server))
            throw new KubeConfigException($"The cluster '{name}' of the kubeconfig names no server.");
        if (!Uri.TryCreate(endpoint.Server, UriKind.Absolute, out var server))
            throw new KubeConfigException($"The server of the cluster '{name}' is no address: {endpoint.Server}");
        Host = Reachable(server)?.ToString() ?? endpoint.Server;
        (SkipTlsVerify, TlsServerName) = (endpoint.SkipTlsVerify, endpoint.TlsServerName);
        if (server.Scheme == Uri.UriSchemeHttps)
            TakeAuthorities(file, endpoint);
    }

    /// <summary>
    /// What listens on every address is to be reached at this machine's own. Null for all other addresses.
    /// </summary>
    private static Uri Reachable(Uri server)
    {
        if (!IPAddress.TryParse(server.Host, out var address))
            return null;
        if (address.Equals(IPAddress.Any))
            return new UriBuilder(server) { Host = $"{IPAddress.Loopback}" }.Uri;
        return address.Equals(IPAddress.IPv6Any)
            ? new UriBuilder(server) { Host = $"{IPAddress.IPv6Loopback}" }.Uri
            : null;
    }

    private void TakeAuthorities(K8SConfiguration file, ClusterEndpoint endpoint)
    {
        if (!string.IsNullOrEmpty(endpoint.CertificateAuthorityData))
            SslCaCerts = Certificates.FromPem(
                Encoding.UTF8.GetString(Convert.FromBase64String(endpoint.CertificateAuthorityData))
            );
        else if (!string.IsNullOrEmpty(endpoint.CertificateAuthority))
            SslCaCerts = Certificates.FromPem(File.ReadAllText(PathIn(file, endpoint.CertificateAuthority)));
    }

    private void TakeUser(K8SConfiguration file, string name)
    {
        var user =
            file.Users.FirstOrDefault(u => Same(u.Name, name))?.UserCredentials
            ?? throw new KubeConfigException($"The kubeconfig has no user '{name}', or nothing that proves who it is.");
        if (user.AuthProvider is not null)
            throw new NotSupportedException($"The auth-provider of the user '{name}' is not supported.");
        if (user.ExternalExecution is not null)
            throw new NotSupportedException($"The exec plugin of the user '{name}' is not supported.");
        if (!TakeSecret(user) & !TakeCertificate(file, user))
            throw new KubeConfigException(
                $"The user '{name}' of the kubeconfig has no token, password or certificate."
            );
    }

    private bool TakeSecret(UserCredentials user)
    {
        if (!string.IsNullOrWhiteSpace(user.Token))
            AccessToken = user.Token;
        else if (!string.IsNullOrWhiteSpace(user.UserName) && !string.IsNullOrWhiteSpace(user.Password))
            (Username, Password) = (user.UserName, user.Password);
        else
            return false;
        return true;
    }

    /// <summary>A certificate may come beside a token.</summary>
    private bool TakeCertificate(K8SConfiguration file, UserCredentials user)
    {
        var isInline =
            !string.IsNullOrWhiteSpace(user.ClientCertificateData) && !string.IsNullOrWhiteSpace(user.ClientKeyData);
        if (isInline)
            (ClientCertificateData, ClientCertificateKeyData) = (user.ClientCertificateData, user.ClientKeyData);
        var isFile = !string.IsNullOrWhiteSpace(user.ClientCertificate) && !string.IsNullOrWhiteSpace(user.ClientKey);
        if (isFile)
            (ClientCertificateFilePath, ClientKeyFilePath) = (
                PathIn(file, user.ClientCertificate),
                PathIn(file, user.ClientKey)
            );
        return isInline || isFile;
    }
}

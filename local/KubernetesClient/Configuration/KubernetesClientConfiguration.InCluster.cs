using System.Globalization;
using k8s.Authentication;
using k8s.Exceptions;

namespace k8s;

public partial class KubernetesClientConfiguration
{
    /// <summary>Where a pod finds its service account; tests put one elsewhere.</summary>
    internal static string ServiceAccountPath { get; set; } = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>Whether this runs in a pod that has a service account.</summary>
    public static bool IsInCluster() =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST"))
        && !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_PORT"))
        && File.Exists(Path.Combine(ServiceAccountPath, "token"))
        && File.Exists(Path.Combine(ServiceAccountPath, "ca.crt"));

    /// <summary>
    /// The cluster that this runs in, as the pod's service account, whose token is read anew once a minute.
    /// </summary>
    /// <exception cref="KubeConfigException">This does not run in a pod, or the pod has no service account.</exception>
    public static KubernetesClientConfiguration InClusterConfig()
    {
        if (!IsInCluster())
            throw new KubeConfigException(
                "There is no in-cluster configuration here: KUBERNETES_SERVICE_HOST, KUBERNETES_SERVICE_PORT or the "
                    + "token of a service account is missing."
            );
        var host = Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST");
        var port = int.Parse(
            Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_PORT"),
            CultureInfo.InvariantCulture
        );
        var space = Path.Combine(ServiceAccountPath, "namespace");
        return new KubernetesClientConfiguration
        {
            Host = new UriBuilder(Uri.UriSchemeHttps, host, port).ToString(),
            TokenProvider = new TokenFileAuth(Path.Combine(ServiceAccountPath, "token")),
            SslCaCerts = Certificates.FromPem(File.ReadAllText(Path.Combine(ServiceAccountPath, "ca.crt"))),
            Namespace = File.Exists(space) ? File.ReadAllText(space) : null,
        };
    }
}

using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s.Exceptions;

namespace k8s;

/// <summary>Reading certificates, and judging a server's.</summary>
internal static class Certificates
{
    public static X509Certificate2Collection FromPem(string text)
    {
        var collection = new X509Certificate2Collection();
        collection.ImportFromPem(text);
        return collection;
    }

    /// <summary>The client's certificate with its key; null where the configuration does not name both.</summary>
    public static X509Certificate2 OfClient(KubernetesClientConfiguration config)
    {
        var certificate = Text(config.ClientCertificateFilePath, config.ClientCertificateData);
        var key = Text(config.ClientKeyFilePath, config.ClientCertificateKeyData);
        return certificate is null || key is null ? null : X509Certificate2.CreateFromPem(certificate, key);
    }

    /// <summary>
    /// A chain that ends at one of the authorities is good, whatever the machine itself trusts. A name that is not the
    /// server's never is.
    /// </summary>
    public static bool AreGood(
        X509Certificate2Collection authorities,
        X509Certificate certificate,
        X509Chain chain,
        SslPolicyErrors errors
    )
    {
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors)
            return errors == SslPolicyErrors.None;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        return chain.Build((X509Certificate2)certificate);
    }

    private static string Text(string path, string data)
    {
        if (!string.IsNullOrWhiteSpace(path))
            return File.ReadAllText(path);
        if (string.IsNullOrWhiteSpace(data))
            return null;
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(data));
        }
        catch (FormatException e)
        {
            throw new KubeConfigException("The client's certificate or key is not in base64.", e);
        }
    }
}

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mothership.Tests.Support.Kube;

/// <summary>A certificate authority of a test's own.</summary>
internal sealed class KubeAuthority
{
    private readonly X509Certificate2 _root;

    /// <param name="name">Its common name.</param>
    /// <param name="now">The moment from which on, and around which, its certificates are valid.</param>
    public KubeAuthority(string name, DateTimeOffset now)
    {
        Now = now;
        var request = Request(name);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, true)
        );
        _root = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
    }

    /// <summary>The authority's own certificate.</summary>
    public string Pem => _root.ExportCertificatePem();

    private DateTimeOffset Now { get; }

    /// <summary>A certificate of a server on this machine, also by another name.</summary>
    public (string Certificate, string Key) Server(string name) =>
        Issue(
            name,
            "1.3.6.1.5.5.7.3.1",
            names =>
            {
                names.AddDnsName(name);
                names.AddDnsName("localhost");
                names.AddIpAddress(IPAddress.Loopback);
            }
        );

    /// <summary>A certificate of a user, whose name is the common one.</summary>
    public (string Certificate, string Key) Client(string name, DateTimeOffset? until = null) =>
        Issue(name, "1.3.6.1.5.5.7.3.2", null, until);

    private static CertificateRequest Request(string name, ECDsa? key = null) =>
        new($"CN={name}", key ?? ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);

    private (string, string) Issue(
        string name,
        string usage,
        Action<SubjectAlternativeNameBuilder>? named,
        DateTimeOffset? until = null
    )
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(name, key);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        if (named is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            named(names);
            request.CertificateExtensions.Add(names.Build());
        }
        using var issued = request.Create(
            _root,
            Now.AddDays(-1),
            until ?? Now.AddDays(7),
            RandomNumberGenerator.GetBytes(8)
        );
        return (issued.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}

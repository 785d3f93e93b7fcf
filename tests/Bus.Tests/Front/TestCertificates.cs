using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Bus.Tests.Front;

/// <summary>A certificate authority for a test, and the certificates of its brokers.</summary>
internal sealed class TestCertificates : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _authority;
    private byte _serial;

    public TestCertificates()
    {
        var request = new CertificateRequest("CN=test authority", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _authority = request.CreateSelfSigned(Now.AddYears(-1), Now.AddYears(1));
    }

    /// <summary>What a client has to trust.</summary>
    public string AuthorityPem => _authority.ExportCertificatePem();

    /// <summary>A broker's certificate for loopback addresses.</summary>
    public X509Certificate2 ForLoopback() => Issue(Now.AddDays(30), names => names.AddIpAddress(IPAddress.Loopback));

    /// <summary>One for another host.</summary>
    public X509Certificate2 ForAnotherHost() => Issue(Now.AddDays(30), names => names.AddDnsName("other.example"));

    /// <summary>One that is out of date.</summary>
    public X509Certificate2 Expired() => Issue(Now.AddDays(-1), names => names.AddIpAddress(IPAddress.Loopback));

    public void Dispose()
    {
        _authority.Dispose();
        _key.Dispose();
    }

    private X509Certificate2 Issue(DateTimeOffset until, Action<SubjectAlternativeNameBuilder> name)
    {
        var names = new SubjectAlternativeNameBuilder();
        name(names);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=broker", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using var bare = request.Create(_authority, Now.AddDays(-30), until, [++_serial]);
        return bare.CopyWithPrivateKey(key);
    }
}

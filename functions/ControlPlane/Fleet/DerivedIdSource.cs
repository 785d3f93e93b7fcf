using System.Security.Cryptography;
using System.Text;
using Mothership.Domain.Ids;

namespace Mothership.ControlPlane.Fleet;

/// <summary>
/// Randomness that is the same whenever it starts from the same seed, so that repeated work makes the same ids.
/// </summary>
internal sealed class DerivedIdSource(byte[] seed) : IIdSource
{
    private int _draws;

    /// <inheritdoc/>
    public void Fill(Span<byte> bytes) =>
        HKDF.Expand(HashAlgorithmName.SHA256, seed, bytes, Encoding.ASCII.GetBytes($"mothership id {_draws++}"));
}

using System.Security.Cryptography;

namespace Mothership.Domain.Ids;

/// <summary>The operating system's cryptographic random numbers.</summary>
public sealed class SecureIdSource : IIdSource
{
    /// <inheritdoc/>
    public void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);
}

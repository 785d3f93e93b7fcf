using System.Text;

namespace Mothership.Secrets;

/// <summary>What can be the name of a secret: what Key Vault takes, and what cannot lead out of a folder.</summary>
internal static class SecretNames
{
    private const int MaxLength = 127;

    /// <exception cref="ArgumentException">It is no name.</exception>
    public static void Check(string name)
    {
        if (name.Length is 0 or > MaxLength || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            throw new ArgumentException($"'{name}' is no name of a secret: letters, digits and hyphens.", nameof(name));
    }
}

/// <summary>What can be the value of a secret, in every kind of vault.</summary>
internal static class SecretValues
{
    /// <summary>The most bytes of UTF-8, as of Key Vault.</summary>
    public const int MaxBytes = 25 * 1024;

    /// <exception cref="ArgumentException">It can't be kept as it is. The message does not tell the value.</exception>
    public static void Check(string value)
    {
        if (value.Length == 0 || value.Trim().Length != value.Length)
            throw new ArgumentException("A secret is not empty, and has no white space around it.", nameof(value));
        if (Encoding.UTF8.GetByteCount(value) > MaxBytes)
            throw new ArgumentException($"A secret has at most {MaxBytes} bytes.", nameof(value));
    }
}

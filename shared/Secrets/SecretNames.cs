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

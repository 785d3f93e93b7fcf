namespace Mothership.Domain.Ids;

/// <summary>A person: <c>u-</c> and six or more of [0-9a-z].</summary>
public readonly record struct UserId(string Value)
{
    /// <summary>A new random one.</summary>
    public static UserId New(IIdSource source) => new(PrefixedId.New("u-", source));

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A program's account: <c>sa-</c> and six or more of [0-9a-z].</summary>
public readonly record struct ServiceAccountId(string Value)
{
    /// <summary>A new random one.</summary>
    public static ServiceAccountId New(IIdSource source) => new(PrefixedId.New("sa-", source));

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>An API key's public half: sixteen of [A-Z0-9].</summary>
public readonly record struct ApiKeyId(string Value)
{
    // 32 characters, so that five random bits make one: 80 bits in all.
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int Length = 16;

    /// <summary>A new random one.</summary>
    public static ApiKeyId New(IIdSource source)
    {
        Span<byte> random = stackalloc byte[Length];
        source.Fill(random);
        Span<char> text = stackalloc char[Length];
        for (var i = 0; i < Length; i++)
            text[i] = Alphabet[random[i] & 31];
        return new(new string(text));
    }

    /// <summary>Whether a text has the form of a key id; one that has not needs no look-up.</summary>
    public static bool IsWellFormed(string? text) =>
        text is { Length: Length } && text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));

    /// <inheritdoc/>
    public override string ToString() => Value;
}

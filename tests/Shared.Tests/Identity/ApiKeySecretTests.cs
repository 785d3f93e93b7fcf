using FsCheck.Xunit;
using Mothership.Domain.Identity;
using Mothership.Domain.Ids;

namespace Mothership.Shared.Tests.Identity;

public sealed class ApiKeySecretTests
{
    private static readonly IIdSource _random = new SecureIdSource();

    [Fact]
    public void New_Thousand_AreWellFormedAndUnique()
    {
        var secrets = Enumerable.Range(0, 1000).Select(_ => ApiKeySecret.New(_random)).ToList();

        secrets.ShouldBeUnique();
        secrets.ShouldAllBe(secret => secret.Length == 64 && ApiKeySecret.IsWellFormed(secret));
        secrets.ShouldAllBe(secret => secret.StartsWith("msk_", StringComparison.Ordinal));
    }

    [Fact]
    public void New_Thousand_UseAllDigitsAboutEquallyOften()
    {
        var digits = string.Concat(Enumerable.Range(0, 1000).Select(_ => ApiKeySecret.New(_random)[5..58]));

        var counts = digits.GroupBy(c => c).Select(g => g.Count()).ToList();

        counts.Count.ShouldBe(62);
        // 53,000 digits over 62: 855 each, standard deviation 29. Ten of those never happen by chance.
        counts.ShouldAllBe(count => count > 565 && count < 1145);
    }

    [Fact]
    public void FromSeed_OfAKnownSeed_IsAlwaysTheSame()
    {
        var seed = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();

        // Stored claims hold seeds: another way from seed to secret would show a secret that does not open anything.
        ApiKeySecret.FromSeed(seed).ShouldBe(ApiKeySecret.FromSeed([.. seed]));
        ApiKeySecret.FromSeed(seed).ShouldBe(Known);
    }

    [Fact]
    public void FromSeed_ThatDiffersInOneBit_IsQuiteAnother()
    {
        var seed = new byte[32];
        var first = ApiKeySecret.FromSeed(seed);
        seed[31] = 1;
        var second = ApiKeySecret.FromSeed(seed);

        first[4..58].Zip(second[4..58]).Count(pair => pair.First == pair.Second).ShouldBeLessThan(12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void FromSeed_OfAWrongLength_IsRefused(int length)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => ApiKeySecret.FromSeed(new byte[length]));
    }

    [Fact]
    public void IsWellFormed_WithAnyCharacterChanged_IsFalse()
    {
        var secret = ApiKeySecret.New(_random);

        for (var i = 0; i < secret.Length; i++)
        {
            var changed = secret[..i] + (secret[i] == 'x' ? 'y' : 'x') + secret[(i + 1)..];
            ApiKeySecret.IsWellFormed(changed).ShouldBeFalse(changed);
        }
    }

    [Property(MaxTest = 500)]
    public bool IsWellFormed_OfAnyText_IsFalseAndDoesNotFail(string? text) => !ApiKeySecret.IsWellFormed(text);

    [Property(MaxTest = 300)]
    public bool Prove_WithAnyOtherSecret_Fails(string? secret)
    {
        var key = ApiKeyId.New(_random);
        var stored = ApiKeyCredentialTests.Credential(key, "right");
        return secret is null or "right" || ApiKeyCredential.Prove(stored, key, secret, default) is null;
    }

    private const string Known = "msk_7yIRpMu9RiLaxtUU2qCblv6jrd0T5AHJEz3MnMZyWdUXoEe3u188gf2Ao0BF";
}

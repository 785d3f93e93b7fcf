using System.Text;
using Mothership.Domain.Fleet;

namespace Mothership.Bus.Signing;

/// <summary>A key that a region and the mothership share. Never shows what it is made of.</summary>
public sealed class BusKey
{
    /// <summary>The fewest characters that a key has.</summary>
    public const int LeastLength = 32;

    private readonly byte[] _material;

    private BusKey(int number, byte[] material) => (Number, _material) = (number, material);

    /// <summary>Tells a region's keys apart; counts from 1.</summary>
    public int Number { get; }

    internal ReadOnlySpan<byte> Material => _material;

    /// <summary>A key from the text that the vault has.</summary>
    /// <exception cref="ArgumentException">The text is too short to be a secret.</exception>
    public static BusKey Of(int number, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length >= LeastLength
            ? new(number, Encoding.UTF8.GetBytes(text))
            : throw new ArgumentException($"A key of the bus has at least {LeastLength} characters.", nameof(text));
    }

    /// <summary>The name of a key in the vault.</summary>
    public static string NameOf(RegionId region, int number) => $"{Prefix(region)}-{number}";

    /// <summary>
    /// The name of the secret that says which key a region's messages are signed with; where there is none, it is 1.
    /// </summary>
    public static string CurrentNameOf(RegionId region) => $"{Prefix(region)}-current";

    /// <summary>Whether a region can have keys: with a hyphen in the cloud's name two would share theirs.</summary>
    public static bool CanHave(RegionId region) => !region.Cloud.Contains('-');

    /// <inheritdoc/>
    public override string ToString() => $"key {Number}";

    private static string Prefix(RegionId region) =>
        CanHave(region)
            ? $"bus-key-{region.Cloud}-{region.Name}"
            : throw new ArgumentException($"{region} can't have keys: its cloud has a hyphen in its name.");
}

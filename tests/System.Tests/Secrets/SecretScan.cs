using System.Buffers;
using System.Text;

namespace Mothership.SystemTests.Secrets;

/// <summary>
/// Looks for secrets in whatever the system leaves behind: as they are, in UTF-16, and as the base64 that they are sent
/// in.
/// </summary>
internal sealed class SecretScan
{
    private const int Context = 60;
    private readonly SearchValues<string> _needles;

    /// <summary>A scan for some secrets.</summary>
    /// <param name="secrets">At least eight characters each: anything shorter is found anywhere.</param>
    public SecretScan(IEnumerable<string> secrets)
    {
        var known = secrets.Distinct().ToList();
        known.ShouldAllBe(s => s.Length >= 8);
        Count = known.Count;
        _needles = SearchValues.Create([.. known.SelectMany(Forms).Distinct()], StringComparison.Ordinal);
    }

    /// <summary>How many secrets are looked for.</summary>
    public int Count { get; }

    /// <summary>Where a text has one of them.</summary>
    public IEnumerable<string> Text(string place, string text)
    {
        for (var from = 0; text.AsSpan(from).IndexOfAny(_needles) is var at and >= 0; from += at + 1)
        {
            var start = Math.Max(0, from + at - Context);
            yield return $"{place}, at {from + at}: …{text[start..(from + at)]}[a secret]";
        }
    }

    /// <summary>Where bytes have one of them.</summary>
    public IEnumerable<string> Bytes(string place, ReadOnlySpan<byte> bytes) =>
        Text(place, Encoding.Latin1.GetString(bytes)).Take(3);

    /// <summary>Where files of a folder have one of them, but for those that are left out.</summary>
    public IEnumerable<string> Folder(string folder, Func<string, bool> isVault) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => !isVault(Path.GetRelativePath(folder, file)))
            .SelectMany(file => Bytes(Path.GetRelativePath(folder, file), File.ReadAllBytes(file)));

    private static IEnumerable<string> Forms(string secret)
    {
        yield return Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(secret));
        yield return Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(secret));
        // Base64 of a text that contains it: the middle does not depend on what comes before, but for its place.
        for (var shift = 0; shift < 3; shift++)
        {
            var whole = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string(' ', shift) + secret));
            var inner = whole.TrimEnd('=')[(shift == 0 ? 0 : 4)..^2];
            if (inner.Length >= 10)
                yield return inner;
        }
    }
}

namespace Mothership.Local.FakeStripe.State;

/// <summary>Ids that look like Stripe's and are the same for the same seed and the same order of requests.</summary>
internal sealed class Ids(int seed)
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private ulong _counter;

    public string Next(string prefix, int length = 23)
    {
        var count = Interlocked.Increment(ref _counter);
        return string.Create(
            prefix.Length + 1 + length,
            (prefix, state: Mix(((ulong)(uint)seed << 32) ^ count)),
            static (span, source) =>
            {
                source.prefix.CopyTo(span);
                span[source.prefix.Length] = '1';
                var state = source.state;
                for (var i = source.prefix.Length + 1; i < span.Length; i++, state = Mix(state + (ulong)i))
                    span[i] = Alphabet[(int)(state % (ulong)Alphabet.Length)];
            }
        );
    }

    /// <summary>Spreads the bits of a number over the whole of it (splitmix64).</summary>
    public static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}

using System.Text;
using Mothership.Bus;
using Mothership.Bus.Codecs;
using Mothership.Bus.Records;
using Mothership.Bus.Signing;
using Xunit.Abstractions;

namespace Bus.Tests.Signing;

/// <summary>P20: of mutations of genuine commands none is accepted.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int Seed = 20_171_115;

    private static readonly string[] Signed =
    [
        BusHeaders.Version,
        BusHeaders.Kind,
        BusHeaders.Cloud,
        BusHeaders.Region,
        BusHeaders.Generation,
        BusHeaders.TraceParent,
        BusHeaders.Signature,
    ];

    private readonly GatedRegion _region = new();
    private readonly Random _random = new(Seed);
    private BusRecord _genuine = null!;
    private BusRecord _another = null!;

    [Fact]
    public async Task Commands_MutatedInEveryWay_AreNeverAccepted()
    {
        var count = Counts.Of(quick: 4_000, full: 100_000);
        // A second key that is in use, so that naming it is no nonsense.
        _region.Vault.Put(GatedRegion.Here, 2);
        for (var generation = 1; generation <= 5; generation++)
            await _region.TakeAsync(_region.Signed("lkc-a", generation));
        _genuine = Traced(_region.Signed("lkc-a", 6));
        _another = Traced(_region.Signed("lkc-b", 9));
        var before = _region.Operator.Effects.Count;
        var mutations = Mutations();

        for (var i = 0; i < count; i++)
        {
            var (name, mutate) = mutations[i % mutations.Count];
            await _region.TakeAsync(mutate());
            _region.Operator.Effects.Count.ShouldBe(before, $"number {i}, {name}, seed {Seed}");
        }

        // The test could not fail if what was mutated were worth nothing by itself.
        await _region.TakeAsync(_genuine);
        await _region.TakeAsync(_another);
        _region.Operator.Effects.Count.ShouldBe(before + 2);
        output.WriteLine(
            $"{count} mutations of {mutations.Count} kinds, 0 accepted; dead letters: "
                + string.Join(", ", _region.Bus.Refusals.Select(r => $"{r.Value} {r.Key}"))
        );
    }

    private List<(string Name, Func<BusRecord> Mutate)> Mutations() =>
        [
            ("bit of the value", () => _genuine with { Value = Flip(_genuine.Value!) }),
            ("bit of the key", () => _genuine with { Key = Flip(_genuine.Key!) }),
            ("bit of a header", () => WithHeader(AnyHeader(), Flip)),
            ("bit of the signature", () => WithHeader(BusHeaders.Signature, Flip)),
            ("upper case signature", () => WithHeader(BusHeaders.Signature, b => Text(Utf8(b).ToUpperInvariant()))),
            ("header missing", () => Without(AnyHeader())),
            ("no signature", () => Without(BusHeaders.Signature)),
            ("empty signature", () => WithHeader(BusHeaders.Signature, _ => [])),
            ("two headers swapped", SwapHeaders),
            ("another message's header", () => ExchangeHeader()),
            (
                "another message's signature",
                () => WithHeader(BusHeaders.Signature, _ => Of(_another, BusHeaders.Signature))
            ),
            ("another message's key", () => _genuine with { Key = _another.Key }),
            ("another message's value", () => _genuine with { Value = _another.Value }),
            ("value cut off", () => _genuine with { Value = _genuine.Value![.._random.Next(_genuine.Value!.Length)] }),
            ("value longer", () => _genuine with { Value = [.. _genuine.Value!, .. Bytes(_random.Next(1, 9))] }),
            ("bytes moved from key to value", MoveBytes),
            ("made younger", () => WithPart(0, $"t={Milliseconds(_random.Next(-300, 300))}")),
            ("a time that is written otherwise", () => WithPart(0, Otherwise)),
            ("genuine and stale", () => SignedAnew(_region.Now.AddSeconds(-301 - _random.Next(1_000_000)))),
            ("genuine and from the future", () => SignedAnew(_region.Now.AddSeconds(301 + _random.Next(1_000_000)))),
            ("for another region, readdressed", () => Readdress(_region.Signed("lkc-a", 7, GatedRegion.Elsewhere))),
            ("signed by another region for this one", SignedByAnother),
            ("an older generation again", () => _region.Received(_region.Signed("lkc-a", _random.Next(1, 6)))),
            ("an older version", () => WithHeader(BusHeaders.Version, _ => Text("0"))),
            ("genuine in an unknown version", () => SignedInVersion($"{_random.Next(2, 99)}")),
            ("another key's number", () => WithPart(1, "k=2")),
            ("a number that is written otherwise", () => WithPart(1, Otherwise)),
            ("without a part", () => WithParts(p => p.RemoveAt(_random.Next(p.Count)))),
            ("with a part twice", () => WithParts(p => p.Insert(_random.Next(p.Count), p[_random.Next(p.Count)]))),
            ("with parts turned round", () => WithParts(p => p.Reverse())),
            ("with a part more", () => WithParts(p => p.Add("v2=0"))),
            ("from another topic", () => _genuine with { Topic = Topics.Reports }),
            ("a signature of noise", () => WithPart(2, $"v1={Convert.ToHexStringLower(Bytes(32))}")),
        ];

    private static BusRecord Traced(BusMessage message)
    {
        const string trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        var unsigned = message with
        {
            Headers =
            [
                .. message.Headers.Where(h => h.Key != BusHeaders.Signature),
                new(BusHeaders.TraceParent, trace),
            ],
        };
        var region = new GatedRegion();
        return region.Received(MessageSigner.Sign(unsigned, TestVault.KeyOf(GatedRegion.Here, 1), region.Now));
    }

    private BusRecord SignedAnew(DateTimeOffset at)
    {
        var command = ClusterCommandCodec.Encode(GatedRegion.Command("lkc-a", 6, at));
        return _region.Received(MessageSigner.Sign(command, TestVault.KeyOf(GatedRegion.Here, 1), at));
    }

    private BusRecord SignedByAnother()
    {
        var command = ClusterCommandCodec.Encode(GatedRegion.Command("lkc-a", 7, _region.Now));
        return _region.Received(MessageSigner.Sign(command, TestVault.KeyOf(GatedRegion.Elsewhere, 1), _region.Now));
    }

    private BusRecord SignedInVersion(string version)
    {
        var command = ClusterCommandCodec.Encode(GatedRegion.Command("lkc-a", 7, _region.Now));
        var other = command with
        {
            Headers = [.. command.Headers.Select(h => h.Key == BusHeaders.Version ? new(h.Key, version) : h)],
        };
        return _region.Received(MessageSigner.Sign(other, TestVault.KeyOf(GatedRegion.Here, 1), _region.Now));
    }

    private BusRecord Readdress(BusMessage message)
    {
        var record = _region.Received(message);
        record = With(record, BusHeaders.Cloud, _ => Text(GatedRegion.Here.Cloud));
        return With(record, BusHeaders.Region, _ => Text(GatedRegion.Here.Name));
    }

    private BusRecord SwapHeaders()
    {
        var (first, second) = (AnyHeader(), AnyHeader());
        while (Of(_genuine, first).AsSpan().SequenceEqual(Of(_genuine, second)))
            second = AnyHeader();
        var swapped = WithHeader(first, _ => Of(_genuine, second));
        return With(swapped, second, _ => Of(_genuine, first));
    }

    private BusRecord ExchangeHeader()
    {
        var different = Signed.Where(name => !Of(_genuine, name).AsSpan().SequenceEqual(Of(_another, name))).ToArray();
        var name = different[_random.Next(different.Length)];
        return WithHeader(name, _ => Of(_another, name));
    }

    private BusRecord MoveBytes()
    {
        var moved = _random.Next(1, _genuine.Key!.Length);
        return _genuine with { Key = _genuine.Key[..^moved], Value = [.. _genuine.Key[^moved..], .. _genuine.Value!] };
    }

    private BusRecord WithPart(int place, string part) => WithParts(parts => parts[place] = part);

    private BusRecord WithPart(int place, Func<string, string> change) =>
        WithParts(parts => parts[place] = change(parts[place]));

    // The parts of a signature: time, number and digest.
    private BusRecord WithParts(Action<List<string>> change)
    {
        var parts = Utf8(Of(_genuine, BusHeaders.Signature)).Split(',').ToList();
        change(parts);
        return WithHeader(BusHeaders.Signature, _ => Text(string.Join(',', parts)));
    }

    // The same number in a way that a lenient reader would take for it.
    private string Otherwise(string part)
    {
        var (label, number) = (part[..2], part[2..]);
        string[] ways =
        [
            $"{label}0{number}",
            $"{label}+{number}",
            $"{label} {number}",
            $"{part} ",
            $"{part}.0",
            part.ToUpperInvariant(),
        ];
        return ways[_random.Next(ways.Length)];
    }

    private BusRecord WithHeader(string name, Func<byte[], byte[]> change) => With(_genuine, name, change);

    private static BusRecord With(BusRecord record, string name, Func<byte[], byte[]> change) =>
        record with
        {
            Headers =
            [
                .. record.Headers.Select(h =>
                    h.Key == name ? new KeyValuePair<string, byte[]?>(name, change(h.Value!)) : h
                ),
            ],
        };

    private BusRecord Without(string name) =>
        _genuine with
        {
            Headers = [.. _genuine.Headers.Where(h => h.Key != name)],
        };

    private string AnyHeader() => Signed[_random.Next(Signed.Length)];

    private byte[] Flip(byte[] bytes)
    {
        var flipped = bytes.ToArray();
        flipped[_random.Next(flipped.Length)] ^= (byte)(1 << _random.Next(8));
        return flipped;
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    // Never the time that it was really signed at.
    private long Milliseconds(int seconds) => _region.Now.AddSeconds(seconds).ToUnixTimeMilliseconds() + 1;

    private static byte[] Of(BusRecord record, string name) => record.Headers.First(h => h.Key == name).Value!;

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static string Utf8(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}

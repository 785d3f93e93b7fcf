using Bus.Tests.Signing;
using Mothership.Bus;
using Mothership.Bus.Codecs;
using Mothership.Bus.Records;
using Mothership.Bus.Signing;
using Xunit.Abstractions;

namespace Bus.Tests.Promises;

/// <summary>P7: messages that nobody can handle are put aside with their reason, and hold up nobody.</summary>
public sealed class PoisonTests(ITestOutputHelper output)
{
    private const int OneIn = 100;

    [Fact]
    public async Task Poison_OneInAHundred_IsAllPutAsideAndNoGoodMessageSkipped()
    {
        var count = Counts.Of(quick: 4_000, full: 100_000);
        var expected = new Dictionary<string, int>();
        await using var fleet = new RegionFleet();
        await fleet.JoinAsync();

        for (var i = 0; i < count; i++)
            if (i % OneIn != 0)
                fleet.Send(RegionFleet.Signed(i));
            else
            {
                var (reason, poison) = Poison(i / OneIn);
                expected[reason] = expected.GetValueOrDefault(reason) + 1;
                fleet.Send(poison);
            }
        fleet.Flush();
        var good = count - (count / OneIn);
        await fleet.UntilAsync(() => fleet.Operator.Clusters >= good);

        fleet.Operator.Effects.ShouldBe(good);
        var reasons = fleet.DeadLetters(count / OneIn).GroupBy(r => r).ToDictionary(g => g.Key, g => g.Count());
        reasons.ShouldBe(expected, ignoreOrder: true);
        output.WriteLine(
            $"{count} messages: {good} good ones carried out once each; put aside "
                + string.Join(", ", reasons.Select(r => $"{r.Value} {r.Key}"))
        );
    }

    private static (string Reason, BusMessage Message) Poison(int number) =>
        (number % 8) switch
        {
            0 => (ParseReasons.InvalidProtobuf, RegionFleet.Signed(number, m => m with { Value = [255, 255, 7] })),
            1 => (ParseReasons.MissingField, RegionFleet.Signed(number, m => m with { Value = [] })),
            2 => (ParseReasons.UnknownVersion, RegionFleet.Signed(number, m => With(m, BusHeaders.Version, "2"))),
            3 => (ParseReasons.UnknownKind, RegionFleet.Signed(number, m => With(m, BusHeaders.Kind, "poem"))),
            4 => (ParseReasons.HeaderMismatch, RegionFleet.Signed(number, m => m with { Key = "lkc-other" })),
            5 => (RefusalReasons.Unsigned, Unsigned(number)),
            6 => (RefusalReasons.BadSignature, RegionFleet.Signed(number) with { Value = [1] }),
            _ => (ParseReasons.BadHeader, With(Unsigned(number), BusHeaders.Region, "")),
        };

    private static BusMessage Unsigned(int number) =>
        ClusterCommandCodec.Encode(GatedRegion.Command($"lkc-{number}", 1, TimeProvider.System.GetUtcNow()));

    private static BusMessage With(BusMessage message, string name, string value) =>
        message with
        {
            Headers = [.. message.Headers.Select(h => h.Key == name ? new(name, value) : h)],
        };
}

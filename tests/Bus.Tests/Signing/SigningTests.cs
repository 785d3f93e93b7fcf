using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Mothership.Bus;
using Mothership.Bus.Codecs;
using Mothership.Bus.Records;
using Mothership.Bus.Signing;
using Mothership.Domain.Fleet;

namespace Bus.Tests.Signing;

/// <summary>Signing, checking, keys and their change.</summary>
public sealed class SigningTests
{
    private readonly GatedRegion _region = new();

    [Fact]
    public async Task Command_Signed_IsCarriedOut()
    {
        await _region.TakeAsync(_region.Signed("lkc-a", 1));

        _region.Operator.Effects.ShouldHaveSingleItem();
        _region.Bus.DeadLetters.ShouldBe(0);
    }

    [Fact]
    public void Signature_IsThatOfTheDocumentedForm()
    {
        var key = TestVault.KeyOf(GatedRegion.Here, 7);
        var message = new BusMessage("topic", "key", [1, 2], [new(BusHeaders.Kind, "cluster")]);

        var signed = MessageSigner.Sign(message, key, DateTimeOffset.FromUnixTimeMilliseconds(1234));

        byte[] form =
        [
            .. "mothership-bus-1"u8,
            .. Part("topic"),
            .. Part("key"),
            .. Part(null),
            .. Part("cluster"),
            .. Part(null),
            .. Part(null),
            .. Part(null),
            .. Part(null),
            .. Part("1234"),
            .. Part("7"),
            0,
            0,
            0,
            2,
            1,
            2,
        ];
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(TestVault.TextOf(GatedRegion.Here, 7)), form);
        signed.Headers[^1].ShouldBe(new(BusHeaders.Signature, $"t=1234,k=7,v1={Convert.ToHexStringLower(expected)}"));
    }

    [Fact]
    public async Task Tombstone_Signed_PassesAndUnsigned_DoesNot()
    {
        var tombstone = ClusterCommandCodec.Tombstone(new("lkc-a"), GatedRegion.Here, 3);
        var passed = 0;
        Task Count(BusRecord record, CancellationToken stop)
        {
            passed++;
            return Task.CompletedTask;
        }
        var signed = MessageSigner.Sign(tombstone, TestVault.KeyOf(GatedRegion.Here, 1), _region.Now);

        await _region.Gate.PassAsync(_region.Received(signed), Count, default);
        await _region.Gate.PassAsync(_region.Received(tombstone), Count, default);

        passed.ShouldBe(1);
        _region.Bus.Refusals.ShouldBe(new Dictionary<string, int> { [RefusalReasons.Unsigned] = 1 });
    }

    [Theory]
    [InlineData(-300, null)]
    [InlineData(300, null)]
    [InlineData(301, RefusalReasons.NotYetValid)]
    public async Task Command_AtTheEdgesOfTime_IsTakenOrRefused(int seconds, string? refusal)
    {
        await _region.TakeAsync(SignedAt(_region.Now.AddSeconds(seconds)));

        _region.Operator.Effects.Count.ShouldBe(refusal is null ? 1 : 0);
        _region.Bus.Refusals.Keys.ShouldBe(refusal is null ? [] : [refusal]);
    }

    [Fact]
    public async Task Command_Stale_IsIgnoredAndCountedAndNoDeadLetter()
    {
        long counted = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, mine) =>
        {
            if (instrument.Meter.Name == MessageGate.MeterName)
                mine.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>(
            (_, value, tags, _) =>
            {
                if (tags.ToArray().Any(t => Equals(t.Value, RefusalReasons.Stale)))
                    Interlocked.Add(ref counted, value);
            }
        );
        listener.Start();

        await _region.TakeAsync(SignedAt(_region.Now.AddSeconds(-301)));

        _region.Operator.Effects.ShouldBeEmpty();
        _region.Bus.DeadLetters.ShouldBe(0);
        Interlocked.Read(ref counted).ShouldBeGreaterThanOrEqualTo(1);
    }

    [Fact]
    public async Task Report_OfYesterday_IsStillBelieved()
    {
        var report = MessageSigner.Sign(
            new(Topics.Metrics, "lkc-a", [1], Routing()),
            TestVault.KeyOf(GatedRegion.Here, 1),
            _region.Now.AddDays(-1)
        );
        var passed = false;

        await _region.Gate.PassAsync(
            _region.Received(report),
            (_, _) =>
            {
                passed = true;
                return Task.CompletedTask;
            },
            default
        );

        passed.ShouldBeTrue();
    }

    [Fact]
    public async Task Keys_ChangedStepByStep_LoseNothingAndTheOldOneEnds()
    {
        var (here, vault) = (GatedRegion.Here, _region.Vault);
        var keys = new BusKeys(vault, _region.Clock, NullLogger<BusKeys>.Instance);
        var sent = new OutBusRecorder();
        var signing = new SigningBus(sent, keys, _region.Clock);
        async Task PublishAsync(long generation) =>
            await signing.PublishAsync(
                ClusterCommandCodec.Encode(GatedRegion.Command("lkc-a", generation, _region.Now)),
                default
            );

        await PublishAsync(1);
        vault.Put(here, 2);
        _region.Clock.Advance(TimeSpan.FromMinutes(2));
        await PublishAsync(2);
        vault.SignWith(here, 2);
        _region.Clock.Advance(TimeSpan.FromMinutes(2));
        await PublishAsync(3);
        sent.Messages.Select(m => m.Headers.Single(h => h.Key == BusHeaders.Signature).Value.Split(',')[1])
            .ShouldBe(["k=1", "k=1", "k=2"]);
        foreach (var message in sent.Messages)
            await _region.TakeAsync(message);
        _region.Operator.Effects.Select(e => e.Generation).ShouldBe([1, 2, 3]);

        vault.TakeOut(here, 1);
        _region.Clock.Advance(TimeSpan.FromMinutes(2));
        await _region.TakeAsync(SignedAt(_region.Now, generation: 4));
        _region.Bus.Refusals.ShouldBe(new Dictionary<string, int> { [RefusalReasons.UnknownKey] = 1 });
    }

    [Fact]
    public async Task Keys_FarFromThePresentOne_AreNotEvenLookedFor()
    {
        _region.Vault.Put(GatedRegion.Here, 9);
        var message = MessageSigner.Sign(
            ClusterCommandCodec.Encode(GatedRegion.Command("lkc-a", 1, _region.Now)),
            TestVault.KeyOf(GatedRegion.Here, 9),
            _region.Now
        );

        await _region.TakeAsync(message);

        _region.Operator.Effects.ShouldBeEmpty();
        _region.Bus.Refusals.Keys.ShouldBe([RefusalReasons.UnknownKey]);
    }

    [Fact]
    public async Task Vault_AwayAfterAFirstLook_DoesNotSilenceTheBus()
    {
        await _region.TakeAsync(_region.Signed("lkc-a", 1));
        _region.Vault.IsAway = true;
        _region.Clock.Advance(TimeSpan.FromMinutes(3));

        await _region.TakeAsync(_region.Signed("lkc-a", 2));

        _region.Operator.Effects.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Vault_AwayFromTheStart_PutsTheCommandAside()
    {
        _region.Vault.IsAway = true;

        await _region.TakeAsync(_region.Signed("lkc-a", 1));

        _region.Operator.Effects.ShouldBeEmpty();
        _region.Bus.Refusals.ShouldBe(new Dictionary<string, int> { [RefusalReasons.KeysUnavailable] = 1 });
    }

    [Fact]
    public async Task Keys_OfManyMessages_AreAskedForOnce()
    {
        for (var i = 1; i <= 100; i++)
            await _region.TakeAsync(_region.Signed("lkc-a", i));

        _region.Vault.Asked.ShouldBe(2, "the key, and which one is in use");
    }

    [Fact]
    public async Task SigningBus_WithoutAKey_SendsNothing()
    {
        var sent = new OutBusRecorder();
        var keys = new BusKeys(_region.Vault, _region.Clock, NullLogger<BusKeys>.Instance);
        var signing = new SigningBus(sent, keys, _region.Clock);
        var command = ClusterCommandCodec.Encode(GatedRegion.Command("lkc-a", 1, _region.Now, GatedRegion.Elsewhere));

        var failed = await Should.ThrowAsync<BusUnavailableException>(() => signing.PublishAsync(command, default));

        failed.Message.ShouldContain("gcp/europe-west1");
        sent.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task SigningBus_DeadLetters_StayAsTheyAre()
    {
        var sent = new OutBusRecorder();
        var keys = new BusKeys(_region.Vault, _region.Clock, NullLogger<BusKeys>.Instance);
        var letter = new BusMessage(Topics.DeadLetters, "lkc-a", [1], Routing());

        await new SigningBus(sent, keys, _region.Clock).PublishAsync(letter, default);

        sent.Messages.ShouldBe([letter]);
    }

    [Fact]
    public void Key_IsNeverShown_AndIsLongEnough()
    {
        TestVault.KeyOf(GatedRegion.Here, 1).ToString().ShouldBe("key 1");
        Should.Throw<ArgumentException>(() => BusKey.Of(1, "short"));
        BusKey.CanHave(RegionId.Of("a-b", "c")).ShouldBeFalse("a-b/c and a/b-c would share a key");
    }

    private BusMessage SignedAt(DateTimeOffset at, long generation = 1) =>
        MessageSigner.Sign(
            ClusterCommandCodec.Encode(GatedRegion.Command("lkc-a", generation, at)),
            TestVault.KeyOf(GatedRegion.Here, 1),
            at
        );

    private static List<KeyValuePair<string, string>> Routing() =>
        [
            new(BusHeaders.Version, "1"),
            new(BusHeaders.Cloud, GatedRegion.Here.Cloud),
            new(BusHeaders.Region, GatedRegion.Here.Name),
        ];

    private static byte[] Part(string? text) =>
        text is null ? [255, 255, 255, 255] : [0, 0, 0, (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    private sealed class OutBusRecorder : IBus
    {
        public List<BusMessage> Messages { get; } = [];

        public Task PublishAsync(BusMessage message, CancellationToken cancellation)
        {
            Messages.Add(message);
            return Task.CompletedTask;
        }
    }
}

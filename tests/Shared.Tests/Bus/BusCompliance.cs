using Mothership.Bus;
using Mothership.Bus.Records;

namespace Mothership.Shared.Tests.Bus;

/// <summary>What every bus must do.</summary>
public abstract class BusCompliance
{
    protected abstract IBus Bus { get; }

    /// <summary>Reads so many messages of a topic, in the order of each key.</summary>
    protected abstract IReadOnlyList<BusRecord> Read(string topic, int count);

    [Fact]
    public async Task Publish_Message_ArrivesAsItWas()
    {
        await Bus.PublishAsync(new("t", "lkc-1", [1, 2, 3], [new("ms-version", "1"), new("name", "Zoë")]), default);
        var record = Read("t", 1).ShouldHaveSingleItem();
        record.KeyText.ShouldBe("lkc-1");
        record.Value.ShouldBe([1, 2, 3]);
        record.Header("ms-version").ShouldBe("1");
        record.Header("name").ShouldBe("Zoë");
        record.Header("other").ShouldBeNull();
    }

    [Fact]
    public async Task Publish_Tombstone_HasNoValue()
    {
        await Bus.PublishAsync(new("t", "lkc-1", null, []), default);
        Read("t", 1).ShouldHaveSingleItem().Value.ShouldBeNull();
    }

    [Fact]
    public async Task Publish_ManyOfOneKey_StayInOrder()
    {
        for (byte i = 0; i < 50; i++)
            await Bus.PublishAsync(new("t", "lkc-1", [i], []), default);
        Read("t", 50).Select(r => r.Value![0]).ShouldBe(Enumerable.Range(0, 50).Select(i => (byte)i));
    }

    [Fact]
    public async Task Publish_AtTheSameTime_LosesNothing()
    {
        var sent = Enumerable.Range(0, 200).Select(i => Bus.PublishAsync(new("t", $"k{i}", [(byte)i], []), default));
        await Task.WhenAll(sent.ToList());
        Read("t", 200).Select(r => r.KeyText).Distinct().Count().ShouldBe(200);
    }
}

public sealed class InMemoryBusTests : BusCompliance
{
    private readonly Support.InMemoryBus _bus = new();

    protected override IBus Bus => _bus;

    protected override IReadOnlyList<BusRecord> Read(string topic, int count)
    {
        var records = _bus.On(topic);
        records.Count.ShouldBe(count);
        return records;
    }
}

using System.Text;
using FsCheck.Xunit;
using Mothership.Bus;
using Mothership.Bus.Codecs;
using Mothership.Bus.Records;
using Mothership.Domain.Fleet;
using Mothership.Regions.Filtering;
using Mothership.Shared.Tests.Bus.Support;

namespace Mothership.Shared.Tests.Regions;

public sealed class RegionFilterTests
{
    private readonly RegionFilter _filter = new(Wire.Here);

    [Property(Arbitrary = [typeof(Wire)])]
    public void Decide_AnyCommand_IsMineWhenItsRegionIsThisOne(ClusterCommand command) =>
        Decide(ClusterCommandCodec.Encode(command).Headers)
            .ShouldBe(command.Region == Wire.Here ? Addressee.Mine : Addressee.Other);

    [Theory]
    [InlineData("aws", "us-west-2", Addressee.Mine)]
    [InlineData("aws", "us-west-22", Addressee.Other)]
    [InlineData("aws", "us-west-", Addressee.Other)]
    [InlineData("AWS", "us-west-2", Addressee.Other)]
    [InlineData("gcp", "us-west-2", Addressee.Other)]
    [InlineData("aws", null, Addressee.Unknown)]
    [InlineData(null, "us-west-2", Addressee.Unknown)]
    [InlineData(null, null, Addressee.Unknown)]
    [InlineData("aws", "", Addressee.Unknown)]
    public void Decide_CloudAndRegion_TellWhoseItIs(string? cloud, string? region, Addressee addressee)
    {
        var headers = new List<KeyValuePair<string, string>> { new("other", "aws") };
        if (region is not null)
            headers.Add(new(BusHeaders.Region, region));
        if (cloud is not null)
            headers.Add(new(BusHeaders.Cloud, cloud));
        Decide(headers).ShouldBe(addressee);
    }

    [Fact]
    public void Decide_ForAnotherRegion_AllocatesNothing()
    {
        var headers = Source(
            ClusterCommandCodec
                .Encode(Support.TestRegion.Command(1) with { Region = RegionId.Of("aws", "us-west-1") })
                .Headers
        );
        _filter.Decide(headers);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            _filter.Decide(headers);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private Addressee Decide(IEnumerable<KeyValuePair<string, string>> headers) => _filter.Decide(Source(headers));

    private static Headers Source(IEnumerable<KeyValuePair<string, string>> headers) =>
        new([.. headers.Select(h => KeyValuePair.Create(h.Key, Encoding.UTF8.GetBytes(h.Value)))]);

    private readonly struct Headers(KeyValuePair<string, byte[]>[] headers) : IHeaderSource
    {
        public int Count => headers.Length;

        public string NameAt(int index) => headers[index].Key;

        public ReadOnlySpan<byte> ValueAt(int index) => headers[index].Value;
    }
}

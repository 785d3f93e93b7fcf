using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Mothership.Tables.Tests.Client;

public sealed class TableEntityTests
{
    [Fact]
    public void Assignment_OfAnInt_KeepsLongAndDouble()
    {
        var entity = new TableEntity
        {
            ["L"] = 1L,
            ["D"] = 1.5,
            ["I"] = 1,
        };
        entity["L"] = 2;
        entity["D"] = 2;
        entity["I"] = "text";
        (entity["L"], entity["D"], entity["I"]).ShouldBe((2L, 2.0, "text"));
    }

    [Fact]
    public void Getters_Times_ConvertBothWays()
    {
        var time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1));
        var entity = new TableEntity { ["Offset"] = time, ["Utc"] = time.UtcDateTime };
        entity.GetDateTime("Offset").ShouldBe(time.UtcDateTime);
        entity.GetDateTimeOffset("Utc").ShouldBe(time);
    }

    [Fact]
    public void Getters_Binary_ConvertToBinaryData()
    {
        var entity = new TableEntity { ["X"] = new byte[] { 1 }, ["Y"] = BinaryData.FromString("a") };
        entity.GetBinaryData("X").ToArray().ShouldBe([1]);
        entity.GetBinaryData("Y").ToString().ShouldBe("a");
        Should.Throw<InvalidOperationException>(() => entity.GetBinary("Y"));
        Should.Throw<ArgumentException>(() => entity.GetString(""));
    }

    [Fact]
    public void Dictionary_HoldsKeysAndTag()
    {
        var entity = new TableEntity("p", "r") { ETag = new ETag("W/\"1\"") };
        ((ICollection<string>)["PartitionKey", "RowKey", "odata.etag"]).ShouldBe(entity.Keys, ignoreOrder: true);
        new TableEntity(entity).ETag.ShouldBe(entity.ETag);
        entity.Remove("RowKey").ShouldBeTrue();
        entity.RowKey.ShouldBeNull();
    }

    [Fact]
    public void ErrorCode_ComparesWithoutCase()
    {
        TableErrorCode code = "entityalreadyexists";
        (code == TableErrorCode.EntityAlreadyExists).ShouldBeTrue();
        (code != TableErrorCode.EntityNotFound).ShouldBeTrue();
        code.GetHashCode().ShouldBe(TableErrorCode.EntityAlreadyExists.GetHashCode());
    }
}

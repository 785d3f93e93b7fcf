using Azure;
using Azure.Data.Tables;

namespace Mothership.Tables.Tests.Compliance;

public abstract partial class TablesCompliance
{
    [Fact]
    public async Task AddEntity_ThenGet_ReturnsEveryTypeUnchanged()
    {
        var table = await NewTable();
        var time = new DateTimeOffset(2026, 3, 15, 10, 20, 30, TimeSpan.FromHours(2)).AddTicks(1234567);
        var sent = new Everything
        {
            PartitionKey = "p",
            RowKey = "r",
            Text = "grüße 😀 'quoted' \"json\"",
            Int = int.MinValue,
            Long = long.MaxValue,
            Double = 1.0 / 3,
            Flag = true,
            Time = time,
            Utc = time.UtcDateTime,
            Id = new Guid("01234567-89ab-cdef-0123-456789abcdef"),
            Bytes = [0, 1, 254, 255],
            Data = BinaryData.FromBytes(new byte[] { 7 }),
            Day = DayOfWeek.Friday,
            MaybeDay = DayOfWeek.Monday,
            Secret = "not sent",
            Renamed = "renamed",
            Unnamed = "unnamed",
        };
        await table.AddEntityAsync(sent);
        var got = (await table.GetEntityAsync<Everything>("p", "r")).Value;
        got.Text.ShouldBe(sent.Text);
        (got.Int, got.Long, got.Double, got.Flag).ShouldBe((sent.Int, sent.Long, sent.Double, sent.Flag));
        (got.Time, got.Utc, got.Utc.Kind).ShouldBe((time.ToUniversalTime(), time.UtcDateTime, DateTimeKind.Utc));
        got.Time.Offset.ShouldBe(TimeSpan.Zero);
        (got.Id, got.Day, got.MaybeDay).ShouldBe((sent.Id, DayOfWeek.Friday, DayOfWeek.Monday));
        got.Bytes.ShouldBe(sent.Bytes);
        got.Data!.ToArray().ShouldBe([7]);
        (got.MaybeInt, got.MaybeTime, got.Secret).ShouldBe((null, null, null));
        (got.Renamed, got.Unnamed).ShouldBe(("renamed", "unnamed"));
    }

    [Fact]
    public async Task AddEntity_Model_IsStoredAsTheServiceHasIt()
    {
        var table = await NewTable();
        await table.AddEntityAsync(
            new Everything
            {
                PartitionKey = "p",
                RowKey = "r",
                Text = "x",
                Day = DayOfWeek.Sunday,
                Secret = "s",
                Renamed = "n",
            }
        );
        var stored = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        stored["Day"].ShouldBe("Sunday");
        stored["other_name"].ShouldBe("n");
        stored["Computed"].ShouldBe("x!");
        stored["Utc"].ShouldBe(DateTimeOffset.UnixEpoch);
        foreach (var absent in (string[])["Secret", "Renamed", "MaybeInt", "Bytes", "ETag"])
            stored.ContainsKey(absent).ShouldBeFalse(absent);
    }

    [Fact]
    public async Task AddEntity_Dictionary_KeepsTypes()
    {
        var table = await NewTable();
        var id = new Guid("01234567-89ab-cdef-0123-456789abcdef");
        await table.AddEntityAsync(
            Entity(
                "p",
                "r",
                ("S", ""),
                ("I", 1),
                ("L", 1L),
                ("D", 5.0),
                ("B", false),
                ("G", id),
                ("X", Array.Empty<byte>()),
                ("N", null)
            )
        );
        var got = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        (got.GetString("S"), got.GetInt32("I"), got.GetInt64("L")).ShouldBe(("", 1, 1L));
        (got.GetDouble("D"), got.GetBoolean("B"), got.GetGuid("G")).ShouldBe((5.0, false, id));
        got.GetBinary("X").ShouldBeEmpty();
        got.ContainsKey("N").ShouldBeFalse();
        got.GetInt32("Absent").ShouldBeNull();
        Should.Throw<InvalidOperationException>(() => got.GetString("I"));
        (got.PartitionKey, got.RowKey).ShouldBe(("p", "r"));
        got.Keys.ShouldContain("odata.etag");
    }

    [Fact]
    public async Task AddEntity_SpecialDoubles_ComeBack()
    {
        var table = await NewTable();
        await table.AddEntityAsync(
            Entity("p", "r", ("N", double.NaN), ("P", double.PositiveInfinity), ("M", double.NegativeInfinity))
        );
        var got = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        got.GetDouble("N").ShouldBe(double.NaN);
        got.GetDouble("P").ShouldBe(double.PositiveInfinity);
        got.GetDouble("M").ShouldBe(double.NegativeInfinity);
    }

    [Fact]
    public async Task AddEntity_MembersHiddenBehindTheInterface_AreBound()
    {
        var table = await NewTable();
        await table.AddEntityAsync(new Hidden { Tenant = "t", Number = "7" });
        var got = (await table.GetEntityAsync<Hidden>("t", "7")).Value;
        (got.Tenant, got.Number).ShouldBe(("t", "7"));
        got.When().ShouldNotBeNull();
        got.Version().ShouldNotBe(default);
    }

    [Fact]
    public async Task AddEntity_Existing_Conflicts()
    {
        var table = await NewTable();
        await table.AddEntityAsync(Entity("p", "r", ("A", 1)));
        await Refused(table.AddEntityAsync(Entity("p", "r", ("A", 2))), 409, "EntityAlreadyExists");
        (await table.GetEntityAsync<TableEntity>("p", "r")).Value["A"].ShouldBe(1);
    }

    [Fact]
    public async Task GetEntity_Missing_Is404AndIfExistsIsEmpty()
    {
        var table = await NewTable();
        await Refused(table.GetEntityAsync<TableEntity>("p", "r"), 404, "ResourceNotFound");
        var none = await table.GetEntityIfExistsAsync<TableEntity>("p", "r");
        none.HasValue.ShouldBeFalse();
        none.GetRawResponse().Status.ShouldBe(404);
        Should.Throw<InvalidOperationException>(() => none.Value);
    }

    [Fact]
    public async Task GetEntity_Select_ReturnsOnlyThose()
    {
        var table = await NewTable();
        await table.AddEntityAsync(Entity("p", "r", ("A", 1), ("B", 2)));
        var got = (await table.GetEntityAsync<TableEntity>("p", "r", ["RowKey", "B"])).Value;
        (got.PartitionKey, got.RowKey, got.ContainsKey("A"), got["B"]).ShouldBe((null, "r", false, 2));
        got.ETag.ShouldNotBe(default);
    }

    [Fact]
    public async Task EveryWrite_ChangesTheETagAndTheResponseCarriesIt()
    {
        var table = await NewTable();
        var seen = new HashSet<ETag>();
        seen.Add((await table.AddEntityAsync(Entity("p", "r"))).Headers.ETag!.Value).ShouldBeTrue();
        for (var i = 0; i < 5; i++)
            seen.Add((await table.UpsertEntityAsync(Entity("p", "r"))).Headers.ETag!.Value).ShouldBeTrue();
        var got = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        seen.ShouldContain(got.ETag);
        got.ETag.ToString().ShouldStartWith("W/\"datetime'");
        got.Timestamp!.Value.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task UpdateEntity_WithItsETag_SucceedsOnce(TableUpdateMode mode)
    {
        var table = await NewTable();
        var first = (await table.AddEntityAsync(Entity("p", "r", ("A", 1)))).Headers.ETag!.Value;
        var second = await table.UpdateEntityAsync(Entity("p", "r", ("A", 2)), first, mode);
        second.Status.ShouldBe(204);
        second.Headers.ETag.ShouldNotBe(first);
        await Refused(
            table.UpdateEntityAsync(Entity("p", "r", ("A", 3)), first, mode),
            412,
            "UpdateConditionNotSatisfied"
        );
        (await table.GetEntityAsync<TableEntity>("p", "r")).Value["A"].ShouldBe(2);
    }

    [Fact]
    public async Task UpdateEntity_AnyETag_SucceedsOnlyIfItExists()
    {
        var table = await NewTable();
        await Refused(table.UpdateEntityAsync(Entity("p", "r"), ETag.All), 404, "ResourceNotFound");
        await Refused(
            table.UpdateEntityAsync(Entity("p", "r"), AnyOther, TableUpdateMode.Replace),
            404,
            "ResourceNotFound"
        );
        await table.AddEntityAsync(Entity("p", "r"));
        (await table.UpdateEntityAsync(Entity("p", "r", ("A", 2)), ETag.All)).Status.ShouldBe(204);
        await Should.ThrowAsync<ArgumentException>(() => table.UpdateEntityAsync(Entity("p", "r"), default));
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge, 1)]
    [InlineData(TableUpdateMode.Replace, null)]
    public async Task UpdateAndUpsert_Mode_KeepsOrDropsOtherProperties(TableUpdateMode mode, int? kept)
    {
        var table = await NewTable();
        await table.UpsertEntityAsync(Entity("p", "u", ("A", 1), ("B", 1)), mode);
        await table.UpsertEntityAsync(Entity("p", "u", ("B", "now text"), ("C", 3L)), mode);
        await table.AddEntityAsync(Entity("p", "v", ("A", 1), ("B", 1)));
        await table.UpdateEntityAsync(Entity("p", "v", ("B", "now text"), ("C", 3L)), ETag.All, mode);
        foreach (var row in (string[])["u", "v"])
        {
            var got = (await table.GetEntityAsync<TableEntity>("p", row)).Value;
            (got["A"], got["B"], got["C"]).ShouldBe(((object?)kept, "now text", 3L));
        }
    }

    [Fact]
    public async Task DeleteEntity_Twice_SecondAnswers404WithoutThrowing()
    {
        var table = await NewTable();
        await table.AddEntityAsync(Entity("p", "r"));
        (await table.DeleteEntityAsync("p", "r")).Status.ShouldBe(204);
        (await table.DeleteEntityAsync(Entity("p", "r"))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task DeleteEntity_OtherETag_IsRefused()
    {
        var table = await NewTable();
        var etag = (await table.AddEntityAsync(Entity("p", "r"))).Headers.ETag!.Value;
        await Refused(table.DeleteEntityAsync("p", "r", AnyOther), 412, "UpdateConditionNotSatisfied");
        (await table.DeleteEntityAsync("p", "r", etag)).Status.ShouldBe(204);
        await Refused(table.GetEntityAsync<TableEntity>("p", "r"), 404, "ResourceNotFound");
        (await table.DeleteEntityAsync("p", "r", etag)).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("it's")]
    [InlineData("a b+c&d=e%20")]
    [InlineData("ümläut 漢字 😀")]
    [InlineData("(x),y='z'")]
    [InlineData("")]
    public async Task AnyOperation_UnusualKeys_Work(string key)
    {
        var table = await NewTable();
        await table.AddEntityAsync(Entity(key, key, ("A", 1)));
        await table.UpdateEntityAsync(Entity(key, key, ("A", 2)), ETag.All);
        var got = (await table.GetEntityAsync<TableEntity>(key, key)).Value;
        (got.PartitionKey, got.RowKey, got["A"]).ShouldBe((key, key, 2));
        (await All(table.QueryAsync<Item>(e => e.PartitionKey == key && e.RowKey == key))).Count.ShouldBe(1);
        await table.SubmitTransactionAsync([new(TableTransactionActionType.UpsertMerge, Entity(key, key, ("A", 3)))]);
        (await table.DeleteEntityAsync(key, key)).Status.ShouldBe(204);
    }

    [Fact]
    public void SyncMethods_WholeLife_Work()
    {
        var table = Service.GetTableClient(NewName());
        table.CreateIfNotExists();
        table.AddEntity(Entity("p", "r", ("A", 1)));
        table.UpsertEntity(Entity("p", "r", ("A", 2)));
        table.UpdateEntity(Entity("p", "r", ("B", 3)), ETag.All);
        table.GetEntity<TableEntity>("p", "r").Value["B"].ShouldBe(3);
        table.GetEntityIfExists<TableEntity>("p", "no").HasValue.ShouldBeFalse();
        table.Query<TableEntity>(e => e.PartitionKey == "p").Single()["A"].ShouldBe(2);
        table.SubmitTransaction([new(TableTransactionActionType.Add, Entity("p", "s"))]).Value.Count.ShouldBe(1);
        table.DeleteEntity("p", "r").Status.ShouldBe(204);
        table.Delete().Status.ShouldBe(204);
    }

    [Fact]
    public async Task Write_NullKeys_AreRefusedBeforeTheyAreSent()
    {
        var table = await NewTable();
        await Should.ThrowAsync<ArgumentNullException>(() => table.AddEntityAsync(new TableEntity { RowKey = "r" }));
        await Should.ThrowAsync<ArgumentNullException>(() =>
            table.UpsertEntityAsync(new TableEntity { PartitionKey = "p" })
        );
        await Should.ThrowAsync<ArgumentNullException>(() => table.GetEntityAsync<TableEntity>("p", null));
        await Should.ThrowAsync<ArgumentNullException>(() => table.DeleteEntityAsync(null, "r"));
    }

    [Fact]
    public async Task Write_TypesThatTheServiceLacks_AreRefused()
    {
        var table = await NewTable();
        var priced = new Priced
        {
            PartitionKey = "p",
            RowKey = "r",
            Price = 1.5m,
        };
        await Should.ThrowAsync<NotSupportedException>(() => table.AddEntityAsync(priced));
        foreach (
            var value in (object[])
                [1.5m, 1.5f, TimeSpan.Zero, 'c', DayOfWeek.Monday, new DateTime(1, DateTimeKind.Local)]
        )
            await Should.ThrowAsync<NotSupportedException>(() => table.AddEntityAsync(Entity("p", "r", ("A", value))));
    }
}

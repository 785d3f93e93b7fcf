using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Mothership.Tables.Tests.Compliance;

public abstract partial class TablesCompliance
{
    [Fact]
    public async Task CreateTable_Twice_Conflicts()
    {
        var name = NewName();
        (await Service.CreateTableAsync(name)).Value.Name.ShouldBe(name);
        var e = await Refused(Service.CreateTableAsync(name), 409, "TableAlreadyExists");
        (e.ErrorCode! == TableErrorCode.TableAlreadyExists).ShouldBeTrue();
    }

    [Fact]
    public async Task CreateTableIfNotExists_Twice_SecondSaysConflictWithoutThrowing()
    {
        var table = Service.GetTableClient(NewName());
        (await table.CreateIfNotExistsAsync()).GetRawResponse().Status.ShouldBeOneOf(201, 204);
        var second = await table.CreateIfNotExistsAsync();
        second.Value.Name.ShouldBe(table.Name);
        second.GetRawResponse().Status.ShouldBe(409);
    }

    [Fact]
    public async Task DeleteTable_Missing_Answers404WithoutThrowing() =>
        (await Service.DeleteTableAsync(NewName())).Status.ShouldBe(404);

    [Fact]
    public async Task DeleteTable_WithEntities_TakesThemAlong()
    {
        var table = await NewTable();
        await table.AddEntityAsync(Entity("p", "r"));
        (await table.DeleteAsync()).Status.ShouldBe(204);
        await Refused(table.AddEntityAsync(Entity("p", "r")), 404, "TableNotFound");
        await table.CreateAsync();
        (await All(table.QueryAsync<TableEntity>())).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ab", "OutOfRangeInput")]
    [InlineData("1abc", "InvalidResourceName")]
    [InlineData("with-dash", "InvalidResourceName")]
    public async Task CreateTable_BadName_IsRefused(string name, string code)
    {
        var e = await Should.ThrowAsync<RequestFailedException>(Service.CreateTableAsync(name));
        e.Status.ShouldBe(400);
        if (!IsAzurite)
            e.ErrorCode.ShouldBe(code);
    }

    [Fact]
    public async Task QueryTables_ByName_FindsThem()
    {
        var name = NewName();
        await Service.CreateTableAsync(name + "b");
        await Service.CreateTableAsync(name + "a");
        string[] both = [name + "a", name + "b"];
        var found = await All(Service.QueryAsync($"TableName ge '{name}' and TableName lt '{name}z'"));
        found.Select(t => t.Name).ShouldBe(both);
        (await All(Service.QueryAsync(t => t.Name == both[1]))).Single().Name.ShouldBe(both[1]);
        (await All(Service.QueryAsync())).Select(t => t.Name).ShouldContain(both[0]);
    }

    [Fact]
    public async Task QueryTables_SmallPages_GiveAll()
    {
        var name = NewName();
        for (var i = 0; i < 3; i++)
            await Service.CreateTableAsync($"{name}p{i}");
        var filter = $"TableName ge '{name}p' and TableName lt '{name}q'";
        var pages = Service.Query(filter, maxPerPage: 2).AsPages().ToList();
        pages.Select(p => p.Values.Count).ShouldBe([2, 1]);
    }

    [Fact]
    public async Task Table_NamesDifferOnlyInCase_AreTheSame()
    {
        var name = NewName();
        await Service.CreateTableAsync(name);
        var upper = Service.GetTableClient(name.ToUpperInvariant());
        await upper.AddEntityAsync(Entity("p", "r"));
        (await Service.GetTableClient(name).GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue.ShouldBeTrue();
    }

    [Fact]
    public async Task AnyOperation_TableMissing_SaysSo()
    {
        var table = Service.GetTableClient(NewName());
        await Refused(table.AddEntityAsync(Entity("p", "r")), 404, "TableNotFound");
        await Refused(table.UpsertEntityAsync(Entity("p", "r")), 404, "TableNotFound");
        await Refused(All(table.QueryAsync<TableEntity>()), 404, "TableNotFound");
        (await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue.ShouldBeFalse();
        (await table.DeleteEntityAsync("p", "r")).Status.ShouldBe(404);
    }
}

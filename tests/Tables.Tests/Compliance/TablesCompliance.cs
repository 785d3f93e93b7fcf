using Azure;
using Azure.Data.Tables;

namespace Mothership.Tables.Tests.Compliance;

/// <summary>
/// What the Table service promises, run on every backend. Where a backend is known to differ from the service it
/// overrides the property that says so.
/// </summary>
public abstract partial class TablesCompliance
{
    private static int _lastTable;

    protected abstract TableServiceClient Service { get; }

    /// <summary>
    /// Azurite reports some refusals of the service by another code, and does not make some at all.
    /// </summary>
    protected virtual bool IsAzurite => false;

    protected static ETag AnyOther => new("W/\"datetime'2001-01-01T00%3A00%3A00.0000000Z'\"");

    protected async Task<TableClient> NewTable()
    {
        var table = Service.GetTableClient(NewName());
        await table.CreateAsync();
        return table;
    }

    protected static string NewName() => $"t{Interlocked.Increment(ref _lastTable)}x{Environment.ProcessId}";

    protected static async Task<RequestFailedException> Refused(Task task, int status, string code)
    {
        var e = await Should.ThrowAsync<RequestFailedException>(task);
        (e.Status, e.ErrorCode).ShouldBe((status, code), e.Message);
        return e;
    }

    protected static async Task<List<T>> All<T>(AsyncPageable<T> pages)
        where T : notnull
    {
        var all = new List<T>();
        await foreach (var item in pages)
            all.Add(item);
        return all;
    }

    protected static TableEntity Entity(string partition, string row, params (string Name, object? Value)[] values)
    {
        var entity = new TableEntity(partition, row);
        foreach (var (name, value) in values)
            entity[name] = value;
        return entity;
    }
}

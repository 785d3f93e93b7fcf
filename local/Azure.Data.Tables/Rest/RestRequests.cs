using System.Globalization;
using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables;
using Mothership.Local.Tables.Backend;

namespace Mothership.Local.Tables.Rest;

/// <summary>Fills in requests of the Table service's protocol.</summary>
internal sealed class RestRequests(Uri endpoint, string version)
{
    public const string Accept = "application/json;odata=minimalmetadata";
    private const string EntityContent = "application/json;odata=nometadata";

    public void CreateTable(Request request, string table)
    {
        Start(request, RequestMethod.Post, "Tables", null);
        var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("TableName", table);
            json.WriteEndObject();
        }
        Body(request, body.ToArray());
        request.Headers.SetValue("Prefer", "return-no-content");
    }

    public void DeleteTable(Request request, string table) =>
        Start(request, RequestMethod.Delete, $"Tables('{Escape(table)}')", null);

    public void QueryTables(Request request, TableQuery query) =>
        Start(request, RequestMethod.Get, "Tables", Parameters(query, null, "NextTableName"));

    public void QueryEntities(Request request, string table, TableQuery query, Projection projection) =>
        Start(
            request,
            RequestMethod.Get,
            $"{table}()",
            Parameters(query, projection.Text, "NextPartitionKey", "NextRowKey")
        );

    public void GetEntity(Request request, string table, EntityKey key, Projection projection) =>
        Start(
            request,
            RequestMethod.Get,
            EntityPath(table, key),
            projection.Text is { } select ? [("$select", select)] : null
        );

    public void Write(Request request, string table, EntityWrite write)
    {
        var isAdd = write.Kind == TableTransactionActionType.Add;
        var method = write.Kind switch
        {
            TableTransactionActionType.Add => RequestMethod.Post,
            TableTransactionActionType.Delete => RequestMethod.Delete,
            TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpsertReplace => RequestMethod.Put,
            _ => RequestMethod.Patch,
        };
        Start(request, method, isAdd ? table : EntityPath(table, write.Key), null);
        if (write.IfMatch is not null)
            request.Headers.SetValue("If-Match", write.IfMatch);
        if (isAdd)
            request.Headers.SetValue("Prefer", "return-no-content");
        if (write.Kind != TableTransactionActionType.Delete)
            Body(request, EntityJson.Write(write.Key, write.Properties));
    }

    public void Batch(Request request, BatchBody batch)
    {
        Start(request, RequestMethod.Post, "$batch", null);
        request.Headers.SetValue("Content-Type", batch.ContentType);
        request.Content = RequestContent.Create(batch.Bytes);
    }

    private void Start(Request request, RequestMethod method, string path, IEnumerable<(string, string)>? parameters)
    {
        request.Method = method;
        request.Uri.Reset(endpoint);
        request.Uri.AppendPath(path, false);
        foreach (var (name, value) in parameters ?? [])
            request.Uri.AppendQuery(name, value, true);
        request.Headers.SetValue("x-ms-version", version);
        request.Headers.SetValue("DataServiceVersion", "3.0");
        request.Headers.SetValue("Accept", Accept);
    }

    private static void Body(Request request, byte[] json)
    {
        request.Headers.SetValue("Content-Type", EntityContent);
        request.Content = RequestContent.Create(json);
    }

    private static IEnumerable<(string, string)> Parameters(TableQuery query, string? select, params string[] next)
    {
        if (query.Top is { } top)
            yield return ("$top", top.ToString(CultureInfo.InvariantCulture));
        if (!string.IsNullOrEmpty(query.Filter))
            yield return ("$filter", query.Filter);
        if (select is not null)
            yield return ("$select", select);
        var keys = query.Continuation?.Split(' ', 2) ?? [];
        foreach (var (name, key) in next.Zip(keys).Where(pair => pair.Second.Length > 0))
            yield return (name, key);
    }

    private static string EntityPath(string table, EntityKey key) =>
        $"{table}(PartitionKey='{Escape(key.PartitionKey)}',RowKey='{Escape(key.RowKey)}')";

    private static string Escape(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}

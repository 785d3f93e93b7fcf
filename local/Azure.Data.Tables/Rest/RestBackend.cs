using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Mothership.Local.Tables.Backend;

namespace Mothership.Local.Tables.Rest;

/// <summary>
/// The Table service over HTTP, through Azure.Core's pipeline: retries, transport, logging and tracing are those of
/// the options.
/// </summary>
internal sealed class RestBackend : ITableBackend
{
    private readonly HttpPipeline _pipeline;
    private readonly RestRequests _requests;

    public RestBackend(Uri endpoint, string accountName, HttpPipelinePolicy authentication, TableClientOptions? options)
    {
        options ??= new TableClientOptions();
        AccountName = accountName;
        Endpoint = endpoint.AbsoluteUri.EndsWith('/') ? endpoint : new Uri(endpoint.AbsoluteUri + "/");
        _requests = new RestRequests(Endpoint, options.VersionString);
        _pipeline = HttpPipelineBuilder.Build(
            new HttpPipelineOptions(options)
            {
                PerRetryPolicies = { authentication },
                RequestFailedDetailsParser = TablesErrorParser.Instance,
            }
        );
    }

    public string AccountName { get; }

    public Uri Endpoint { get; }

    public async ValueTask<Response> CreateTable(string table, bool isAsync, CancellationToken cancellationToken)
    {
        using var message = _pipeline.CreateMessage();
        _requests.CreateTable(message.Request, table);
        await Send(message, isAsync, cancellationToken);
        return Expect(message.Response, 201, 204);
    }

    public async ValueTask<Response> DeleteTable(string table, bool isAsync, CancellationToken cancellationToken)
    {
        using var message = _pipeline.CreateMessage();
        _requests.DeleteTable(message.Request, table);
        await Send(message, isAsync, cancellationToken);
        return Expect(message.Response, 204, 404);
    }

    public async ValueTask<Page<string>> QueryTables(
        TableQuery query,
        bool isAsync,
        CancellationToken cancellationToken
    )
    {
        using var message = _pipeline.CreateMessage();
        _requests.QueryTables(message.Request, query);
        await Send(message, isAsync, cancellationToken);
        var response = Expect(message.Response, 200);
        using var json = JsonDocument.Parse(response.Content);
        string[] names =
        [
            .. json
                .RootElement.GetProperty("value")
                .EnumerateArray()
                .Select(t => t.GetProperty("TableName").GetString()!),
        ];
        return Page<string>.FromValues(names, Header(response, "x-ms-continuation-NextTableName"), response);
    }

    public async ValueTask<Response> Write(
        string table,
        EntityWrite write,
        bool isAsync,
        CancellationToken cancellationToken
    )
    {
        using var message = _pipeline.CreateMessage();
        _requests.Write(message.Request, table, write);
        await Send(message, isAsync, cancellationToken);
        return write.Kind switch
        {
            TableTransactionActionType.Add => Expect(message.Response, 201, 204),
            TableTransactionActionType.Delete => Expect(message.Response, 204, 404),
            _ => Expect(message.Response, 204),
        };
    }

    public async ValueTask<Response<IReadOnlyList<Response>>> Transact(
        string table,
        IReadOnlyList<EntityWrite> writes,
        bool isAsync,
        CancellationToken cancellationToken
    )
    {
        var parts = writes.Select(write => Part(table, write)).ToList();
        using var message = _pipeline.CreateMessage();
        _requests.Batch(message.Request, new BatchBody(parts));
        parts.ForEach(part => part.Dispose());
        await Send(message, isAsync, cancellationToken);
        var response = Expect(message.Response, 202);
        var answers = BatchAnswer.Parse(response.Content.ToString());
        if (answers.FirstOrDefault(a => a.IsError) is { } refusal)
            throw new TableTransactionFailedException(Failure(refusal));
        return Response.FromValue(answers, response);
    }

    public async ValueTask<(T? Entity, Response Response)> Get<T>(
        string table,
        EntityKey key,
        Projection projection,
        bool isAsync,
        CancellationToken cancellationToken
    )
        where T : class, ITableEntity
    {
        using var message = _pipeline.CreateMessage();
        _requests.GetEntity(message.Request, table, key, projection);
        await Send(message, isAsync, cancellationToken);
        var response = Expect(message.Response, 200, 404);
        if (response.Status == 404)
            return (null, response);
        using var json = JsonDocument.Parse(response.Content);
        return (EntityJson.Read<T>(json.RootElement, projection, Header(response, "ETag")), response);
    }

    public async ValueTask<Page<T>> Query<T>(
        string table,
        TableQuery query,
        Projection projection,
        bool isAsync,
        CancellationToken cancellationToken
    )
        where T : class, ITableEntity
    {
        using var message = _pipeline.CreateMessage();
        _requests.QueryEntities(message.Request, table, query, projection);
        await Send(message, isAsync, cancellationToken);
        var response = Expect(message.Response, 200);
        using var json = JsonDocument.Parse(response.Content);
        var entities = json.RootElement.GetProperty("value").EnumerateArray();
        T[] values = [.. entities.Select(e => EntityJson.Read<T>(e, projection, null))];
        return Page<T>.FromValues(values, NextKeys(response), response);
    }

    private Request Part(string table, EntityWrite write)
    {
        var request = _pipeline.CreateRequest();
        _requests.Write(request, table, write);
        return request;
    }

    private static string? NextKeys(Response response)
    {
        var partition = Header(response, "x-ms-continuation-NextPartitionKey");
        var row = Header(response, "x-ms-continuation-NextRowKey");
        return partition is null && row is null ? null : $"{partition} {row}";
    }

    private static string? Header(Response response, string name) =>
        response.Headers.TryGetValue(name, out var value) ? value : null;

    private static Response Expect(Response response, params ReadOnlySpan<int> statuses) =>
        statuses.Contains(response.Status) ? response : throw Failure(response);

    private static RequestFailedException Failure(Response response) => new(response, null, TablesErrorParser.Instance);

    private async ValueTask Send(HttpMessage message, bool isAsync, CancellationToken cancellationToken)
    {
        if (isAsync)
            await _pipeline.SendAsync(message, cancellationToken);
        else
            _pipeline.Send(message, cancellationToken);
    }
}

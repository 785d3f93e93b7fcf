using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mothership.DataPlane.Acls;
using Mothership.DataPlane.Configs;
using Mothership.DataPlane.Records;
using Mothership.DataPlane.Topics;

namespace Mothership.DataPlane.Rest;

/// <summary>
/// Producing: JSON objects one after another, each answered by one, in the same order, as soon as it is known.
/// </summary>
internal static class RecordEndpoints
{
    private const string MaxBytes = "max.message.bytes";

    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web)
    {
        DefaultBufferSize = 4096,
    };

    internal static IEnumerable<Endpoint> All => [new("POST", "topics/{topic}/records", ProduceAsync)];

    private static async Task<RestAnswer> ProduceAsync(Call call, CancellationToken cancellation)
    {
        var topic = await TopicEndpoints.TopicAsync(call, AclOperation.Write, cancellation).ConfigureAwait(false);
        Body.RequireJson(call.Request);
        var configs = await call
            .Plane.Topics.ConfigsAsync(call.Cluster, topic.Name, cancellation)
            .ConfigureAwait(false);
        var most = long.Parse(configs.GetValueOrDefault(MaxBytes) ?? TopicConfigs.Find(MaxBytes)!.Default);
        var records = Records(call.Request.Body, cancellation).GetAsyncEnumerator(cancellation);
        // What is wrong with the first one, or before it, can still be told by the status.
        if (!await FirstAsync(records).ConfigureAwait(false))
            throw Refusals.Unprocessable("Payload error. Request body is empty. Data is required.");
        return new(200) { Stream = ReportsAsync(call, topic, most, records, cancellation) };
    }

    private static async Task<bool> FirstAsync(IAsyncEnumerator<JsonElement> records)
    {
        try
        {
            return await records.MoveNextAsync().ConfigureAwait(false);
        }
        catch
        {
            await records.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async IAsyncEnumerable<JsonElement> Records(
        Stream body,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var bounded = new BoundedStream(body, DataPlaneLimits.RecordBytes);
        var all = JsonSerializer
            .DeserializeAsyncEnumerable<JsonElement>(bounded, topLevelValues: true, Reading, cancellation)
            .GetAsyncEnumerator(cancellation);
        await using (all.ConfigureAwait(false))
            while (await NextAsync(all).ConfigureAwait(false))
            {
                bounded.Renew();
                yield return all.Current;
            }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<JsonElement> all)
    {
        try
        {
            return await all.MoveNextAsync().ConfigureAwait(false);
        }
        catch (JsonException)
        {
            throw Refusals.Malformed("The body is not valid JSON.");
        }
    }

    // Several are on their way at a time; what is told of them keeps their order. After something that can't be read
    // nothing more can: it is told as the last one.
    private static async IAsyncEnumerable<JsonNode> ReportsAsync(
        Call call,
        TopicView topic,
        long most,
        IAsyncEnumerator<JsonElement> records,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var owned = records.ConfigureAwait(false);
        var underWay = new Queue<Task<JsonNode>>();
        JsonNode? last = null;
        var hasMore = true;
        while (hasMore || underWay.Count > 0)
        {
            if (hasMore && underWay.Count < DataPlaneLimits.RecordsInFlight)
            {
                underWay.Enqueue(SendAsync(call, topic, most, records.Current, cancellation));
                var next = ReadAsync(records);
                while (underWay.Count > 0 && !next.IsCompleted)
                    yield return await underWay.Dequeue().ConfigureAwait(false);
                (hasMore, last) = await next.ConfigureAwait(false);
            }
            else
                yield return await underWay.Dequeue().ConfigureAwait(false);
        }
        if (last is not null)
            yield return last;
    }

    private static async Task<(bool HasMore, JsonNode? Fault)> ReadAsync(IAsyncEnumerator<JsonElement> records)
    {
        try
        {
            return (await records.MoveNextAsync().ConfigureAwait(false), null);
        }
        catch (DataPlaneException e)
        {
            return (false, RestAnswer.Of(e).Body);
        }
    }

    private static async Task<JsonNode> SendAsync(
        Call call,
        TopicView topic,
        long most,
        JsonElement element,
        CancellationToken cancellation
    )
    {
        try
        {
            var (record, key, value) = RecordReader.Read(topic, element);
            if (record.Size() > most)
                throw Refusals.TooLarge();
            var done = await call.Plane.Records.ProduceAsync(call.Cluster, record, cancellation).ConfigureAwait(false);
            return new JsonObject
            {
                ["error_code"] = 200,
                ["cluster_id"] = call.Cluster.Id,
                ["topic_name"] = topic.Name,
                ["partition_id"] = done.Partition,
                ["offset"] = done.Offset,
                ["timestamp"] = done.Timestamp?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"),
                ["key"] = key,
                ["value"] = value,
            };
        }
        catch (DataPlaneException e)
        {
            return RestAnswer.Of(e).Body!;
        }
    }

    private static long Size(this NewRecord record) =>
        (record.Key?.Length ?? 0L)
        + (record.Value?.Length ?? 0)
        + record.Headers.Sum(h => Encoding.UTF8.GetByteCount(h.Key) + (h.Value?.Length ?? 0L));
}

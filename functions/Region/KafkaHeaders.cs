using Microsoft.Azure.Functions.Worker;
using Mothership.Bus.Records;

namespace Mothership.Region;

/// <summary>The headers of a message as the Kafka trigger gives them.</summary>
internal readonly struct KafkaHeaders(KafkaHeader[] headers) : IHeaderSource
{
    public int Count => headers.Length;

    public string NameAt(int index) => headers[index].Key;

    public ReadOnlySpan<byte> ValueAt(int index) => headers[index].Value;
}

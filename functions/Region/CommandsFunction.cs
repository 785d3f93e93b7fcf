using Microsoft.Azure.Functions.Worker;
using Mothership.Bus;
using Mothership.Bus.Handling;
using Mothership.Bus.Records;
using Mothership.Bus.Signing;
using Mothership.Regions;
using Mothership.Regions.Commands;
using Mothership.Regions.Filtering;

namespace Mothership.Region;

/// <summary>Takes the commands of all regions in batches and carries out those that are for this one.</summary>
public sealed class CommandsFunction(
    RegionFilter filter,
    RegionSettings settings,
    MessageGate gate,
    CommandHandler handler,
    DeadLetterSender deadLetters
)
{
    /// <summary>
    /// Returns when all of the batch that is for this region is handled. No exception leaves it: the trigger would skip
    /// the whole batch, the commands of other clusters included.
    /// </summary>
    [Function("Commands")]
    public Task RunAsync(
        [KafkaTrigger(
            "%KafkaBootstrapServers%",
            Topics.Commands,
            ConsumerGroup = "%RegionConsumerGroup%",
            IsBatched = true,
            Protocol = BrokerProtocol.SaslSsl,
            AuthenticationMode = BrokerAuthenticationMode.Plain,
            Username = "%KafkaUsername%",
            Password = "%KafkaPassword%",
            SslCaPEM = "KafkaSslCaPem"
        )]
            KafkaRecord[] records,
        CancellationToken cancellation
    )
    {
        List<BusRecord>? mine = null;
        foreach (var record in records)
            if (filter.Decide(new KafkaHeaders(record.Headers)) != Addressee.Other)
                (mine ??= []).Add(ToBusRecord(record));
        return mine is null ? Task.CompletedTask : HandleAsync(mine, cancellation);
    }

    private async Task HandleAsync(List<BusRecord> mine, CancellationToken cancellation)
    {
        try
        {
            await KeyedBatch.RunAsync(mine, settings.Width, HandleOneAsync, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The app stops. The mothership publishes again what is not confirmed.
        }
    }

    private Task HandleOneAsync(BusRecord record, CancellationToken cancellation) =>
        record.Header(BusHeaders.Cloud) is { Length: > 0 } && record.Header(BusHeaders.Region) is { Length: > 0 }
            ? gate.PassAsync(record, handler.HandleAsync, cancellation)
            : deadLetters.TrySendAsync(
                record,
                new(ParseReasons.BadHeader, $"{BusHeaders.Cloud} and {BusHeaders.Region} name no region."),
                attempts: 1,
                cancellation
            );

    private static BusRecord ToBusRecord(KafkaRecord record)
    {
        var headers = new KeyValuePair<string, byte[]?>[record.Headers.Length];
        for (var i = 0; i < headers.Length; i++)
            headers[i] = new(record.Headers[i].Key, record.Headers[i].Value);
        return new(record.Topic, record.Partition, record.Offset, record.Key, record.Value, headers);
    }
}

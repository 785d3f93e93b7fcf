using Microsoft.Azure.Functions.Worker;
using Mothership.Bus;
using Mothership.Bus.Signing;
using Mothership.Orchestrations.Metering;

namespace Mothership.ControlPlane.Bus;

/// <summary>Takes what regions measured.</summary>
public sealed class MetricsFunction(MetricsHandler handler, MessageGate gate)
{
    /// <summary>Returns when all of the batch is handled; no exception leaves it but at the app's stop.</summary>
    [Function("Metrics")]
    public Task RunAsync(
        [KafkaTrigger(
            "%KafkaBootstrapServers%",
            Topics.Metrics,
            ConsumerGroup = "mothership-metrics",
            IsBatched = true,
            Protocol = BrokerProtocol.SaslSsl,
            AuthenticationMode = BrokerAuthenticationMode.Plain,
            Username = "%KafkaUsername%",
            Password = "%KafkaPassword%",
            SslCaPEM = "KafkaSslCaPem"
        )]
            KafkaRecord[] records,
        CancellationToken cancellation
    ) => KafkaRecords.HandleAsync(records, gate, handler.HandleAsync, cancellation);
}

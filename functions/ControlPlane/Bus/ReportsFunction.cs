using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Mothership.Bus;
using Mothership.Bus.Signing;
using Mothership.Orchestrations.Reports;

namespace Mothership.ControlPlane.Bus;

/// <summary>Takes what regions report.</summary>
public sealed class ReportsFunction(ReportHandler handler, MessageGate gate)
{
    /// <summary>Returns when all of the batch is handled; no exception leaves it but at the app's stop.</summary>
    [Function("Reports")]
    public Task RunAsync(
        [KafkaTrigger(
            "%KafkaBootstrapServers%",
            Topics.Reports,
            ConsumerGroup = "mothership-reports",
            IsBatched = true,
            Protocol = BrokerProtocol.SaslSsl,
            AuthenticationMode = BrokerAuthenticationMode.Plain,
            Username = "%KafkaUsername%",
            Password = "%KafkaPassword%",
            SslCaPEM = "KafkaSslCaPem"
        )]
            KafkaRecord[] records,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    ) =>
        KafkaRecords.HandleAsync(
            records,
            gate,
            (record, stop) => handler.HandleAsync(record, client, stop),
            cancellation
        );
}

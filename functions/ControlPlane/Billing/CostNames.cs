using Mothership.Domain.Billing;

namespace Mothership.ControlPlane.Billing;

/// <summary>The names that clients of this group know for what is billed.</summary>
internal static class CostNames
{
    /// <summary>Such as <c>KAFKA</c>.</summary>
    internal static string ProductOf(BillLine line) =>
        line.Meter switch
        {
            Meter.ConnectTaskSeconds => "CONNECT",
            Meter.AddOnSeconds when IsPlan(line, "ksql") => "KSQL",
            Meter.AddOnSeconds => "STREAM_GOVERNANCE",
            _ => "KAFKA",
        };

    /// <summary>Such as <c>KAFKA_NUM_CKUS</c>.</summary>
    internal static string LineTypeOf(BillLine line) =>
        line.Kind == BillLineKind.Credit
            ? "PROMO_CREDIT"
            : line.Meter switch
            {
                Meter.ClusterSeconds => "KAFKA_NUM_CKUS",
                Meter.IngressBytes => "KAFKA_NETWORK_WRITE",
                Meter.EgressBytes => "KAFKA_NETWORK_READ",
                Meter.StorageByteSeconds => "KAFKA_STORAGE",
                Meter.PartitionSeconds => "KAFKA_PARTITION",
                Meter.ConnectTaskSeconds => "CONNECT_NUM_TASKS",
                Meter.AddOnSeconds when IsPlan(line, "ksql") => "KSQL_NUM_CSUS",
                Meter.AddOnSeconds => "GOVERNANCE_BASE",
                _ => "KAFKA_BASE",
            };

    private static bool IsPlan(BillLine line, string prefix) => line.Plan.StartsWith(prefix, StringComparison.Ordinal);
}

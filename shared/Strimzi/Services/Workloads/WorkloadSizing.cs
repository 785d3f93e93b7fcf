using Mothership.Domain.Services;

namespace Mothership.Strimzi.Services.Workloads;

/// <summary>What a service is given.</summary>
/// <param name="Replicas">How many pods.</param>
/// <param name="CpuMilli">Thousandths of a processor, each; twice as much for moments.</param>
/// <param name="MemoryMi">MiB, each.</param>
/// <param name="StorageGi">GiB, each: of a volume that stays, or of room that goes with the pod.</param>
public sealed record WorkloadSize(int Replicas, int CpuMilli, int MemoryMi, int StorageGi);

/// <summary>The one table from services that are sold to what they are given.</summary>
public static class WorkloadSizing
{
    // As many CSUs make one pod at the most; larger ones have more pods.
    private const int UnitsPerPod = 4;
    private const int CpuPerUnit = 500;
    private const int MemoryPerUnit = 2048;
    private const int StoragePerUnit = 10;
    private static readonly WorkloadSize Registry = new(1, 250, 1024, 5);
    private static readonly WorkloadSize Console = new(1, 250, 1024, 1);

    /// <summary>What a service of some size is given.</summary>
    public static WorkloadSize Of(ServiceKind kind, int units) =>
        kind switch
        {
            ServiceKind.SchemaRegistry => Registry,
            ServiceKind.ControlCenter => Console,
            ServiceKind.Ksqldb => Ksqldb(Math.Max(1, units)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };

    private static WorkloadSize Ksqldb(int units)
    {
        var pods = (units + UnitsPerPod - 1) / UnitsPerPod;
        var each = (units + pods - 1) / pods;
        return new(pods, each * CpuPerUnit, each * MemoryPerUnit, each * StoragePerUnit);
    }
}

namespace Mothership.Strimzi.Services.Connect;

/// <summary>One size of Connect.</summary>
/// <param name="Replicas">Workers.</param>
/// <param name="CpuMilli">Of each.</param>
/// <param name="MemoryMi">Of each.</param>
internal sealed record ConnectSize(int Replicas, int CpuMilli, int MemoryMi);

/// <summary>The one table from the tasks of a cluster's connectors to what runs them.</summary>
internal static class ConnectSizing
{
    private static readonly (long TasksMax, ConnectSize Size)[] Table =
    [
        (0, new(0, 500, 2048)),
        (4, new(1, 500, 2048)),
        (16, new(2, 1000, 4096)),
        (64, new(3, 2000, 4096)),
        (long.MaxValue, new(4, 2000, 8192)),
    ];

    /// <param name="tasks">Of all connectors whose cluster is not suspended.</param>
    public static ConnectSize Of(long tasks) => Table.First(row => tasks <= row.TasksMax).Size;
}

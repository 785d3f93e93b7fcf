using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;
using Mothership.Local.Durable.History;

namespace Mothership.Local.Durable.Store;

/// <summary>An instance as it is stored; see the table of the same name.</summary>
internal sealed record InstanceRow
{
    public const string Columns =
        "id, instance_id, execution, name, version, status, created, updated, start_at, input, output, custom_status, "
        + "failure, tags, trace, parent, parent_execution, parent_task, parent_name, parent_instance_id";

    public long Id { get; init; }
    public required string InstanceId { get; init; }
    public int Execution { get; init; } = 1;
    public required string Name { get; init; }
    public string Version { get; init; } = "";
    public OrchestrationRuntimeStatus Status { get; init; } = OrchestrationRuntimeStatus.Pending;
    public DateTime Created { get; init; }
    public DateTime Updated { get; init; }
    public DateTime StartAt { get; init; }
    public string? Input { get; init; }
    public string? Output { get; init; }
    public string? CustomStatus { get; init; }
    public string? Failure { get; init; }
    public string? Tags { get; init; }

    /// <summary>The W3C trace parent of the call that started it, or started the instance above it.</summary>
    public string? Trace { get; init; }

    public ParentLink? Parent { get; init; }

    public bool IsFinished => Status.IsFinal();

    public static InstanceRow Read(SqliteDataReader reader) =>
        new()
        {
            Id = reader.GetInt64(0),
            InstanceId = reader.GetString(1),
            Execution = reader.GetInt32(2),
            Name = reader.GetString(3),
            Version = reader.GetString(4),
            Status = (OrchestrationRuntimeStatus)reader.GetInt32(5),
            Created = reader.Time(6),
            Updated = reader.Time(7),
            StartAt = reader.Time(8),
            Input = reader.Text(9),
            Output = reader.Text(10),
            CustomStatus = reader.Text(11),
            Failure = reader.Text(12),
            Tags = reader.Text(13),
            Trace = reader.Text(14),
            Parent = reader.GetInt64(15) == 0 ? null : ParentLink.Read(reader, 15),
        };
}

/// <summary>The step of another instance that waits for this one.</summary>
internal sealed record ParentLink(long Id, int Execution, int Task, string Name, string InstanceId)
{
    public static ParentLink Read(SqliteDataReader reader, int at) =>
        new(
            reader.GetInt64(at),
            reader.GetInt32(at + 1),
            reader.GetInt32(at + 2),
            reader.GetString(at + 3),
            reader.GetString(at + 4)
        );
}

/// <summary>An activity that has been scheduled and has not come back.</summary>
internal sealed record ActivityRow(
    long Instance,
    string InstanceId,
    int Execution,
    int Task,
    string Name,
    string Version,
    string? Input,
    string? Trace
);

/// <summary>A timer that has not fired.</summary>
internal sealed record TimerRow(long Instance, int Execution, int Task, DateTime Due);

/// <summary>
/// A message that waits for its instance. <paramref name="Execution"/> 0: for whichever run there is.
/// </summary>
internal sealed record MessageRow(long Id, long Instance, int Execution, HistoryEvent Event);

internal static class RowExtensions
{
    public static bool IsFinal(this OrchestrationRuntimeStatus status) =>
        status
            is OrchestrationRuntimeStatus.Completed
                or OrchestrationRuntimeStatus.Failed
                or OrchestrationRuntimeStatus.Terminated;

    public static string? Text(this SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    public static DateTime Time(this SqliteDataReader reader, int column) =>
        new(reader.GetInt64(column), DateTimeKind.Utc);
}

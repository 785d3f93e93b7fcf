using Microsoft.DurableTask.Client;
using Mothership.Local.Durable.History;

namespace Mothership.Local.Durable.Store;

/// <summary>What became of a request for a new instance.</summary>
/// <param name="Created">The instance; null when another one is in the way.</param>
/// <param name="Obstacle">The status of the one in the way.</param>
internal readonly record struct CreateOutcome(InstanceRow? Created, OrchestrationRuntimeStatus Obstacle);

/// <summary>Writes of instances and messages; all inside the caller's transaction.</summary>
internal static class InstanceWrites
{
    private const string Insert = $"""
        INSERT INTO instances ({InstanceRow.Columns})
        VALUES (NULL, @p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, NULL, NULL, NULL, @p9, @p10, @p11, @p12, @p13,
            @p14, @p15)
        RETURNING id
        """;

    /// <summary>
    /// Creates an instance. One of the same id that is finished makes way, unless its status is among
    /// <paramref name="dedupe"/>; one that is not finished never does.
    /// </summary>
    public static CreateOutcome Create(
        this StoreConnection db,
        InstanceRow row,
        IReadOnlyCollection<OrchestrationRuntimeStatus> dedupe
    )
    {
        if (db.FindInstance(row.InstanceId) is { } existing)
        {
            if (!existing.IsFinished || dedupe.Contains(existing.Status))
                return new(null, existing.Status);
            db.DeleteInstance(existing.Id);
        }
        return new(db.InsertInstance(row), default);
    }

    public static InstanceRow InsertInstance(this StoreConnection db, InstanceRow row)
    {
        var parent = row.Parent;
        var id = db[Insert]
            .Scalar(
                row.InstanceId,
                row.Execution,
                row.Name,
                row.Version,
                (int)row.Status,
                row.Created.Ticks,
                row.Updated.Ticks,
                row.StartAt.Ticks,
                row.Input,
                row.Tags,
                row.Trace,
                parent?.Id ?? 0,
                parent?.Execution ?? 0,
                parent?.Task ?? 0,
                parent?.Name,
                parent?.InstanceId
            );
        return row with { Id = (long)id! };
    }

    /// <summary>
    /// Leaves a message for an instance; the row that will be there until a work item has taken it in.
    /// </summary>
    public static MessageRow InsertMessage(this StoreConnection db, long instance, int execution, HistoryEvent message)
    {
        const string sql =
            "INSERT INTO messages (instance, execution, kind, task, name, data, detail) "
            + "VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6) RETURNING id";
        var id = db[sql]
            .Scalar(instance, execution, (int)message.Kind, message.TaskId, message.Name, message.Data, message.Detail);
        return new((long)id!, instance, execution, message);
    }

    /// <summary>Leaves a message for the instance of this id; null when there is none that could take it.</summary>
    public static MessageRow? SendTo(this StoreConnection db, string instanceId, HistoryEvent message) =>
        db.FindInstance(instanceId) is { IsFinished: false } target ? db.InsertMessage(target.Id, 0, message) : null;

    /// <summary>Removes an instance with all its rows.</summary>
    public static void DeleteInstance(this StoreConnection db, long id)
    {
        db["DELETE FROM history WHERE key BETWEEN @p0 AND @p1"].Run(Keys.First(id), Keys.Last(id));
        db.DeleteOpenWork(id);
        db["DELETE FROM instances WHERE id = @p0"].Run(id);
    }

    /// <summary>Removes an instance's activities, timers and messages.</summary>
    public static void DeleteOpenWork(this StoreConnection db, long id)
    {
        db["DELETE FROM activities WHERE key BETWEEN @p0 AND @p1"].Run(Keys.First(id), Keys.Last(id));
        db["DELETE FROM timers WHERE key BETWEEN @p0 AND @p1"].Run(Keys.First(id), Keys.Last(id));
        db["DELETE FROM messages WHERE instance = @p0"].Run(id);
    }

    /// <summary>
    /// Removes a finished instance, with its finished sub-orchestrations if asked; returns how many went.
    /// </summary>
    public static int Purge(this StoreConnection db, InstanceRow row, bool recursive)
    {
        if (!row.IsFinished)
            return 0;
        var children = recursive ? db.Children(row.Id) : [];
        db.DeleteInstance(row.Id);
        return 1 + children.Sum(child => db.Purge(child, recursive));
    }
}

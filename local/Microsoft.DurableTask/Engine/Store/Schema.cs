namespace Mothership.Local.Durable.Store;

/// <summary>
/// The tables. Keys of history, activities and timers are instance * 2^24 + number, which keeps an instance's rows
/// together in one tree. History rows are only ever added; they go with their instance, or with their run when it
/// continues as new.
/// </summary>
internal static class Schema
{
    /// <summary>How many events a run can have: the numbers below an instance's key.</summary>
    public const int MaxEvents = 1 << 24;

    public const int Version = 1;

    public const string Create = """
        CREATE TABLE IF NOT EXISTS instances (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            instance_id TEXT NOT NULL UNIQUE,
            execution INTEGER NOT NULL,
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            status INTEGER NOT NULL,
            created INTEGER NOT NULL,
            updated INTEGER NOT NULL,
            start_at INTEGER NOT NULL,
            input TEXT,
            output TEXT,
            custom_status TEXT,
            failure TEXT,
            tags TEXT,
            trace TEXT,
            parent INTEGER NOT NULL,
            parent_execution INTEGER NOT NULL,
            parent_task INTEGER NOT NULL,
            parent_name TEXT,
            parent_instance_id TEXT
        );
        CREATE INDEX IF NOT EXISTS instances_parent ON instances (parent) WHERE parent <> 0;
        CREATE INDEX IF NOT EXISTS instances_pending ON instances (status) WHERE status = 6;
        CREATE TABLE IF NOT EXISTS history (
            key INTEGER PRIMARY KEY,
            kind INTEGER NOT NULL,
            at INTEGER NOT NULL,
            task INTEGER NOT NULL,
            name TEXT,
            data TEXT,
            detail TEXT
        );
        CREATE TABLE IF NOT EXISTS activities (
            key INTEGER PRIMARY KEY,
            execution INTEGER NOT NULL,
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            input TEXT
        );
        CREATE TABLE IF NOT EXISTS timers (
            key INTEGER PRIMARY KEY,
            execution INTEGER NOT NULL,
            due INTEGER NOT NULL
        );
        CREATE TABLE IF NOT EXISTS messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            instance INTEGER NOT NULL,
            execution INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            task INTEGER NOT NULL,
            name TEXT,
            data TEXT,
            detail TEXT
        );
        CREATE INDEX IF NOT EXISTS messages_instance ON messages (instance);
        """;
}

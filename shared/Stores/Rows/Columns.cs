namespace Mothership.Stores.Rows;

/// <summary>Names of columns.</summary>
internal static class Columns
{
    /// <summary>The record, as JSON.</summary>
    public const string Data = "Data";

    /// <summary>The version of the record's shape.</summary>
    public const string Version = "V";

    public const string Environment = "Environment";
    public const string Cluster = "Cluster";
    public const string Kind = "Kind";
    public const string Service = "Service";
    public const string Organization = "Organization";
    public const string DisplayName = "DisplayName";
    public const string Owner = "Owner";
    public const string Resource = "Resource";
    public const string SecretHash = "SecretHash";
    public const string ExpiresAt = "ExpiresAt";
    public const string LastUsedAt = "LastUsedAt";
    public const string Revoked = "Revoked";
    public const string KeyedAt = "KeyedAt";
    public const string Operation = "Operation";

    /// <summary>When an index row was written.</summary>
    public const string WrittenAt = "WrittenAt";
}

namespace Mothership.Local.Durable;

/// <summary>What an instance id may look like: the rules of the official client, so that ids work there too.</summary>
internal static class InstanceIds
{
    public const int MaxLength = 256;

    public static void Demand(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        RefuseEntity(instanceId);
        if (instanceId.Any(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c)))
            throw new ArgumentException("An instance id must not contain /, \\, #, ? or control characters.");
        if (instanceId.Length > MaxLength)
            throw new ArgumentException($"An instance id has at most {MaxLength} characters.");
    }

    public static void RefuseEntity(string instanceId)
    {
        if (instanceId.StartsWith('@'))
            throw new NotSupportedException("An id that begins with @ is an entity's: entities are not supported.");
    }
}

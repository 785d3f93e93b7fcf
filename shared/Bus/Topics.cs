namespace Mothership.Bus;

/// <summary>The topics of the central cluster.</summary>
public static class Topics
{
    /// <summary>
    /// Desired states, mothership to regions. Key: resource id. Compacted; null once the resource is confirmed gone.
    /// </summary>
    public const string Commands = "mothership.commands";

    /// <summary>Observed states, regions to mothership. Key: resource id.</summary>
    public const string Reports = "mothership.reports";

    /// <summary>Heartbeats, regions to mothership. Key: cloud/region.</summary>
    public const string Regions = "mothership.regions";

    /// <summary>What clusters did in each minute, regions to mothership. Key: resource id.</summary>
    public const string Metrics = "mothership.metrics";

    /// <summary>Messages that nobody could handle, as they were. Key: as it was.</summary>
    public const string DeadLetters = "mothership.dead-letters";
}

namespace Mothership.Orchestrations.Launching;

/// <summary>The names of the orchestrators. Histories carry them: never change one.</summary>
public static class OrchestratorNames
{
    /// <summary>Brings a new cluster about.</summary>
    public const string ProvisionCluster = "ProvisionCluster";

    /// <summary>Changes a cluster's kind or size.</summary>
    public const string ResizeCluster = "ResizeCluster";

    /// <summary>Removes a cluster.</summary>
    public const string RetireCluster = "RetireCluster";

    /// <summary>Stops a cluster and keeps its data.</summary>
    public const string SuspendCluster = "SuspendCluster";

    /// <summary>Lets a suspended cluster run again.</summary>
    public const string ResumeCluster = "ResumeCluster";

    /// <summary>Brings a new service about.</summary>
    public const string ProvisionService = "ProvisionService";

    /// <summary>Changes a service.</summary>
    public const string UpdateService = "UpdateService";

    /// <summary>Removes a service.</summary>
    public const string RetireService = "RetireService";

    /// <summary>Makes an organisation's clusters be as its holds say.</summary>
    public const string EnforceHolds = "EnforceOrganizationHolds";

    /// <summary>Compares what organisations have spent with their caps.</summary>
    public const string CheckSpend = "CheckSpend";

    /// <summary>Tells a region that has lost its memory what is wanted of it.</summary>
    public const string ResyncRegion = "ResyncRegion";
}

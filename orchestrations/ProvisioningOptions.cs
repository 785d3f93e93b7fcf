namespace Mothership.Orchestrations;

/// <summary>How patient the orchestrations are; section <c>Provisioning</c> of the settings.</summary>
public sealed class ProvisioningOptions
{
    /// <summary>The name of the settings' section.</summary>
    public const string Section = "Provisioning";

    /// <summary>How long a region may take to confirm a desired state before the operation fails.</summary>
    public TimeSpan RegionTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How often a desired state that is not confirmed is published again; also the most that a lost event costs.
    /// </summary>
    public TimeSpan RepublishInterval { get; set; } = TimeSpan.FromSeconds(10);
}

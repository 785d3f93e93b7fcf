using Mothership.ControlPlane.Json;
using Mothership.Domain.Clusters;

namespace Mothership.ControlPlane.Clusters;

/// <summary>The names that a cluster's values have on the wire.</summary>
internal static class ClusterNames
{
    internal static readonly WireNames<ClusterKind> Kinds = new(
        (ClusterKind.Basic, "Basic"),
        (ClusterKind.Standard, "Standard"),
        (ClusterKind.Enterprise, "Enterprise"),
        (ClusterKind.Freight, "Freight"),
        (ClusterKind.Dedicated, "Dedicated")
    );

    internal static readonly WireNames<Availability> Availabilities = new(
        (Availability.SingleZone, "SINGLE_ZONE"),
        (Availability.MultiZone, "MULTI_ZONE"),
        (Availability.Low, "LOW"),
        (Availability.High, "HIGH")
    );

    internal static readonly WireNames<ClusterPhase> Phases = new(
        (ClusterPhase.Provisioning, "PROVISIONING"),
        (ClusterPhase.Provisioned, "PROVISIONED"),
        (ClusterPhase.Failed, "FAILED")
    );

    internal static readonly WireNames<CloudProvider> Clouds = new(
        (CloudProvider.Aws, "AWS"),
        (CloudProvider.Gcp, "GCP"),
        (CloudProvider.Azure, "AZURE")
    );
}

/// <summary>The clouds that clients know.</summary>
internal enum CloudProvider
{
    /// <summary>Amazon's.</summary>
    Aws,

    /// <summary>Google's.</summary>
    Gcp,

    /// <summary>Microsoft's.</summary>
    Azure,
}

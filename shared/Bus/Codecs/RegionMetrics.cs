using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Metering;

namespace Mothership.Bus.Codecs;

/// <summary>What a region measured of one cluster in one minute.</summary>
/// <param name="Organization">The owner, as the cluster's command said.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="Region">Who measured.</param>
/// <param name="Generation">The generation that was applied.</param>
/// <param name="Kind">As what it was built.</param>
/// <param name="Minute">The first instant of a whole minute, UTC.</param>
/// <param name="Counts">The figures.</param>
public sealed record RegionMetrics(
    OrganizationId Organization,
    ClusterId Cluster,
    RegionId Region,
    long Generation,
    ClusterKind Kind,
    DateTimeOffset Minute,
    MinuteCounts Counts
);

using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;

namespace Mothership.Shared.Tests.Bus.Support;

internal static class Given
{
    public static Cluster Cluster() =>
        new()
        {
            Id = new ClusterId("lkc-abc"),
            Organization = new OrganizationId("org"),
            Environment = new EnvironmentId("env-1"),
            DisplayName = "orders",
            Region = Wire.Here,
            Availability = Availability.SingleZone,
            Config = new ClusterConfig(ClusterKind.Basic, 1),
            CreatedAt = default,
            UpdatedAt = default,
            Actor = "u-1",
        };
}

using Mothership.Domain.Errors;

namespace Mothership.Domain.Clusters;

/// <summary>Which sizes each kind comes in, and which availability it needs.</summary>
public static class ClusterSizes
{
    /// <summary>The most capacity units of a kind.</summary>
    public static int Max(ClusterKind kind) =>
        kind switch
        {
            ClusterKind.Basic => 50,
            ClusterKind.Standard => 10,
            ClusterKind.Enterprise => 32,
            ClusterKind.Freight => 152,
            ClusterKind.Dedicated => Limits.MaxCku,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };

    /// <summary>
    /// The fewest capacity units of a kind at an availability: two where there are several zones to fill.
    /// </summary>
    public static int Min(ClusterKind kind, Availability availability) =>
        kind switch
        {
            ClusterKind.Freight => 2,
            ClusterKind.Dedicated when IsMultiZone(availability) => 2,
            ClusterKind.Standard or ClusterKind.Enterprise when availability == Availability.High => 2,
            _ => 1,
        };

    /// <summary>Whether an availability spreads over several zones.</summary>
    public static bool IsMultiZone(Availability availability) =>
        availability is Availability.MultiZone or Availability.High;

    /// <summary>All that is wrong with a kind and size at an availability; empty when it is on sale.</summary>
    public static IReadOnlyList<Fault> Check(ClusterConfig config, Availability availability)
    {
        var faults = new List<Fault>();
        var field = config.Kind == ClusterKind.Dedicated ? "cku" : "max_ecku";
        var (min, max) = (Min(config.Kind, availability), Max(config.Kind));
        if (config.Size < min || config.Size > max)
        {
            var detail =
                $"{field} of a {config.Kind} cluster is from {min} to {max} at this availability; it is {config.Size}.";
            faults.Add(new Fault("invalid_configuration", detail, $"/spec/config/{field}"));
        }
        if (config.Kind is (ClusterKind.Enterprise or ClusterKind.Freight) && !IsMultiZone(availability))
        {
            var detail = $"{config.Kind} clusters need availability MULTI_ZONE or HIGH.";
            faults.Add(new Fault("invalid_configuration", detail, "/spec/availability"));
        }
        return faults;
    }
}

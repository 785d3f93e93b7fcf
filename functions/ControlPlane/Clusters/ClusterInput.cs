using Mothership.ControlPlane.Json;
using Mothership.Domain;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Fleet;

namespace Mothership.ControlPlane.Clusters;

/// <summary>What a request says of a cluster. Null is what it does not say.</summary>
internal sealed record ClusterInput(
    string? EnvironmentId,
    string? DisplayName,
    Availability? Availability,
    CloudProvider? Cloud,
    string? Region,
    ClusterKind? Kind,
    int? Size,
    bool? DeletionProtection
)
{
    /// <summary>Where it is to run; both parts have been checked to be there.</summary>
    internal RegionId Placement => RegionId.Of($"{Cloud}", Region!);

    /// <summary>Kind and size; the smallest on sale where no size is given.</summary>
    internal ClusterConfig Config => new(Kind!.Value, Size ?? ClusterSizes.Min(Kind.Value, Availability!.Value));

    /// <summary>Reads the body of a creation; the faults tell what is wrong with it.</summary>
    internal static ClusterInput ReadNew(ObjectReader body)
    {
        var spec = body.Require("spec").Object("spec");
        spec.Require("display_name", "availability", "cloud", "region", "config", "environment");
        spec.Object("config").Require("kind");
        spec.Object("environment").Require("id");
        var input = Read(spec);
        RefuseUnsold(spec);
        CheckSize(input, body.Faults);
        return input;
    }

    /// <summary>Reads the body of a change, which must name the environment.</summary>
    internal static ClusterInput ReadChange(ObjectReader body)
    {
        var spec = body.Require("spec").Object("spec");
        spec.Require("environment").Object("environment").Require("id");
        if (spec.Has("config"))
            spec.Object("config").Require("kind");
        return Read(spec);
    }

    /// <summary>
    /// What is to be changed of a cluster. What never changes may be repeated, but not said otherwise.
    /// </summary>
    internal ClusterChange ChangeOf(Cluster cluster, BodyFaults faults)
    {
        RefuseMoves(cluster, faults);
        var config = Kind is { } kind ? new ClusterConfig(kind, Size ?? cluster.Config.Size) : null;
        return new(DisplayName, DeletionProtection, config);
    }

    private static ClusterInput Read(ObjectReader spec)
    {
        var config = spec.Object("config");
        var name = spec.Text("display_name");
        var region = spec.Text("region");
        if (name is not null)
            spec.Faults.Merge(
                new FieldCheck().Required(name, spec.PointerOf("display_name"), Limits.DisplayNameLength).Faults
            );
        var kind = config.OneOf("kind", ClusterNames.Kinds);
        return new(
            spec.Object("environment").Text("id"),
            name,
            spec.OneOf("availability", ClusterNames.Availabilities),
            spec.OneOf("cloud", ClusterNames.Clouds),
            region,
            kind,
            ReadSize(config, kind),
            spec.Flag("deletion_protection")
        );
    }

    private static int? ReadSize(ObjectReader config, ClusterKind? kind)
    {
        var (ecku, cku) = (config.Whole("max_ecku"), config.Whole("cku"));
        if (kind == ClusterKind.Dedicated)
        {
            if (ecku is not null)
                config.Faults.Invalid(config.PointerOf("max_ecku"), "Dedicated clusters are sized by cku.");
            if (!config.Has("cku"))
                config.Faults.Invalid(config.PointerOf("cku"), "cku is required for Dedicated clusters.");
            return cku;
        }
        if (kind is not null && cku is not null)
            config.Faults.Invalid(config.PointerOf("cku"), $"{kind} clusters are sized by max_ecku.");
        return ecku ?? cku;
    }

    // Ignoring a network or a key of the customer's own would give a cluster that is less shielded than was asked for.
    private static void RefuseUnsold(ObjectReader spec)
    {
        foreach (var name in (string[])["network", "byok"])
            if (spec.Object(name).Text("id") is { Length: > 0 })
                spec.Faults.Invalid(spec.PointerOf(name), $"{name} is not on offer here.");
    }

    private static void CheckSize(ClusterInput input, BodyFaults faults)
    {
        if (input is { Kind: not null, Availability: { } availability })
            faults.Merge(ClusterSizes.Check(input.Config, availability));
        if (input is { DeletionProtection: true, Kind: ClusterKind.Basic or ClusterKind.Standard })
            faults.Invalid(
                "/spec/deletion_protection",
                $"Deletion protection is not available for {input.Kind} clusters."
            );
    }

    private void RefuseMoves(Cluster cluster, BodyFaults faults)
    {
        if (Cloud is { } cloud && !cluster.Region.Cloud.Equals($"{cloud}", StringComparison.OrdinalIgnoreCase))
            faults.Invalid("/spec/cloud", $"cloud can't be changed; it is {cluster.Region.Cloud.ToUpperInvariant()}.");
        if (Region is { } region && !cluster.Region.Name.Equals(region, StringComparison.OrdinalIgnoreCase))
            faults.Invalid("/spec/region", $"region can't be changed; it is {cluster.Region.Name}.");
        if (
            Availability is { } wanted
            && ClusterSizes.IsMultiZone(wanted) != ClusterSizes.IsMultiZone(cluster.Availability)
        )
            faults.Invalid(
                "/spec/availability",
                $"availability can't be changed; it is {ClusterNames.Availabilities.Of(cluster.Availability)}."
            );
    }
}

using Mothership.Domain.Fleet;

namespace Mothership.Orchestrations.Resyncing;

/// <summary>The input of a resync.</summary>
/// <param name="Cloud">Of the region.</param>
/// <param name="Region">Of the region.</param>
/// <param name="Incarnation">The new life of the region's app that has to be told everything again.</param>
public sealed record ResyncInput(string Cloud, string Region, string Incarnation)
{
    internal RegionId Id => new(Cloud, Region);

    internal string InstanceId => $"resync-{Id.Key}-{Incarnation}";
}

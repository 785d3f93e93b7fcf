using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;

namespace Mothership.Bus.Codecs;

/// <summary>What a region has made of a desired state.</summary>
/// <param name="Organization">The owner, echoed from the command.</param>
/// <param name="Region">Who reports.</param>
/// <param name="Observation">What it observed.</param>
public sealed record RegionReport(OrganizationId Organization, RegionId Region, Observation Observation);

using Mothership.Domain.Ports;

namespace Mothership.Domain.Services;

/// <summary>What a region last reported of a service.</summary>
/// <param name="Service">The service.</param>
/// <param name="Generation">The generation of the desired state that the report is about.</param>
/// <param name="State">What became of it.</param>
/// <param name="Endpoint">Where it is reached; null for what has no address, or is not ready.</param>
/// <param name="Details">What else there is to tell its customer, by names that the kind defines.</param>
/// <param name="Reason">Stable code of a failure; null unless it failed.</param>
/// <param name="Message">The failure for people, or how far the building is; null when it is ready or gone.</param>
/// <param name="Incarnation">The region app's incarnation that reported it.</param>
/// <param name="ReportedAt">When, by the region's clock.</param>
public sealed record ServiceObservation(
    ServiceId Service,
    long Generation,
    ObservedState State,
    string? Endpoint,
    IReadOnlyDictionary<string, string> Details,
    string? Reason,
    string? Message,
    string Incarnation,
    DateTimeOffset ReportedAt
);

using Mothership.Domain.Ids;

namespace Mothership.Domain.Standing;

/// <summary>Something that a customer is told about money, once.</summary>
/// <param name="Id">Deterministic, so that it is told once: <c>ntf-{cap id}-{yyyy-MM}-{percent}</c>.</param>
/// <param name="Organization">Who is told.</param>
/// <param name="Environment">What it is about; null for the whole organisation.</param>
/// <param name="Type">Stable, such as <c>spend_threshold_reached</c>.</param>
/// <param name="Subject">The spend cap or invoice behind it.</param>
/// <param name="Detail">For people.</param>
/// <param name="CreatedAt">When it was found.</param>
public sealed record Notification(
    string Id,
    OrganizationId Organization,
    EnvironmentId? Environment,
    string Type,
    string Subject,
    string Detail,
    DateTimeOffset CreatedAt
);

using Mothership.Domain.Errors;
using Mothership.Domain.Ids;

namespace Mothership.Domain.Organizations;

/// <summary>An account for programs.</summary>
public sealed record ServiceAccount
{
    /// <summary><c>sa-…</c>.</summary>
    public required ServiceAccountId Id { get; init; }

    /// <summary>The owner.</summary>
    public required OrganizationId Organization { get; init; }

    /// <summary>The customer's name for it, unique within the organisation.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What it is for; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Counts the changes of this record; the ETag that clients see.</summary>
    public long Version { get; init; } = 1;

    /// <summary>All that is wrong with a new service account; empty when it is acceptable.</summary>
    public static IReadOnlyList<Fault> CheckNew(string? displayName, string? description) =>
        new FieldCheck()
            .Required(displayName, "/display_name", Limits.DisplayNameLength)
            .Add(CheckDescription(description))
            .Faults;

    /// <summary>All that is wrong with a description; empty when it is acceptable.</summary>
    public static IReadOnlyList<Fault> CheckDescription(string? description) =>
        new FieldCheck().Optional(description, "/description", Limits.DescriptionLength).Faults;

    /// <summary>A new description, checked before; the name never changes.</summary>
    /// <returns>Null when it is its description already.</returns>
    public ServiceAccount? Describe(string description, DateTimeOffset now) =>
        description == Description
            ? null
            : this with
            {
                Description = description,
                UpdatedAt = now,
                Version = Version + 1,
            };
}

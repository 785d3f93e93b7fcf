using Mothership.Domain.Errors;
using Mothership.Domain.Ids;

namespace Mothership.Domain.Organizations;

/// <summary>The packages of stream governance that an environment can have.</summary>
public enum GovernancePackage
{
    /// <summary><c>ESSENTIALS</c>.</summary>
    Essentials,

    /// <summary><c>ADVANCED</c>.</summary>
    Advanced,
}

/// <summary>A separate space within an organisation, where its clusters are listed.</summary>
public sealed record EnvironmentRecord
{
    /// <summary><c>env-…</c>.</summary>
    public required EnvironmentId Id { get; init; }

    /// <summary>The owner.</summary>
    public required OrganizationId Organization { get; init; }

    /// <summary>The customer's name for it.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Its package of stream governance.</summary>
    public GovernancePackage Package { get; init; } = GovernancePackage.Essentials;

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Counts the changes of this record; the ETag that clients see.</summary>
    public long Version { get; init; } = 1;

    /// <summary>All that is wrong with the name of a new environment; empty when it is acceptable.</summary>
    public static IReadOnlyList<Fault> CheckNew(string? displayName) =>
        new FieldCheck().Required(displayName, "/display_name", Limits.DisplayNameLength).Faults;

    /// <summary>All that is wrong with a change; empty when it is acceptable.</summary>
    public IReadOnlyList<Fault> Check(EnvironmentChange change)
    {
        var check = new FieldCheck().Must(
            !(Package == GovernancePackage.Advanced && change.Package == GovernancePackage.Essentials),
            "/stream_governance_config/package",
            "The package can't be changed from ADVANCED back to ESSENTIALS."
        );
        return change.DisplayName is { } name ? check.Add(CheckNew(name)).Faults : check.Faults;
    }

    /// <summary>A customer's change, checked before.</summary>
    /// <returns>Null when everything already is as asked for.</returns>
    public EnvironmentRecord? Apply(EnvironmentChange change, DateTimeOffset now)
    {
        var next = this with { DisplayName = change.DisplayName ?? DisplayName, Package = change.Package ?? Package };
        return next == this ? null : next with { UpdatedAt = now, Version = Version + 1 };
    }
}

/// <summary>What a customer may change of an environment; null leaves it as it is.</summary>
public sealed record EnvironmentChange(string? DisplayName = null, GovernancePackage? Package = null);

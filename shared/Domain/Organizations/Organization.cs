using System.Text.RegularExpressions;
using Mothership.Domain.Errors;
using Mothership.Domain.Ids;

namespace Mothership.Domain.Organizations;

/// <summary>A customer: what clusters, keys and invoices belong to.</summary>
public sealed partial record Organization
{
    /// <summary>A UUID.</summary>
    public required OrganizationId Id { get; init; }

    /// <summary>1 to 31 characters; see <see cref="Check"/>.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Whether users that sign in for the first time are added by themselves.</summary>
    public bool JitEnabled { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Counts the changes of this record; the ETag that clients see.</summary>
    public long Version { get; init; } = 1;

    /// <summary>All that is wrong with a change; empty when it is acceptable.</summary>
    public static IReadOnlyList<Fault> Check(OrganizationChange change) =>
        change.DisplayName is { } name
            ? new FieldCheck()
                .Required(name, "/display_name", Limits.OrganizationNameLength)
                .Must(
                    !ForbiddenCharacters().IsMatch(name),
                    "/display_name",
                    "display_name must not contain <>#%'*^`{|}~\"."
                )
                .Faults
            : [];

    /// <summary>A customer's change, checked before.</summary>
    /// <returns>Null when everything already is as asked for.</returns>
    public Organization? Apply(OrganizationChange change, DateTimeOffset now)
    {
        var next = this with
        {
            DisplayName = change.DisplayName ?? DisplayName,
            JitEnabled = change.JitEnabled ?? JitEnabled,
        };
        return next == this ? null : next with { UpdatedAt = now, Version = Version + 1 };
    }

    [GeneratedRegex("[<>#%'*^`{|}~\"]", RegexOptions.CultureInvariant)]
    private static partial Regex ForbiddenCharacters();
}

/// <summary>What a customer may change of an organisation; null leaves it as it is.</summary>
public sealed record OrganizationChange(string? DisplayName = null, bool? JitEnabled = null);

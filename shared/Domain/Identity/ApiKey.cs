using Mothership.Domain.Errors;
using Mothership.Domain.Ids;

namespace Mothership.Domain.Identity;

/// <summary>The kinds of account that can own a key.</summary>
public enum ApiKeyOwnerKind
{
    /// <summary>A person, <c>u-…</c>.</summary>
    User,

    /// <summary>A program's account, <c>sa-…</c>.</summary>
    ServiceAccount,
}

/// <summary>On whose behalf a key acts.</summary>
public sealed record ApiKeyOwner(string Id, ApiKeyOwnerKind Kind)
{
    /// <summary>
    /// The owner with an id, by its prefix; null when it is neither a user's nor a service account's.
    /// </summary>
    public static ApiKeyOwner? FromId(string? id) =>
        id switch
        {
            not null when id.StartsWith("u-", StringComparison.Ordinal) => new(id, ApiKeyOwnerKind.User),
            not null when id.StartsWith("sa-", StringComparison.Ordinal) => new(id, ApiKeyOwnerKind.ServiceAccount),
            _ => null,
        };
}

/// <summary>What a key opens.</summary>
/// <param name="Id"><c>cloud</c>, or the id of the resource.</param>
/// <param name="Kind"><c>Cloud</c>, or the kind of the resource.</param>
/// <param name="ApiVersion">The group and version of the resource, <c>iam/v2</c> for Cloud.</param>
public sealed record ApiKeyResource(string Id, string Kind, string ApiVersion)
{
    /// <summary>The control plane's own API.</summary>
    public static ApiKeyResource Cloud { get; } = new("cloud", "Cloud", "iam/v2");
}

/// <summary>
/// An API key as its organisation sees it: everything but the secret, which is shown once and never stored.
/// </summary>
public sealed record ApiKey
{
    /// <summary>The public half.</summary>
    public required ApiKeyId Id { get; init; }

    /// <summary>The organisation.</summary>
    public required OrganizationId Organization { get; init; }

    /// <summary>The customer's name for it; may be empty.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>What it is for; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>On whose behalf it acts; never changes.</summary>
    public required ApiKeyOwner Owner { get; init; }

    /// <summary>What it opens; never changes.</summary>
    public ApiKeyResource Resource { get; init; } = ApiKeyResource.Cloud;

    /// <summary>From then on it opens nothing; null: until it is deleted.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last used, to the hour; null when never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its name or description was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Counts the changes of this record; the ETag that clients see.</summary>
    public long Version { get; init; } = 1;

    /// <summary>All that is wrong with the texts of a new or changed key; empty when they are acceptable.</summary>
    public static IReadOnlyList<Fault> Check(ApiKeyChange change) =>
        new FieldCheck()
            .Optional(change.DisplayName, "/spec/display_name", Limits.DisplayNameLength)
            .Optional(change.Description, "/spec/description", Limits.DescriptionLength)
            .Faults;

    /// <summary>A customer's change, checked before.</summary>
    /// <returns>Null when everything already is as asked for.</returns>
    public ApiKey? Apply(ApiKeyChange change, DateTimeOffset now)
    {
        var next = this with
        {
            DisplayName = change.DisplayName ?? DisplayName,
            Description = change.Description ?? Description,
        };
        return next == this ? null : next with { UpdatedAt = now, Version = Version + 1 };
    }
}

/// <summary>What a customer may change of a key; null leaves it as it is.</summary>
public sealed record ApiKeyChange(string? DisplayName = null, string? Description = null);

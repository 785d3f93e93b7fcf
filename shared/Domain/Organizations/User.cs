using Mothership.Domain.Errors;
using Mothership.Domain.Ids;

namespace Mothership.Domain.Organizations;

/// <summary>How a person proves who they are.</summary>
public enum UserAuthType
{
    /// <summary><c>AUTH_TYPE_LOCAL</c>: with a password of ours.</summary>
    Local,

    /// <summary><c>AUTH_TYPE_SSO</c>: at their own company's sign-in.</summary>
    Sso,
}

/// <summary>A person of an organisation.</summary>
public sealed record User
{
    /// <summary><c>u-…</c>.</summary>
    public required UserId Id { get; init; }

    /// <summary>The organisation.</summary>
    public required OrganizationId Organization { get; init; }

    /// <summary>
    /// Their address; empty when it is not known, as for the user that stands for the operator of a new organisation.
    /// </summary>
    public required string Email { get; init; }

    /// <summary>Their name.</summary>
    public required string FullName { get; init; }

    /// <summary>How they sign in.</summary>
    public UserAuthType AuthType { get; init; } = UserAuthType.Local;

    /// <summary>Whether they may do everything in the organisation.</summary>
    public bool IsOrganizationAdmin { get; init; }

    /// <summary>When they were added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When this record was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Counts the changes of this record; the ETag that clients see.</summary>
    public long Version { get; init; } = 1;

    /// <summary>All that is wrong with a change of name; empty when it is acceptable.</summary>
    public static IReadOnlyList<Fault> CheckFullName(string? fullName) =>
        new FieldCheck().Required(fullName, "/full_name", Limits.DescriptionLength).Faults;

    /// <summary>All that is wrong with an address; empty when it is acceptable.</summary>
    public static IReadOnlyList<Fault> CheckEmail(string? email)
    {
        var check = new FieldCheck().Required(email, "/email", Limits.EmailLength);
        if (check.Faults.Count == 0)
            check.Must(LooksLikeAddress(email!), "/email", "email must have the form name@domain.");
        return check.Faults;
    }

    /// <summary>A change of name, checked before.</summary>
    /// <returns>Null when it is their name already.</returns>
    public User? Rename(string fullName, DateTimeOffset now) =>
        fullName == FullName ? null : this with { FullName = fullName, UpdatedAt = now, Version = Version + 1 };

    private static bool LooksLikeAddress(string email)
    {
        var at = email.IndexOf('@');
        return at > 0 && at == email.LastIndexOf('@') && at < email.Length - 1 && !email.Any(char.IsWhiteSpace);
    }
}

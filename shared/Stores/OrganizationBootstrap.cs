using Mothership.Domain;
using Mothership.Domain.Errors;
using Mothership.Domain.Identity;
using Mothership.Domain.Ids;
using Mothership.Domain.Organizations;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Stores;

/// <summary>
/// The ids and the secret's seed of an organisation to be: kept by whoever may have to repeat its creation.
/// </summary>
/// <param name="Organization">The organisation.</param>
/// <param name="Environment">Its default environment.</param>
/// <param name="Admin">Its first user.</param>
/// <param name="Key">Its first Cloud key.</param>
/// <param name="SecretSeed">What the key's secret is made from; as secret as the secret.</param>
public sealed record OrganizationIds(
    OrganizationId Organization,
    EnvironmentId Environment,
    UserId Admin,
    ApiKeyId Key,
    IReadOnlyList<byte> SecretSeed
)
{
    /// <summary>New random ones.</summary>
    public static OrganizationIds New(IIdSource source)
    {
        var seed = new byte[ApiKeySecret.SeedBytes];
        source.Fill(seed);
        return new(
            OrganizationId.New(source),
            EnvironmentId.New(source),
            UserId.New(source),
            ApiKeyId.New(source),
            seed
        );
    }
}

/// <summary>An organisation with all that it begins with.</summary>
public sealed record NewOrganization(
    Organization Organization,
    EnvironmentRecord Environment,
    User Admin,
    ApiKey Key,
    string Secret
);

/// <summary>
/// Sets up an organisation so that it can be used: default environment, an administrator, a Cloud key.
/// </summary>
public sealed class OrganizationBootstrap(
    IOrganizationStore organizations,
    IEnvironmentStore environments,
    IUserStore users,
    IApiKeyStore keys,
    TimeProvider clock
)
{
    /// <summary>
    /// Creates the organisation. Repeating it with the same ids finishes what was begun and answers the same, secret
    /// included; the secret is in the answer only.
    /// </summary>
    /// <param name="ids">From <see cref="OrganizationIds.New"/>.</param>
    /// <param name="name">The organisation's name, 1 to 31 characters.</param>
    /// <param name="email">The administrator's address; null when it is not known.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="MothershipException">Invalid: the name or the address is not acceptable.</exception>
    public async Task<NewOrganization> CreateAsync(
        OrganizationIds ids,
        string name,
        string? email,
        CancellationToken cancellation
    )
    {
        Check(name, email);
        var scope = SystemScope.For(ids.Organization);
        var now = clock.GetUtcNow();
        var organization = await organizations.CreateAsync(scope, NewRecord(ids, name, now), cancellation);
        var environment = await environments.CreateAsync(
            scope,
            DefaultEnvironment(ids, now),
            Limits.EnvironmentsPerOrganization,
            cancellation
        );
        var admin = await users.CreateAsync(scope, FirstUser(ids, email, now), cancellation);
        var secret = ApiKeySecret.FromSeed([.. ids.SecretSeed]);
        var key = await keys.CreateAsync(
            scope,
            FirstKey(ids, now),
            secret,
            Limits.ApiKeysPerOrganization,
            cancellation
        );
        return new(organization.Value, environment.Value, admin.Value, key.Value, secret);
    }

    private static void Check(string name, string? email)
    {
        var check = new FieldCheck().Add(Organization.Check(new OrganizationChange(name)));
        if (email is not null)
            check.Add(User.CheckEmail(email));
        check.ThrowIfAny();
    }

    private static Organization NewRecord(OrganizationIds ids, string name, DateTimeOffset now) =>
        new()
        {
            Id = ids.Organization,
            DisplayName = name,
            CreatedAt = now,
            UpdatedAt = now,
        };

    private static EnvironmentRecord DefaultEnvironment(OrganizationIds ids, DateTimeOffset now) =>
        new()
        {
            Id = ids.Environment,
            Organization = ids.Organization,
            DisplayName = "default",
            CreatedAt = now,
            UpdatedAt = now,
        };

    private static User FirstUser(OrganizationIds ids, string? email, DateTimeOffset now) =>
        new()
        {
            Id = ids.Admin,
            Organization = ids.Organization,
            Email = email ?? "",
            FullName = "Administrator",
            IsOrganizationAdmin = true,
            CreatedAt = now,
            UpdatedAt = now,
        };

    private static ApiKey FirstKey(OrganizationIds ids, DateTimeOffset now) =>
        new()
        {
            Id = ids.Key,
            Organization = ids.Organization,
            DisplayName = "first key",
            Owner = new ApiKeyOwner(ids.Admin.Value, ApiKeyOwnerKind.User),
            CreatedAt = now,
            UpdatedAt = now,
        };
}

using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Regions.Services;

namespace Mothership.Strimzi.Services.Connect;

/// <summary>
/// Who a connector is to its cluster, as its configuration says: the API key that is in it, or a service account, for
/// which it gets a user of its own. It may do what the ACLs of that account allow, and nothing else.
/// </summary>
/// <param name="User">The user at the brokers.</param>
/// <param name="Password">Its password.</param>
/// <param name="Account">The service account, where the user is the connector's own; null for a key.</param>
internal sealed record ConnectorAccess(string User, string Password, string? Account)
{
    private static readonly string[] Clients = ["producer", "consumer", "admin"];

    /// <summary>What Connect's clients are told in place of who the worker is.</summary>
    public string Jaas =>
        "org.apache.kafka.common.security.scram.ScramLoginModule required "
        + $"username=\"{User}\" password=\"{Password}\";";

    /// <summary>The settings of a connector that say so.</summary>
    public static IEnumerable<string> Overrides => Clients.Select(c => $"{c}.override.sasl.jaas.config");

    /// <summary>Reads it.</summary>
    /// <param name="desired">The connector.</param>
    /// <param name="secrets">The values of its secrets, by field.</param>
    /// <exception cref="OperatorException">The configuration does not say who it is, or in words that could mean
    /// something else.</exception>
    public static ConnectorAccess Read(DesiredService desired, IReadOnlyDictionary<string, string> secrets)
    {
        var settings = desired.Spec.Settings;
        var account = settings.GetValueOrDefault(ConnectorFields.Account);
        var isAccount =
            account is not null
            && settings.GetValueOrDefault(ConnectorFields.AuthMode) is null or ConnectorFields.ByAccount;
        var (user, password) = isAccount
            ? (desired.Id, secrets.GetValueOrDefault(ServiceNames.Password))
            : (
                secrets.GetValueOrDefault(ConnectorFields.Key)?.ToLowerInvariant(),
                secrets.GetValueOrDefault(ConnectorFields.Secret)
            );
        if (!IsPlain(user) || !IsPlain(password) || (isAccount && !IsAccount(account)))
            throw new OperatorException(
                "connector_identity_invalid",
                "The configuration does not say who the connector is: it needs kafka.api.key and kafka.api.secret, or "
                    + "kafka.service.account.id.",
                isTransient: false
            );
        return new(user!, password!, isAccount ? account : null);
    }

    // A person's rights are all there are, and no connector's.
    private static bool IsAccount(string? account) => account?.StartsWith("sa-", StringComparison.Ordinal) == true;

    // Nothing that would end the quotes.
    private static bool IsPlain(string? text) =>
        !string.IsNullOrEmpty(text) && text.All(c => c is >= ' ' and <= '~' and not ('"' or '\\'));
}

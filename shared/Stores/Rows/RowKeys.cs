using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mothership.Domain.Ids;
using Mothership.Domain.Operations;
using Mothership.Domain.Services;

namespace Mothership.Stores.Rows;

/// <summary>
/// Row keys of the Resources table. A resource's key is its id, so that the rows of a kind are a range of keys; rows
/// that only serve others have a tilde in theirs, which no id has.
/// </summary>
internal static class RowKeys
{
    public const string Organization = "organization";

    /// <summary>Counters of the organisation.</summary>
    public const string Usage = "usage~";

    public const string ApiKeyPrefix = "key-";

    /// <summary>Begins the keys of services, of all kinds.</summary>
    public const string ServicePrefix = "svc-";

    /// <summary>Counters of an environment. It exists exactly as long as the environment does.</summary>
    public static string UsageOf(EnvironmentId environment) => $"usage~{environment}";

    public static string Of(ApiKeyId key) => ApiKeyPrefix + key.Value;

    public static string Of(ServiceId service) => ServicePrefix + service.Value;

    /// <summary>Claims a connector's name on its cluster.</summary>
    public static string ConnectorName(ClusterId cluster, string name) =>
        $"svcname~{cluster}~" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    /// <summary>
    /// Says that a resource has been and gone, so that a late repeat of its creation is told from a first one.
    /// </summary>
    public static string Gone(string rowKey) => "gone~" + rowKey;

    /// <summary>
    /// Claims a service account's name; hashed, because a name may have characters that a key may not.
    /// </summary>
    public static string ServiceAccountName(string name) =>
        "saname~" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    /// <summary>Begins the keys that list all operations, newest first.</summary>
    public static string OperationsByTime() => "opt~";

    /// <summary>Begins the keys that list a resource's operations, newest first.</summary>
    public static string OperationsByTime(ResourceId resource) => $"opc~{resource}~";

    /// <summary>
    /// The rest of a key that lists an operation: the time that is left until the end of time, then its id.
    /// </summary>
    public static string NewestFirst(Operation operation) => NewestFirst(operation.CreatedAt, operation.Id.Value);

    /// <summary>Part of a key by which what is newest comes first.</summary>
    public static string NewestFirst(DateTimeOffset createdAt, string id)
    {
        var left = DateTime.MaxValue.Ticks - createdAt.UtcTicks;
        return left.ToString("D19", CultureInfo.InvariantCulture) + "~" + id;
    }

    /// <summary>The first key after all that begin with a prefix.</summary>
    public static string EndOf(string prefix) => prefix[..^1] + (char)(prefix[^1] + 1);
}

using System.Text.Json.Nodes;
using Mothership.DataPlane.Acls;

namespace Mothership.Strimzi.DataPlane;

/// <summary>ACLs of an account, as the KafkaUsers of its keys say them.</summary>
public static class UserAcls
{
    /// <summary>What <c>spec.authorization</c> of a key's KafkaUser is.</summary>
    /// <param name="acls">All of the cluster.</param>
    /// <param name="owner">Whose key it is: a person may do everything.</param>
    public static JsonObject Authorization(IEnumerable<Acl> acls, string owner) =>
        new()
        {
            ["type"] = "simple",
            ["acls"] = new JsonArray([
                .. owner.StartsWith("u-", StringComparison.Ordinal)
                    ? Everything()
                    : acls.Where(a => a.Principal == $"User:{owner}" || a.Principal == "User:*").Select(Rule),
            ]),
        };

    private static IEnumerable<JsonObject> Everything() =>
        Enum.GetValues<AclResource>()
            .Select(r =>
                Rule(
                    new(
                        r,
                        r == AclResource.Cluster ? Authorizer.ClusterName : "*",
                        AclPattern.Literal,
                        "",
                        "*",
                        AclOperation.All,
                        AclPermission.Allow
                    )
                )
            );

    private static JsonObject Rule(Acl acl)
    {
        var resource = new JsonObject { ["type"] = TypeOf(acl.Resource) };
        if (acl.Resource != AclResource.Cluster)
        {
            resource["name"] = acl.Name;
            resource["patternType"] = acl.Pattern == AclPattern.Prefixed ? "prefix" : "literal";
        }
        return new()
        {
            ["resource"] = resource,
            ["operations"] = new JsonArray(acl.Operation.ToString()),
            ["host"] = acl.Host,
            ["type"] = acl.Permission == AclPermission.Deny ? "deny" : "allow",
        };
    }

    private static string TypeOf(AclResource resource) =>
        resource switch
        {
            AclResource.Topic => "topic",
            AclResource.Group => "group",
            AclResource.Cluster => "cluster",
            AclResource.TransactionalId => "transactionalId",
            _ => throw new ArgumentOutOfRangeException(nameof(resource), resource, null),
        };
}

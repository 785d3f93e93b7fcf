namespace Mothership.DataPlane.Acls;

/// <summary>
/// Decides by Kafka's rules: what is denied is denied whatever else is allowed; what nobody allows is denied; being
/// allowed to read, write, delete or alter implies being allowed to describe, and altering configurations implies
/// describing them. A denial implies nothing beyond its operation.
/// </summary>
public static class Authorizer
{
    /// <summary>The only name of the resource cluster.</summary>
    public const string ClusterName = "kafka-cluster";

    private const string Everything = "*";
    private const string Everybody = "User:*";

    /// <summary>Whether somebody may do something.</summary>
    /// <param name="acls">All that there are.</param>
    /// <param name="principal"><c>User:sa-…</c>.</param>
    /// <param name="operation">What; not All.</param>
    /// <param name="resource">To which sort of thing.</param>
    /// <param name="name">To which one.</param>
    public static bool Allows(
        IEnumerable<Acl> acls,
        string principal,
        AclOperation operation,
        AclResource resource,
        string name
    )
    {
        var allowed = false;
        foreach (var acl in acls)
        {
            if (acl.Resource != resource || !IsAbout(acl, principal) || !Covers(acl, name))
                continue;
            if (acl.Permission == AclPermission.Deny && IsDenial(acl.Operation, operation))
                return false;
            allowed |= acl.Permission == AclPermission.Allow && Implies(acl.Operation, operation);
        }
        return allowed;
    }

    /// <summary>Whether an entry's name and pattern cover a name.</summary>
    public static bool Covers(Acl acl, string name) =>
        acl.Pattern == AclPattern.Prefixed
            ? name.StartsWith(acl.Name, StringComparison.Ordinal)
            : acl.Name == Everything || acl.Name == name;

    private static bool IsAbout(Acl acl, string principal) => acl.Principal == principal || acl.Principal == Everybody;

    private static bool IsDenial(AclOperation denied, AclOperation wanted) =>
        denied == AclOperation.All || denied == wanted;

    private static bool Implies(AclOperation allowed, AclOperation wanted) =>
        allowed == AclOperation.All
        || allowed == wanted
        || wanted switch
        {
            AclOperation.Describe => allowed
                is AclOperation.Read
                    or AclOperation.Write
                    or AclOperation.Delete
                    or AclOperation.Alter,
            AclOperation.DescribeConfigs => allowed is AclOperation.AlterConfigs,
            _ => false,
        };
}

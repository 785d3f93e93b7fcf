namespace Mothership.DataPlane.Acls;

/// <summary>Which ACLs there can be.</summary>
public static class AclRules
{
    /// <summary>Longest name or principal.</summary>
    private const int LongestText = 255;

    private const string PrincipalPrefix = "User:";

    private static readonly Dictionary<AclResource, AclOperation[]> Operations = new()
    {
        [AclResource.Topic] =
        [
            AclOperation.Read,
            AclOperation.Write,
            AclOperation.Create,
            AclOperation.Delete,
            AclOperation.Alter,
            AclOperation.Describe,
            AclOperation.DescribeConfigs,
            AclOperation.AlterConfigs,
        ],
        [AclResource.Group] =
        [
            AclOperation.Read,
            AclOperation.Delete,
            AclOperation.Describe,
            AclOperation.DescribeConfigs,
            AclOperation.AlterConfigs,
        ],
        [AclResource.Cluster] =
        [
            AclOperation.Create,
            AclOperation.Alter,
            AclOperation.Describe,
            AclOperation.ClusterAction,
            AclOperation.DescribeConfigs,
            AclOperation.AlterConfigs,
            AclOperation.IdempotentWrite,
        ],
        [AclResource.TransactionalId] = [AclOperation.Write, AclOperation.Describe],
    };

    /// <summary>What can be done to a sort of thing; All is not among them.</summary>
    public static IReadOnlyList<AclOperation> OperationsOf(AclResource resource) => Operations[resource];

    /// <summary>Checks an entry that is to be added.</summary>
    /// <exception cref="DataPlaneException">There can't be one like it.</exception>
    public static void Check(Acl acl)
    {
        if (acl.Resource == AclResource.Cluster && acl.Name != Authorizer.ClusterName)
            throw Refusals.Invalid($"The only valid name for the CLUSTER resource is {Authorizer.ClusterName}");
        if (acl.Resource == AclResource.Cluster && acl.Pattern != AclPattern.Literal)
            throw Refusals.Invalid("The pattern of the CLUSTER resource is LITERAL.");
        if (acl.Name.Length is 0 or > LongestText || acl.Name.Any(char.IsControl))
            throw Refusals.Invalid(
                $"resource_name has 1 to {LongestText} characters, none of them a control character."
            );
        if (!IsPrincipal(acl.Principal))
            throw Refusals.Invalid("principal is 'User:' and the id of an account, or 'User:*'.");
        if (acl.Host != "*")
            throw Refusals.Invalid("host must be '*': where a client is, is not looked at.");
        if (acl.Operation != AclOperation.All && !Operations[acl.Resource].Contains(acl.Operation))
            throw Refusals.Invalid($"The operation can't be done to this resource_type.");
    }

    private static bool IsPrincipal(string principal) =>
        principal.StartsWith(PrincipalPrefix, StringComparison.Ordinal)
        && principal.Length > PrincipalPrefix.Length
        && principal.Length <= LongestText
        && principal
            .Skip(PrincipalPrefix.Length)
            .All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '*' or '_' or '.');
}

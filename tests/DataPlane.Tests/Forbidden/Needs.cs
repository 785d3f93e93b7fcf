using Mothership.DataPlane.Acls;

namespace Mothership.DataPlane.Tests.Forbidden;

/// <summary>A right that a call needs; one of several is enough where there are several.</summary>
internal sealed record Need(AclOperation Operation, AclResource Resource, string Name);

/// <summary>The table "Rights" of docs/dataplane.md, for every operation of the contract.</summary>
internal static class Needs
{
    /// <summary>A topic and a group that there are, so that lists have something to hide.</summary>
    internal const string Listed = "orders";

    /// <summary>What there is not, so that calls that are allowed change nothing.</summary>
    internal const string Ghost = "ghost";

    private const string Cluster = "kafka-cluster";

    /// <summary>What a call needs; null where everybody with a key of the cluster may make it.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">Of the contract, behind the cluster.</param>
    internal static IReadOnlyList<Need>? Of(string method, string path)
    {
        var isRead = method == "GET";
        return path switch
        {
            "" or "/share-groups" or "/streams-groups" or "/links" or "/links/-/mirrors" => null,
            "/topics" when !isRead => [On(AclOperation.Create), Topic(AclOperation.Create)],
            "/topics" => [Topic(AclOperation.Describe)],
            "/topics/-/configs" => [Topic(AclOperation.DescribeConfigs)],
            "/topics/{topic_name}" => [Topic(OfTopic(method))],
            "/topics/{topic_name}/records" => [Topic(AclOperation.Write)],
            "/acls" or "/acls:batch" => [On(isRead ? AclOperation.Describe : AclOperation.Alter)],
            "/consumer-groups" => [Group()],
            _ when path.StartsWith("/consumer-groups/", StringComparison.Ordinal) => [Group()],
            _ when path.StartsWith("/broker-configs", StringComparison.Ordinal) => [On(OfConfigs(isRead))],
            _ when path.Contains("configs", StringComparison.Ordinal) => [Topic(OfConfigs(isRead))],
            _ when path.Contains("/partitions", StringComparison.Ordinal) => [Topic(AclOperation.Describe)],
            _ => throw new NotSupportedException($"No rights are known for {method} {path}: add them."),
        };
    }

    /// <summary>Whether the call is a list that shows only what may be seen, rather than one that is refused.</summary>
    internal static bool IsFiltered(string method, string path) =>
        method == "GET" && (path is "/topics" or "/topics/-/configs" or "/consumer-groups");

    /// <summary>What a call is about: the existing thing for lists, the one that there is not for all others.</summary>
    internal static string TargetOf(string method, string path) => IsFiltered(method, path) ? Listed : Ghost;

    /// <summary>Whether an allowance covers a need, as Kafka has it.</summary>
    internal static bool Covers(Acl acl, Need need, string target)
    {
        var name = need.Resource == AclResource.Cluster ? Cluster : target;
        var isAbout =
            acl.Resource == need.Resource
            && (
                acl.Pattern == AclPattern.Prefixed
                    ? name.StartsWith(acl.Name, StringComparison.Ordinal)
                    : acl.Name == "*" || acl.Name == name
            );
        AclOperation[] enough = need.Operation switch
        {
            AclOperation.Describe =>
            [
                AclOperation.Describe,
                AclOperation.Read,
                AclOperation.Write,
                AclOperation.Delete,
                AclOperation.Alter,
            ],
            AclOperation.DescribeConfigs => [AclOperation.DescribeConfigs, AclOperation.AlterConfigs],
            _ => [need.Operation],
        };
        return isAbout && (acl.Operation == AclOperation.All || enough.Contains(acl.Operation));
    }

    private static AclOperation OfTopic(string method) =>
        method switch
        {
            "GET" => AclOperation.Describe,
            "PATCH" => AclOperation.Alter,
            _ => AclOperation.Delete,
        };

    private static AclOperation OfConfigs(bool isRead) =>
        isRead ? AclOperation.DescribeConfigs : AclOperation.AlterConfigs;

    private static Need Topic(AclOperation operation) => new(operation, AclResource.Topic, "");

    private static Need Group() => new(AclOperation.Describe, AclResource.Group, "");

    private static Need On(AclOperation operation) => new(operation, AclResource.Cluster, Cluster);
}

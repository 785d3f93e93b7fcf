namespace Mothership.DataPlane.Acls;

/// <summary>What an ACL is about.</summary>
public enum AclResource
{
    /// <summary>Topics.</summary>
    Topic,

    /// <summary>Consumer groups.</summary>
    Group,

    /// <summary>The cluster itself; its only name is <c>kafka-cluster</c>.</summary>
    Cluster,

    /// <summary>Transactional ids.</summary>
    TransactionalId,
}

/// <summary>How an ACL's name is compared.</summary>
public enum AclPattern
{
    /// <summary>The name itself, or <c>*</c> for all.</summary>
    Literal,

    /// <summary>All names that begin so.</summary>
    Prefixed,
}

/// <summary>What one may want to do.</summary>
public enum AclOperation
{
    /// <summary>Everything.</summary>
    All,

    /// <summary>Consume; be in a group.</summary>
    Read,

    /// <summary>Produce.</summary>
    Write,

    /// <summary>Make topics.</summary>
    Create,

    /// <summary>Delete topics, groups.</summary>
    Delete,

    /// <summary>Add partitions; change ACLs.</summary>
    Alter,

    /// <summary>See.</summary>
    Describe,

    /// <summary>What brokers do among themselves.</summary>
    ClusterAction,

    /// <summary>See configurations.</summary>
    DescribeConfigs,

    /// <summary>Change configurations.</summary>
    AlterConfigs,

    /// <summary>Produce idempotently.</summary>
    IdempotentWrite,
}

/// <summary>Whether it is allowed.</summary>
public enum AclPermission
{
    /// <summary>It is, unless denied elsewhere.</summary>
    Allow,

    /// <summary>It is not, whatever else is allowed.</summary>
    Deny,
}

/// <summary>An access control list entry.</summary>
/// <param name="Resource">What it is about.</param>
/// <param name="Name">The name, or what names begin with.</param>
/// <param name="Pattern">How the name is compared.</param>
/// <param name="Principal"><c>User:sa-…</c>, or <c>User:*</c> for everybody.</param>
/// <param name="Host"><c>*</c>: where a client is, is not looked at.</param>
/// <param name="Operation">What.</param>
/// <param name="Permission">Allowed or denied.</param>
public sealed record Acl(
    AclResource Resource,
    string Name,
    AclPattern Pattern,
    string Principal,
    string Host,
    AclOperation Operation,
    AclPermission Permission
);

/// <summary>Which ACLs are meant; null is any.</summary>
/// <param name="Resource">What they are about.</param>
/// <param name="Name">Their name.</param>
/// <param name="Pattern">How they compare it; null with <paramref name="Matches"/>: every entry that covers the
/// name.</param>
/// <param name="Matches">Whether the name is one to be covered rather than the entry's own.</param>
/// <param name="Principal">Whom they are about.</param>
/// <param name="Host">Their host.</param>
/// <param name="Operation">Their operation.</param>
/// <param name="Permission">Their permission.</param>
public sealed record AclFilter(
    AclResource? Resource = null,
    string? Name = null,
    AclPattern? Pattern = null,
    bool Matches = false,
    string? Principal = null,
    string? Host = null,
    AclOperation? Operation = null,
    AclPermission? Permission = null
)
{
    /// <summary>Whether an entry is meant.</summary>
    public bool Includes(Acl acl) =>
        (Resource is null || Resource == acl.Resource)
        && (Principal is null || Principal == acl.Principal)
        && (Host is null || Host == acl.Host)
        && (Operation is null || Operation == acl.Operation)
        && (Permission is null || Permission == acl.Permission)
        && (Matches ? Name is null || Authorizer.Covers(acl, Name) : IsOfName(acl));

    private bool IsOfName(Acl acl) => (Pattern is null || Pattern == acl.Pattern) && (Name is null || Name == acl.Name);
}

/// <summary>The ACLs of clusters.</summary>
public interface IAclDesk
{
    /// <summary>All of a cluster.</summary>
    Task<IReadOnlyList<Acl>> ListAsync(DataPlaneCluster cluster, CancellationToken cancellation);

    /// <summary>Adds some; those that there are already stay.</summary>
    Task AddAsync(DataPlaneCluster cluster, IReadOnlyList<Acl> acls, CancellationToken cancellation);

    /// <summary>Removes those that are meant.</summary>
    /// <returns>What was removed.</returns>
    Task<IReadOnlyList<Acl>> RemoveAsync(DataPlaneCluster cluster, AclFilter filter, CancellationToken cancellation);
}

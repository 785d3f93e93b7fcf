using Mothership.DataPlane.Acls;
using Mothership.DataPlane.Keys;

namespace Mothership.DataPlane.Rest;

/// <summary>A proven request about one cluster.</summary>
internal sealed class Call(
    RestRequest request,
    IDataPlane plane,
    DataPlaneCluster cluster,
    ResourceKey key,
    IReadOnlyDictionary<string, string> values
)
{
    private IReadOnlyList<Acl>? _acls;

    internal RestRequest Request => request;

    internal IDataPlane Plane => plane;

    internal DataPlaneCluster Cluster => cluster;

    /// <summary>Makes addresses and bodies.</summary>
    internal Shapes Shapes { get; } = new(request.Base, cluster.Id);

    /// <summary>A value out of the path.</summary>
    internal string this[string name] => values[name];

    /// <summary>A parameter of the query; null when it is missing or empty.</summary>
    internal string? Query(string name) =>
        request.Query.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>Refuses what the caller may not do.</summary>
    internal async Task RequireAsync(
        AclOperation operation,
        AclResource resource,
        string name,
        CancellationToken cancellation
    )
    {
        if (!(await RightsAsync(operation, resource, cancellation).ConfigureAwait(false))(name))
            throw Refusals.Forbidden();
    }

    /// <inheritdoc cref="RequireAsync"/>
    internal Task RequireOnClusterAsync(AclOperation operation, CancellationToken cancellation) =>
        RequireAsync(operation, AclResource.Cluster, Authorizer.ClusterName, cancellation);

    /// <inheritdoc cref="RequireAsync"/>
    internal Task RequireOnTopicAsync(AclOperation operation, string topic, CancellationToken cancellation) =>
        RequireAsync(operation, AclResource.Topic, topic, cancellation);

    /// <summary>Which names the caller may do something to.</summary>
    internal async Task<Func<string, bool>> RightsAsync(
        AclOperation operation,
        AclResource resource,
        CancellationToken cancellation
    )
    {
        if (key.IsOfUser)
            return _ => true;
        var acls = _acls ??= await plane.Acls.ListAsync(cluster, cancellation).ConfigureAwait(false);
        return name => Authorizer.Allows(acls, key.Principal, operation, resource, name);
    }
}

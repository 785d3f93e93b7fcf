using Mothership.DataPlane;
using Mothership.DataPlane.Acls;

namespace Mothership.Local.EmbeddedKafka;

/// <summary>The ACLs of embedded clusters: kept for the REST API, since the broker asks nobody who he is.</summary>
internal sealed class EmbeddedAcls(Func<DataPlaneCluster, EmbeddedCluster> find) : IAclDesk
{
    public Task<IReadOnlyList<Acl>> ListAsync(DataPlaneCluster cluster, CancellationToken cancellation)
    {
        var books = find(cluster).Books;
        lock (books.Gate)
            return Task.FromResult<IReadOnlyList<Acl>>([.. books.Acls]);
    }

    public Task AddAsync(DataPlaneCluster cluster, IReadOnlyList<Acl> acls, CancellationToken cancellation)
    {
        var books = find(cluster).Books;
        lock (books.Gate)
            foreach (var acl in acls)
                if (!books.Acls.Contains(acl))
                    books.Acls.Add(acl);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Acl>> RemoveAsync(
        DataPlaneCluster cluster,
        AclFilter filter,
        CancellationToken cancellation
    )
    {
        var books = find(cluster).Books;
        lock (books.Gate)
        {
            IReadOnlyList<Acl> removed = [.. books.Acls.Where(filter.Includes)];
            books.Acls.RemoveAll(filter.Includes);
            return Task.FromResult(removed);
        }
    }
}

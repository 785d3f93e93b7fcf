using System.Text.Json;
using System.Text.Json.Nodes;
using Mothership.DataPlane;
using Mothership.DataPlane.Acls;
using Mothership.Strimzi.Clusters;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Mothership.Strimzi.DataPlane;

/// <summary>
/// The ACLs of clusters: the list in a config map of the region's own, since an account may have ACLs before it has a
/// key; from there into the KafkaUsers of its keys, by which the brokers go. Two writers never undo each other.
/// </summary>
internal sealed class StrimziAcls(IClusterPlaces places, StrimziSettings settings) : IAclDesk
{
    private const string Field = "acls";
    private const string Role = "cluster-acls";
    private const int Attempts = 8;

    /// <summary>The config map of a cluster's list.</summary>
    internal static string NameOf(string cluster) => $"{cluster}-acls";

    public Task<IReadOnlyList<Acl>> ListAsync(DataPlaneCluster cluster, CancellationToken cancellation) =>
        KubeRefusals.ToldAsync<IReadOnlyList<Acl>>(async () =>
        {
            var place = await PlaceAsync(cluster, cancellation).ConfigureAwait(false);
            return Read(await BookAsync(place, cancellation).ConfigureAwait(false));
        });

    public Task AddAsync(DataPlaneCluster cluster, IReadOnlyList<Acl> acls, CancellationToken cancellation) =>
        ChangeAsync(cluster, there => [.. there, .. acls.Where(a => !there.Contains(a)).Distinct()], cancellation);

    public async Task<IReadOnlyList<Acl>> RemoveAsync(
        DataPlaneCluster cluster,
        AclFilter filter,
        CancellationToken cancellation
    )
    {
        IReadOnlyList<Acl> removed = [];
        await ChangeAsync(
                cluster,
                there =>
                {
                    removed = [.. there.Where(filter.Includes)];
                    return [.. there.Except(removed)];
                },
                cancellation
            )
            .ConfigureAwait(false);
        return removed;
    }

    private Task ChangeAsync(
        DataPlaneCluster cluster,
        Func<List<Acl>, List<Acl>> change,
        CancellationToken cancellation
    ) =>
        KubeRefusals.ToldAsync(async () =>
        {
            var place = await PlaceAsync(cluster, cancellation).ConfigureAwait(false);
            var (before, after) = await WriteAsync(place, change, cancellation).ConfigureAwait(false);
            await TellUsersAsync(place, before, after, cancellation).ConfigureAwait(false);
            return true;
        });

    private async Task<(List<Acl> Before, List<Acl> After)> WriteAsync(
        ClusterPlace place,
        Func<List<Acl>, List<Acl>> change,
        CancellationToken cancellation
    )
    {
        for (var left = Attempts; ; left--)
        {
            var book = await BookAsync(place, cancellation).ConfigureAwait(false);
            var before = Read(book);
            var after = change(before);
            if (after.SequenceEqual(before))
                return (before, after);
            try
            {
                var wanted = Rendered(place, after, book?.Revision);
                await (
                    book is null
                        ? place.Pool.Objects.CreateAsync(wanted, cancellation)
                        : place.Pool.Objects.ApplyAsync(wanted, cancellation)
                ).ConfigureAwait(false);
                return (before, after);
            }
            catch (KubeException e) when (e.Fault == KubeFault.Conflict && left > 1)
            {
                // Somebody else was quicker: decide anew on what is there now.
            }
        }
    }

    // Level-triggered: each user gets the whole of what its account may do, so a repeat mends what broke off.
    private static async Task TellUsersAsync(
        ClusterPlace place,
        List<Acl> before,
        List<Acl> after,
        CancellationToken cancellation
    )
    {
        var concerned = before.Concat(after).Select(a => a.Principal).ToHashSet(StringComparer.Ordinal);
        var users = await place
            .Pool.Objects.ListAsync(
                KubeKind.KafkaUser,
                KubeNames.Namespace(place.Environment),
                KubeNames.OfKafka(place.ClusterId),
                cancellation
            )
            .ConfigureAwait(false);
        foreach (var user in users.Items.Where(u => !u.IsDeleting))
            if (
                user.Label(CredentialLabels.Owner) is { } owner
                && (concerned.Contains($"User:{owner}") || concerned.Contains("User:*"))
            )
                await place
                    .Pool.Objects.MergeAsync(
                        KubeKind.KafkaUser,
                        user.Namespace,
                        user.Name,
                        new()
                        {
                            ["spec"] = new JsonObject { ["authorization"] = UserAcls.Authorization(after, owner) },
                        },
                        cancellation
                    )
                    .ConfigureAwait(false);
    }

    private KubeObject Rendered(ClusterPlace place, List<Acl> acls, string? revision)
    {
        var book = KubeObject.New(
            KubeKind.ConfigMap,
            settings.SystemNamespace,
            NameOf(place.ClusterId),
            [
                new(KubeNames.ManagedBy, KubeNames.FieldManager),
                new(KubeNames.Cluster, place.ClusterId),
                new(KubeNames.Role, Role),
            ]
        );
        if (revision is not null)
            book.OnlyAs(revision);
        book.Json["data"] = new JsonObject { [Field] = JsonSerializer.Serialize(acls) };
        return book;
    }

    private Task<KubeObject?> BookAsync(ClusterPlace place, CancellationToken cancellation) =>
        place.Pool.Objects.FindAsync(
            KubeKind.ConfigMap,
            settings.SystemNamespace,
            NameOf(place.ClusterId),
            cancellation
        );

    private static List<Acl> Read(KubeObject? book)
    {
        try
        {
            return book?.Text("data", Field) is { } text ? JsonSerializer.Deserialize<List<Acl>>(text) ?? [] : [];
        }
        catch (JsonException e)
        {
            // Taking it for empty would allow what was denied.
            throw Refusals.Unavailable("The ACLs of the cluster can't be read.", e);
        }
    }

    private async Task<ClusterPlace> PlaceAsync(DataPlaneCluster cluster, CancellationToken cancellation) =>
        await places.FindAsync(cluster.Id, cancellation).ConfigureAwait(false)
        ?? throw Refusals.NotFound($"Cluster {cluster.Id} cannot be found.");
}

using System.Text.Json.Nodes;
using Mothership.DataPlane.Acls;
using Mothership.Regions.Services;
using Mothership.Strimzi.DataPlane;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Mothership.Strimzi.Services.Connect;

/// <summary>
/// The user of a connector that acts as a service account: it may do what the account may. Who changes the account's
/// ACLs finds it by its label. Pure.
/// </summary>
internal static class ConnectorUser
{
    public static KubeObject Render(ClusterPlace place, DesiredService desired, string account, IEnumerable<Acl> acls)
    {
        var user = KubeObject.New(
            KubeKind.KafkaUser,
            place.Namespace,
            desired.Id,
            [
                .. Seal.Labels(place.Organization, place.Environment),
                new(KubeNames.Cluster, place.ClusterId),
                new(KubeNames.StrimziCluster, place.ClusterId),
                new(KubeNames.Service, desired.Id),
                new(KubeNames.Role, ConnectNames.Part),
                new(CredentialLabels.Owner, account),
            ]
        );
        user.Json["spec"] = new JsonObject
        {
            ["authentication"] = new JsonObject
            {
                ["type"] = "scram-sha-512",
                ["password"] = new JsonObject
                {
                    ["valueFrom"] = new JsonObject
                    {
                        ["secretKeyRef"] = new JsonObject
                        {
                            ["name"] = ConnectNames.Secrets(place.ClusterId),
                            ["key"] = ConnectNames.Password(desired.Id),
                        },
                    },
                },
            },
            ["authorization"] = UserAcls.Authorization(acls, account),
        };
        return Seal.Close(user);
    }
}

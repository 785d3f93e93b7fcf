using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Mothership.Tests.Support.Kube;

/// <summary>
/// What Strimzi makes beside a status: secrets of users and clusters, and claims of volumes, which it does not delete.
/// </summary>
internal sealed class StrimziBelongings(IKubernetes client, string authority)
{
    private const string Manager = "strimzi-cluster-operator";

    /// <summary>The authority that a cluster's certificates are signed by.</summary>
    public Task MakeAuthorityAsync(StrimziKey key, JsonObject kafka) =>
        ApplySecretAsync(key, kafka, $"{key.Name}-cluster-ca-cert", new() { ["ca.crt"] = authority }, "Kafka");

    /// <summary>
    /// A user's secret, with the password that the user names, or one of its own. Null, or what is wrong.
    /// </summary>
    public async Task<StrimziVerdict?> MakeUserAsync(StrimziKey key, JsonObject user)
    {
        var authentication = user["spec"]?["authentication"];
        if ((string?)authentication?["type"] != "scram-sha-512")
            return null;
        var password = StrimziStatus.Id(key, user);
        if (authentication["password"]?["valueFrom"]?["secretKeyRef"] is { } named)
        {
            var (secret, field) = ((string)named["name"]!, (string)named["key"]!);
            if (await ReadAsync(key.Namespace, secret) is not { } found)
                return Invalid($"Secret {secret} with requested user password does not exist.");
            if (!found.Data.TryGetValue(field, out var value))
                return Invalid($"Secret {secret} does not contain key {field} with requested user password.");
            password = Encoding.UTF8.GetString(value);
        }
        var jaas =
            "org.apache.kafka.common.security.scram.ScramLoginModule required "
            + $"username=\"{key.Name}\" password=\"{password}\";";
        await ApplySecretAsync(
            key,
            user,
            key.Name,
            new() { ["password"] = password, ["sasl.jaas.config"] = jaas },
            "KafkaUser"
        );
        return null;
    }

    /// <summary>
    /// The claims of a pool's volumes, one a node and volume; they outlive the pool unless it says deleteClaim.
    /// </summary>
    public async Task MakeClaimsAsync(StrimziCluster cluster, StrimziKey key, JsonObject pool)
    {
        var storage = pool["spec"]!["storage"]!;
        var volumes =
            (string?)storage["type"] == "jbod" ? storage["volumes"]!.AsArray() : new JsonArray(storage.DeepClone());
        foreach (var volume in volumes.Where(v => (string?)v!["type"] == "persistent-claim"))
        foreach (var node in cluster.NodeIds(key))
            await ApplyClaimAsync(cluster, key, pool, volume!, node);
    }

    private static StrimziVerdict Invalid(string message) =>
        new(StrimziPhase.Failing, "InvalidResourceException", message);

    private static V1OwnerReference Owner(string kind, JsonObject item) =>
        new()
        {
            ApiVersion = $"{StrimziKinds.Group}/{StrimziKinds.Version}",
            Kind = kind,
            Name = (string)item["metadata"]!["name"]!,
            Uid = (string)item["metadata"]!["uid"]!,
            Controller = false,
            BlockOwnerDeletion = false,
        };

    private async Task ApplyClaimAsync(
        StrimziCluster cluster,
        StrimziKey key,
        JsonObject pool,
        JsonNode volume,
        int node
    )
    {
        var prefix = volume["id"] is { } id ? $"data-{id}" : "data";
        var name = $"{prefix}-{cluster.Key.Name}-{key.Name}-{node}";
        var owners = (bool?)volume["deleteClaim"] == true ? new[] { Owner(key.Kind, pool) } : null;
        var claim = new
        {
            apiVersion = "v1",
            kind = "PersistentVolumeClaim",
            metadata = new
            {
                name,
                labels = new Dictionary<string, string>
                {
                    ["strimzi.io/cluster"] = cluster.Key.Name,
                    ["strimzi.io/kind"] = "Kafka",
                    ["strimzi.io/pool-name"] = key.Name,
                },
                ownerReferences = owners,
            },
            spec = new
            {
                accessModes = (string[])["ReadWriteOnce"],
                storageClassName = (string?)volume["class"],
                resources = new { requests = new { storage = (string)volume["size"]! } },
            },
        };
        try
        {
            await client.CustomObjects.PatchNamespacedCustomObjectAsync(
                new V1Patch(claim, V1Patch.PatchType.ApplyPatch),
                "",
                "v1",
                key.Namespace,
                "persistentvolumeclaims",
                name,
                fieldManager: Manager,
                force: true
            );
        }
        catch (HttpOperationException e)
            when (e.Response.StatusCode is HttpStatusCode.UnprocessableEntity or HttpStatusCode.Forbidden)
        {
            // A claim that no volume was found for cannot grow, and there are no volumes here. Or the quota is used up.
        }
    }

    private Task ApplySecretAsync(
        StrimziKey key,
        JsonObject owner,
        string name,
        Dictionary<string, string> content,
        string kind
    )
    {
        var cluster = kind == "Kafka" ? key.Name : StrimziKey.Owner(StrimziKinds.Kafka, key, owner)!.Value.Name;
        var secret = new V1Secret
        {
            ApiVersion = "v1",
            Kind = "Secret",
            Type = "Opaque",
            Metadata = new V1ObjectMeta
            {
                Name = name,
                Labels = new Dictionary<string, string>
                {
                    ["strimzi.io/cluster"] = cluster,
                    ["strimzi.io/kind"] = kind,
                    ["app.kubernetes.io/managed-by"] = Manager,
                },
                OwnerReferences = [Owner(kind, owner)],
            },
            Data = content.ToDictionary(p => p.Key, p => Encoding.UTF8.GetBytes(p.Value)),
        };
        return client.CoreV1.PatchNamespacedSecretAsync(
            new V1Patch(secret, V1Patch.PatchType.ApplyPatch),
            name,
            key.Namespace,
            fieldManager: Manager,
            force: true
        );
    }

    private async Task<V1Secret?> ReadAsync(string space, string name)
    {
        try
        {
            return await client.CoreV1.ReadNamespacedSecretAsync(name, space);
        }
        catch (HttpOperationException e) when (e.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}

using System.Text.Json.Nodes;
using Kube.Tests.Operator;
using Mothership.Domain.Services;
using Mothership.Regions.Services;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Services;

namespace Kube.Tests.Services;

/// <summary>
/// What others do to services on a real API server is undone by one pass, under the rights of the worker.
/// </summary>
public sealed class ServerMendingTests(SharedKube kube) : IClassFixture<SharedKube>
{
    [KubeFact]
    public async Task ServicesObjects_EditedAndDeletedByHand_AreAsTheyWereAfterOnePass()
    {
        await using var region = await KubeRegion.StartAsync(kube.Server);
        var (cluster, environment) = (kube.Server.NewName("lkc"), kube.Server.NewName("env"));
        await region.ReadyAsync(Wishes.Cluster(cluster, environment: environment));
        var own = environment[4..];
        var services = ServiceSet.Of(environment, cluster, own);
        foreach (var desired in services)
            await Worker(region).ApplyAsync(desired, default);
        await QuietAsync(region, "at first");
        var made = await MadeAsync(region, environment);
        made.Select(o => o.Kind).Distinct().Count().ShouldBe(8);

        var edits = made.Where(o => Edits.ContainsKey(o.Kind)).ToList();
        foreach (var one in edits)
            await region.Admin.MergeAsync(one.Kind, one.Namespace, one.Name, Edits[one.Kind](one), default);
        await Worker(region).ReconcileAsync(default);
        await SameAsync(region, environment, made);
        await QuietAsync(region, "after the edits");

        foreach (var one in made.Where(o => o.Kind != KubeKind.VolumeClaim))
            await region.Admin.DeleteAsync(one.Kind, one.Namespace, one.Name, default);
        await KubeRegion.UntilAsync(
            () => "what was deleted is still there",
            async () => (await MadeAsync(region, environment)).All(o => o.Kind == KubeKind.VolumeClaim)
        );
        await Worker(region).ReconcileAsync(default);
        await SameAsync(region, environment, made);
        await QuietAsync(region, "after the deletions");
        foreach (var desired in services)
            await Worker(region).DeleteAsync(desired.Id, 2, default);
    }

    private static readonly Dictionary<KubeKind, Func<KubeObject, JsonObject>> Edits = new()
    {
        [KubeKind.KafkaUser] = _ =>
            Spec(
                "authorization",
                new JsonObject { ["acls"] = new JsonArray() },
                "quotas",
                new JsonObject { ["producerByteRate"] = 1 }
            ),
        [KubeKind.Secret] = secret =>
            new()
            {
                ["data"] = new JsonObject(
                    (secret.Json["data"] as JsonObject ?? []).Select(d =>
                        KeyValuePair.Create(d.Key, (JsonNode?)"b3RoZXI=")
                    )
                ),
            },
        [KubeKind.Deployment] = _ =>
            Spec(
                "replicas",
                7,
                "template",
                JsonNode.Parse("""{"spec":{"containers":[{"name":"other","image":"other:1"}]}}""")!
            ),
        [KubeKind.NetworkPolicy] = _ => Spec("policyTypes", new JsonArray("Egress"), "ingress", null),
        [KubeKind.Service] = _ => Spec("selector", new JsonObject { ["other"] = "thing" }, "type", "NodePort"),
        [KubeKind.KafkaConnect] = _ => Spec("replicas", 9, "groupId", "other"),
        [KubeKind.KafkaConnector] = _ =>
            Spec("state", "stopped", "config", new JsonObject { ["topics"] = "others", ["other"] = "thing" }),
    };

    private static JsonObject Spec(string one, JsonNode? first, string other, JsonNode? second) =>
        new()
        {
            ["spec"] = new JsonObject { [one] = first, [other] = second },
        };

    private static StrimziServiceOperator Worker(KubeRegion region) =>
        ServiceSet.Worker(region.Operator, new MemoryRegion.Pools([new("one", region.Worker)]), new OneSecret());

    // Once a connector runs, its offsets are asked for, from time to time: that is no repair.
    private static Task QuietAsync(KubeRegion region, string when) =>
        KubeRegion.UntilAsync(
            () => $"{when} passes go on writing: {string.Join(", ", region.Faults.Writes.Select(w => w.Path))}",
            async () =>
            {
                region.Faults.Forget();
                var found = await Worker(region).ReconcileAsync(default);
                return found.Seen.Count == 6 && !region.Faults.Writes.Any();
            }
        );

    private static async Task<List<KubeObject>> MadeAsync(KubeRegion region, string environment)
    {
        KubeKind[] kinds = [.. Edits.Keys, KubeKind.VolumeClaim];
        var made = new List<KubeObject>();
        foreach (var kind in kinds)
            made.AddRange(
                (
                    await region.Admin.ListAsync(kind, environment, $"{KubeNames.Ours},{KubeNames.Service}", default)
                ).Items
            );
        return made;
    }

    // By what we want of each: the rest is the server's own.
    private static async Task SameAsync(KubeRegion region, string environment, List<KubeObject> before)
    {
        var now = (await MadeAsync(region, environment)).ToDictionary(o => $"{o}");
        foreach (var one in before)
        {
            now.ShouldContainKey($"{one}");
            Content(now[$"{one}"]).ShouldBe(Content(one), $"{one}");
        }
    }

    private static string Content(KubeObject seen)
    {
        var spec = seen.Json["spec"]?.DeepClone() as JsonObject;
        // Given anew to each Service by the server.
        foreach (var name in (string[])["clusterIP", "clusterIPs"])
            spec?.Remove(name);
        return $"{Sorted(spec)} {seen.Json["data"]?.ToJsonString()} {seen.Json["rules"]?.ToJsonString()} "
            + $"{seen.Json["subjects"]?.ToJsonString()} {seen.Annotation(KubeNames.Hash)}";
    }

    private static string? Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject some => string.Join(
                ',',
                some.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}:{{{Sorted(p.Value)}}}")
            ),
            JsonArray list => string.Join(';', list.Select(Sorted)),
            _ => node?.ToJsonString(),
        };
}

using System.Text.Json.Nodes;
using Mothership.Domain.Clusters;
using Mothership.Regions;
using Mothership.Strimzi;
using Mothership.Strimzi.Clusters;
using Mothership.Strimzi.Objects;

namespace Kube.Tests.Operator;

/// <summary>Whatever happened to the objects, they become as wanted, and then nothing is written any more.</summary>
public sealed class ConvergenceTests
{
    private static readonly KubeKind[] Ours =
    [
        KubeKind.Namespace,
        KubeKind.ResourceQuota,
        KubeKind.LimitRange,
        KubeKind.NetworkPolicy,
        KubeKind.Kafka,
        KubeKind.KafkaNodePool,
        KubeKind.KafkaUser,
        KubeKind.ConfigMap,
    ];

    [Fact]
    public async Task Reconcile_RandomCorruption_ConvergesWithinThreePassesAndThenWritesNothing()
    {
        foreach (var seed in Enumerable.Range(1, Counts.Of(100, 1000)))
        {
            var random = new Random(seed);
            var region = await BuiltAsync(random);
            var wanted = Picture(region);
            for (var blows = random.Next(1, 6); blows > 0; blows--)
                Corrupt(region, random);
            for (var pass = 0; pass < 3; pass++)
            {
                await region.Operator.ReconcileAsync(default);
                region.Strimzi.Step();
            }
            await region.Operator.ReconcileAsync(default);
            region.Operator.WritesOfLastPass.ShouldBe(0, $"seed {seed}: the fourth pass had to find all as wanted");
            ShouldBeAs(region, wanted, $"seed {seed}");
        }
    }

    [Fact]
    public async Task Operations_CutOffAnywhere_EndAsIfTheyHadNotBeen()
    {
        var expected = await UninterruptedAsync();
        for (var cut = 1; ; cut++)
            foreach (var isAfter in (bool[])[false, true])
            {
                var region = new MemoryRegion();
                if (!await CutAsync(region, cut, isAfter))
                    return;
                await FinishAsync(region);
                Picture(region)
                    .ShouldBe(expected, $"cut off at request {cut}, {(isAfter ? "after" : "before")} its effect");
            }
    }

    [Fact]
    public async Task DeletionAndProvisioning_RandomlyInterleaved_LeaveNothingOfWhatWasDeleted()
    {
        foreach (var seed in Enumerable.Range(1, Counts.Of(100, 500)))
        {
            var random = new Random(seed);
            var region = new MemoryRegion();
            StrimziOperator[] workers = [region.Operator, region.New()];
            var deleted = new HashSet<string>();
            var generations = new Dictionary<string, long>();
            for (var step = 0; step < 25; step++)
                await StepAsync(region, workers[random.Next(2)], random, generations, deleted);
            await region.SettleAsync(40);
            await region.ForgetAsync();
            foreach (var id in deleted)
            {
                region.Kube.All.Where(o => o.Name.Contains(id)).ShouldBeEmpty($"seed {seed}: {id} was deleted");
                (await region.Operator.FindAsync(id, default)).ShouldBeNull($"seed {seed}: {id}");
            }
            foreach (var id in generations.Keys.Except(deleted))
                (await region.Operator.FindAsync(id, default))!.State.ShouldBe(
                    OperatedState.Ready,
                    $"seed {seed}: {id}"
                );
        }
    }

    [Fact]
    public async Task TwoWorkers_AtOnce_EndInOneState()
    {
        foreach (var seed in Enumerable.Range(1, Counts.Of(50, 500)))
        {
            var region = new MemoryRegion();
            var other = region.New();
            var random = new Random(seed);
            var generation = random.Next(2, 9);
            await Task.WhenAll(
                Enumerable
                    .Range(1, generation)
                    .OrderBy(_ => random.Next())
                    .Select(g =>
                        (g % 2 == 0 ? region.Operator : other).ApplyAsync(
                            Wishes.Cluster("lkc-one", g, size: g),
                            default
                        )
                    )
            );
            await region.SettleAsync();
            var seen = await other.FindAsync("lkc-one", default);
            (seen!.Generation, seen.Config.Size, seen.State).ShouldBe((generation, generation, OperatedState.Ready));
        }
    }

    private static async Task StepAsync(
        MemoryRegion region,
        StrimziOperator worker,
        Random random,
        Dictionary<string, long> generations,
        HashSet<string> deleted
    )
    {
        var id = $"lkc-{random.Next(4)}";
        var environment = $"env-{id[^1] % 2}";
        switch (random.Next(5))
        {
            case 0 or 1 when !deleted.Contains(id):
                var generation = generations[id] = generations.GetValueOrDefault(id) + 1;
                await worker.ApplyAsync(
                    Wishes.Cluster(id, generation, size: random.Next(1, 9), environment: environment),
                    default
                );
                break;
            case 2 when generations.TryGetValue(id, out var last):
                deleted.Add(id);
                await worker.DeleteAsync(id, last + 1, default);
                break;
            case 3:
                await worker.ReconcileAsync(default);
                break;
            default:
                region.Strimzi.Step();
                break;
        }
    }

    private static async Task<MemoryRegion> BuiltAsync(Random random)
    {
        var region = new MemoryRegion();
        for (var cluster = 1; cluster <= 3; cluster++)
            await region.Operator.ApplyAsync(
                Wishes.Cluster(
                    $"lkc-{cluster}",
                    kind: random.Next(2) == 0 ? ClusterKind.Standard : ClusterKind.Dedicated,
                    size: random.Next(1, 5),
                    multiZone: random.Next(2) == 0,
                    suspended: random.Next(4) == 0,
                    environment: $"env-{cluster % 2}"
                ),
                default
            );
        await region.SettleAsync();
        return region;
    }

    private static void Corrupt(MemoryRegion region, Random random)
    {
        var kind = Ours[random.Next(Ours.Length)];
        var of = region.Kube.All.Where(o => o.Kind == kind && o.Label(KubeNames.ManagedBy) is not null).ToList();
        if (of.Count == 0)
            return;
        var victim = of[random.Next(of.Count)];
        switch (random.Next(4))
        {
            // Who takes both the note and the Kafka object leaves only the mothership to know of the cluster.
            case 0 when kind == KubeKind.ConfigMap && region.Find(KubeKind.Kafka, victim.Name) is null:
            case 0 when kind == KubeKind.Kafka && region.Find(KubeKind.ConfigMap, victim.Name) is null:
                break;
            case 0 when kind != KubeKind.Namespace:
                region.Kube.Remove(victim);
                break;
            case 1 when kind is { Name: "KafkaNodePool" or "NetworkPolicy" }:
                var extra = (JsonObject)victim.Json.DeepClone();
                ((JsonObject)extra["metadata"]!)["name"] = $"extra-{random.Next(100)}";
                ((JsonObject)extra["metadata"]!["labels"]!)[KubeNames.Cluster] =
                    random.Next(2) == 0 ? "lkc-1" : "lkc-9";
                region.Kube.Put(new(kind, extra));
                break;
            case 2 when kind != KubeKind.ConfigMap && victim.Json["spec"] is JsonObject:
                region.Kube.Edit(victim, json => Scramble((JsonObject)json["spec"]!, random));
                break;
            default:
                if (kind != KubeKind.ConfigMap)
                    region.Kube.Edit(
                        victim,
                        json => ((JsonObject)json["metadata"]!["annotations"]!).Remove(KubeNames.Hash)
                    );
                break;
        }
    }

    private static void Scramble(JsonObject at, Random random)
    {
        var names = at.Select(p => p.Key).ToList();
        var name = names.Count == 0 ? "added" : names[random.Next(names.Count)];
        if (at[name] is JsonObject { Count: > 0 } deeper)
            Scramble(deeper, random);
        else if (random.Next(3) == 0)
            at["extraField"] = "by hand";
        else if (random.Next(2) == 0)
            at.Remove(name);
        else
            at[name] = at[name] is JsonArray ? new JsonArray() : "by hand";
    }

    private static async Task<string> UninterruptedAsync()
    {
        var region = new MemoryRegion();
        (await CutAsync(region, int.MaxValue, false)).ShouldBeFalse();
        await FinishAsync(region);
        return Picture(region);
    }

    /// <summary>Runs the script until the given request, which is the last that this worker makes.</summary>
    /// <returns>Whether it came that far.</returns>
    private static async Task<bool> CutAsync(MemoryRegion region, int at, bool isAfter)
    {
        var requests = 0;
        region.Kube.OnRequest = (_, isDone) =>
        {
            if (requests >= at || (isDone == isAfter && ++requests >= at))
            {
                requests = at;
                throw new KilledException();
            }
        };
        try
        {
            await ScriptAsync(region);
            return false;
        }
        catch (KilledException)
        {
            return true;
        }
        finally
        {
            region.Kube.OnRequest = static (_, _) => { };
        }
    }

    // The mothership publishes again what was not confirmed: the last wish of each.
    private static async Task FinishAsync(MemoryRegion region)
    {
        region.Restart();
        await region.SettleAsync(40);
        await ScriptAsync(region);
        await region.ForgetAsync();
    }

    private static async Task ScriptAsync(MemoryRegion region)
    {
        await region.Operator.ApplyAsync(Wishes.Cluster("lkc-stays"), default);
        await region.Operator.ApplyAsync(Wishes.Cluster("lkc-goes", environment: "env-two"), default);
        region.Strimzi.Step();
        await region.Operator.ReconcileAsync(default);
        await region.Operator.ApplyAsync(Wishes.Cluster("lkc-stays", 2, size: 6), default);
        region.Strimzi.Step();
        await region.Operator.ApplyAsync(Wishes.Cluster("lkc-stays", 3, size: 6, suspended: true), default);
        region.Strimzi.Step();
        await region.Operator.ReconcileAsync(default);
        for (var turn = 0; turn < 5; turn++)
            await region.Operator.DeleteAsync("lkc-goes", 2, default);
    }

    private static void ShouldBeAs(MemoryRegion region, string wanted, string when)
    {
        var (want, have) = (wanted.Split('\n'), Picture(region).Split('\n'));
        have.Except(want).ShouldBeEmpty($"{when}: only now");
        want.Except(have).ShouldBeEmpty($"{when}: not any more");
    }

    /// <summary>All that there is, but for what only counts or is chance.</summary>
    private static string Picture(MemoryRegion region) =>
        string.Join(
            '\n',
            region
                .Kube.All.Where(o => o.Kind != KubeKind.StrimziPodSet)
                // Volumes go with their cluster, not with a pool that somebody has added.
                .Where(o => o.Kind != KubeKind.VolumeClaim || !o.Name.Contains("extra"))
                .Select(Plain)
                .Order(StringComparer.Ordinal)
        );

    private static string Plain(KubeObject o)
    {
        var metadata = (JsonObject)o.Json["metadata"]!;
        foreach (var name in (string[])["resourceVersion", "generation", "uid"])
            metadata.Remove(name);
        o.Json.Remove("status");
        // The address of a cluster that is suspended can't be learned anew once the note of it is lost.
        if (ClusterIntent.Of(o) is { Suspended: true } intent && o.Kind == KubeKind.ConfigMap)
            o.Json["data"] = $"{intent with { Bootstrap = "" }}";
        return Sorted(o.Json)!.ToJsonString();
    }

    private static JsonNode? Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject map => new JsonObject(
                map.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value)))
            ),
            JsonArray list => new JsonArray([.. list.Select(Sorted)]),
            _ => node?.DeepClone(),
        };

    private sealed class KilledException : Exception;
}

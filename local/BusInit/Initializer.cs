using Confluent.Kafka.Admin;
using Mothership.Bus.Planning;
using Mothership.Domain.Fleet;

namespace Mothership.Local.BusInit;

/// <summary>What <c>./dev bus init</c> was asked for.</summary>
/// <param name="ReplicationFactor">Replicas of each topic.</param>
/// <param name="CheckOnly">Whether nothing may be changed.</param>
/// <param name="GrowPartitions">Whether partitions may be added to topics that there are.</param>
/// <param name="Rights">Whether rights are looked after as well.</param>
/// <param name="Regions">The regions whose rights are looked after.</param>
internal sealed record InitOptions(
    int ReplicationFactor,
    bool CheckOnly,
    bool GrowPartitions,
    bool Rights,
    IReadOnlyList<RegionId> Regions
);

/// <summary>Brings a central cluster to what is planned, and says what it found and did.</summary>
internal sealed class Initializer(ClusterAdmin admin, InitOptions options, TextWriter output)
{
    /// <summary>Does it.</summary>
    /// <returns>Whether all is as planned now.</returns>
    internal async Task<bool> RunAsync()
    {
        var good = await TopicsAsync();
        if (options.Rights)
        {
            good &= await RightsAsync(AclPlan.Mothership, AclPlan.OfMothership);
            foreach (var region in options.Regions)
                good &= await RightsAsync(AclPlan.UserOf(region), AclPlan.OfRegion(region));
        }
        await output.WriteLineAsync(good ? "The bus is as planned." : "The bus is not as planned.");
        return good;
    }

    private async Task<bool> TopicsAsync()
    {
        var plan = TopicPlan.For(options.ReplicationFactor);
        var good = true;
        foreach (var topic in (await DifferencesAsync(plan)).GroupBy(d => d.Topic))
        {
            var spec = plan.Single(s => s.Name == topic.Key);
            foreach (var correction in topic.GroupBy(d => d.Correction))
                good &= await CorrectAsync(spec, correction.Key, [.. correction]);
        }
        return good;
    }

    private async Task<IReadOnlyList<TopicDifference>> DifferencesAsync(IReadOnlyList<TopicSpec> plan) =>
        TopicDrift.Between(plan, await admin.TopicsAsync([.. plan.Select(s => s.Name)]), options.ReplicationFactor);

    private async Task<bool> CorrectAsync(TopicSpec spec, Correction correction, List<TopicDifference> differences)
    {
        var may = !options.CheckOnly && IsAllowed(correction);
        if (may)
            await (
                correction switch
                {
                    Correction.Create => admin.CreateAsync(spec, options.ReplicationFactor),
                    Correction.Partitions => admin.GrowAsync(spec.Name, spec.Partitions),
                    _ => admin.SetAsync(spec.Name, differences),
                }
            );
        foreach (var difference in differences)
            await output.WriteLineAsync($"{difference}: {Outcome(correction, may)}");
        return may;
    }

    private bool IsAllowed(Correction correction) =>
        correction switch
        {
            Correction.None => false,
            Correction.Partitions => options.GrowPartitions,
            _ => true,
        };

    private string Outcome(Correction correction, bool done) =>
        (correction, done) switch
        {
            (Correction.Create, true) => "created",
            (_, true) => "corrected",
            (Correction.None, _) => "only the cluster's administrator can move replicas",
            (Correction.Partitions, _) when !options.CheckOnly =>
                "left as it is; --grow-partitions adds them, and keys move",
            _ => "left as it is",
        };

    private async Task<bool> RightsAsync(string user, IReadOnlyList<BusRight> planned)
    {
        var present = await admin.RightsAsync(user);
        var missing = planned.Where(right => !present.Contains(ClusterAdmin.Binding(user, right))).ToList();
        if (missing.Count > 0 && !options.CheckOnly)
            await admin.AllowAsync(user, missing);
        var outcome = options.CheckOnly ? "missing" : "allowed";
        foreach (var right in missing)
            await output.WriteLineAsync($"User:{user}: {Words(right)}: {outcome}");
        var beyond = present.Where(b => planned.All(right => !ClusterAdmin.Binding(user, right).Equals(b))).ToList();
        foreach (var binding in beyond)
            await output.WriteLineAsync($"User:{user}: {Words(binding)}: not planned, left as it is");
        return (missing.Count == 0 || !options.CheckOnly) && beyond.Count == 0;
    }

    private static string Words(BusRight right) => $"{right.Operation} {right.Resource} {right.Name}";

    private static string Words(AclBinding binding) =>
        $"{binding.Entry.PermissionType} {binding.Entry.Operation} {binding.Pattern.Type} "
        + $"{binding.Pattern.ResourcePatternType} {binding.Pattern.Name} from {binding.Entry.Host}";
}

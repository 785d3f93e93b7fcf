using Mothership.DataPlane.Acls;
using Mothership.DataPlane.Groups;

namespace Mothership.DataPlane.Rest;

/// <summary>Consumer groups and how far they are behind.</summary>
internal static class GroupEndpoints
{
    private const string Group = "consumer-groups/{group}";

    internal static IEnumerable<Endpoint> All =>
        [
            new("GET", "consumer-groups", ListAsync),
            new("GET", Group, GetAsync),
            new("GET", Group + "/consumers", ConsumersAsync),
            new("GET", Group + "/consumers/{consumer}", ConsumerAsync),
            new("GET", Group + "/lag-summary", SummaryAsync),
            new("GET", Group + "/lags", LagsAsync),
            new("GET", Group + "/lags/{topic}/partitions/{partition}", LagAsync),
        ];

    private static async Task<RestAnswer> ListAsync(Call call, CancellationToken cancellation)
    {
        var sees = await call.RightsAsync(AclOperation.Describe, AclResource.Group, cancellation).ConfigureAwait(false);
        var groups = await call.Plane.Groups.ListAsync(call.Cluster, cancellation).ConfigureAwait(false);
        var data = groups.Where(g => sees(g.Id)).Select(call.Shapes.Group);
        return new(200, call.Shapes.List("KafkaConsumerGroupList", "/consumer-groups", data));
    }

    private static async Task<RestAnswer> GetAsync(Call call, CancellationToken cancellation) =>
        new(200, call.Shapes.Group(await FindAsync(call, cancellation).ConfigureAwait(false)));

    private static async Task<RestAnswer> ConsumersAsync(Call call, CancellationToken cancellation)
    {
        var group = await FindAsync(call, cancellation).ConfigureAwait(false);
        var data = group.Members.Select(m => call.Shapes.Consumer(group.Id, m));
        return new(200, call.Shapes.List("KafkaConsumerList", Shapes.GroupPath(group.Id) + "/consumers", data));
    }

    private static async Task<RestAnswer> ConsumerAsync(Call call, CancellationToken cancellation)
    {
        var group = await FindAsync(call, cancellation).ConfigureAwait(false);
        var member =
            group.Members.FirstOrDefault(m => m.Id == call["consumer"])
            ?? throw Refusals.NotFound($"Consumer {call["consumer"]} cannot be found.");
        return new(200, call.Shapes.Consumer(group.Id, member));
    }

    private static async Task<RestAnswer> LagsAsync(Call call, CancellationToken cancellation)
    {
        var lags = await AllLagsAsync(call, cancellation).ConfigureAwait(false);
        var data = lags.Select(l => call.Shapes.Lag(call["group"], l));
        return new(200, call.Shapes.List("KafkaConsumerLagList", Shapes.GroupPath(call["group"]) + "/lags", data));
    }

    private static async Task<RestAnswer> LagAsync(Call call, CancellationToken cancellation)
    {
        var lags = await AllLagsAsync(call, cancellation).ConfigureAwait(false);
        var found =
            lags.FirstOrDefault(l => l.Topic == call["topic"] && $"{l.Partition}" == call["partition"])
            ?? throw Refusals.NotFound("Consumer lag cannot be found: the group has committed nothing there.");
        return new(200, call.Shapes.Lag(call["group"], found));
    }

    private static async Task<RestAnswer> SummaryAsync(Call call, CancellationToken cancellation)
    {
        var lags = await AllLagsAsync(call, cancellation).ConfigureAwait(false);
        var most =
            lags.MaxBy(l => l.Lag)
            ?? throw Refusals.NotFound($"Consumer group {call["group"]} has committed no offsets.");
        return new(200, call.Shapes.LagSummary(call["group"], most, lags.Sum(l => l.Lag)));
    }

    private static async Task<GroupView> FindAsync(Call call, CancellationToken cancellation)
    {
        var name = call["group"];
        await call.RequireAsync(AclOperation.Describe, AclResource.Group, name, cancellation).ConfigureAwait(false);
        return await call.Plane.Groups.FindAsync(call.Cluster, name, cancellation).ConfigureAwait(false)
            ?? throw Missing(name);
    }

    // Of topics that the caller may not see it does not learn here either.
    private static async Task<IReadOnlyList<LagView>> AllLagsAsync(Call call, CancellationToken cancellation)
    {
        var name = call["group"];
        await call.RequireAsync(AclOperation.Describe, AclResource.Group, name, cancellation).ConfigureAwait(false);
        var lags =
            await call.Plane.Groups.LagsAsync(call.Cluster, name, cancellation).ConfigureAwait(false)
            ?? throw Missing(name);
        var sees = await call.RightsAsync(AclOperation.Describe, AclResource.Topic, cancellation).ConfigureAwait(false);
        return [.. lags.Where(l => sees(l.Topic))];
    }

    private static DataPlaneException Missing(string group) =>
        Refusals.NotFound($"Consumer group {group} cannot be found.");
}

using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Standing;

namespace Mothership.Shared.Tests.Stores.Support;

/// <summary>Records for tests.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 3, 15, 9, 30, 0, TimeSpan.Zero);

    public static readonly ClusterQuota Quota = new(20, 400);

    public static RegionId NewRegion() => new("aws", "r-" + PrefixedId.New("", new SecureIdSource()));

    public static Cluster Cluster(Tenant tenant, EnvironmentId? environment = null, RegionId? region = null) =>
        new()
        {
            Id = ClusterId.New(new SecureIdSource()),
            Organization = tenant.Id,
            Environment = environment ?? tenant.Environment.Id,
            DisplayName = "orders",
            Region = region ?? new RegionId("aws", "us-west-2"),
            Availability = Availability.SingleZone,
            Config = new ClusterConfig(ClusterKind.Standard, 4),
            CreatedAt = Now,
            UpdatedAt = Now,
            Actor = "u-tester",
        };

    public static ClusterDecision Decision(Tenant tenant, EnvironmentId? environment = null, RegionId? region = null) =>
        ClusterDecider.Create(Cluster(tenant, environment, region));

    public static ClusterDecision Decision(Tenant tenant, DateTimeOffset createdAt) =>
        ClusterDecider.Create(Cluster(tenant) with { CreatedAt = createdAt });

    public static SpendCap Cap(
        Tenant tenant,
        decimal amount,
        SpendCapAction action = SpendCapAction.RefuseNew,
        EnvironmentId? environment = null
    ) =>
        new()
        {
            Id = SpendCapId.New(new SecureIdSource()),
            Organization = tenant.Id,
            Environment = environment,
            Amount = amount,
            Currency = "USD",
            Action = action,
            Thresholds = [50, 80],
            CreatedAt = Now,
            UpdatedAt = Now,
        };

    public static async Task<List<T>> AllPagesAsync<T>(int size, Func<PageRequest, Task<PageOf<T>>> list)
    {
        var all = new List<T>();
        string? token = null;
        do
        {
            var page = await list(new PageRequest(size, token));
            page.Items.Count.ShouldBeLessThanOrEqualTo(size);
            all.AddRange(page.Items);
            (token?.Length ?? 0).ShouldBeLessThanOrEqualTo(255);
            token = page.Next;
        } while (token is not null);
        return all;
    }
}

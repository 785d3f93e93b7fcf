using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Shared.Tests.Stores.Compliance;
using Mothership.Shared.Tests.Stores.Support;

namespace Mothership.Shared.Tests.Stores;

/// <summary>
/// What rows look like. The texts here stand for rows that are stored already: a change that makes one of these tests
/// fail needs a new version of the shape and a way to read the old one.
/// </summary>
public sealed class RowShapeTests() : StoreCompliance(TableAccount.NewSqlite())
{
    private const string StoredCluster = """
        {
          "id":"lkc-0123456789","organization":"ORG","environment":"ENV","displayName":"orders",
          "region":"aws/us-west-2",
          "availability":"SingleZone","config":{"kind":"Standard","size":4},"deletionProtection":false,
          "phase":"Provisioned",
          "generation":3,"appliedConfig":{"kind":"Basic","size":1},"bootstrapEndpoint":"PLAINTEXT://h:1",
          "openOperation":
          "op-0123456789-3","createdAt":"2026-03-15T09:30:00+00:00","updatedAt":"2026-03-15T09:30:00.0000001+00:00",
          "provisionedAt":"2026-03-15T09:31:00+00:00","actor":"u-tester",
          "outbox":[EVENT],
          "currency":"USD","lastBilledAt":"2026-03-15T09:31:00+00:00","version":7
        }
        """;

    private const string FirstStoredEvent = """
        {"eventId":"lkc-0123456789-1-created",
          "organization":"ORG","environment":"ENV","cluster":"lkc-0123456789","displayName":"orders",
          "region":"aws/us-west-2",
          "config":{"kind":"Basic","size":1},"kind":"Created","effectiveAt":"2026-03-15T09:31:00+00:00",
          "pricePerSecond":0.000123456789012300,"currency":"USD","priceBookVersion":"2026-1","generation":1,
          "actor":"u-tester"}
        """;

    private const string StoredEvent = """
        {"kind":"Created","plan":"Basic","units":1,"pricePerSecond":0.000123456789012300,"freePerSecond":0,
          "minimumPerSecond":0,"generation":1,
          "resource":{"id":"lkc-0123456789","displayName":"orders","environment":"ENV","region":"aws/us-west-2"},
          "meter":"ClusterSeconds","priceBookVersion":"2026-1","eventId":"lkc-0123456789-1-created",
          "organization":"ORG","effectiveAt":"2026-03-15T09:31:00+00:00","currency":"USD","actor":"u-tester"}
        """;

    [Fact]
    public async Task Cluster_StoredByTheFirstVersion_IsReadInFull()
    {
        await PutAsync(Stored(FirstStoredEvent), version: 1);

        var cluster = (await World.Clusters.FindAsync(Tenant.Scope, new ClusterId("lkc-0123456789"), None))!.Value;

        cluster.Region.ToString().ShouldBe("aws/us-west-2");
        cluster.AppliedConfig.ShouldBe(new ClusterConfig(ClusterKind.Basic, 1));
        cluster.UpdatedAt.ShouldBe(Samples.Now.AddTicks(1));
        cluster.Outbox.Single().Resource.Region.ToString().ShouldBe("aws/us-west-2");
        (cluster.Outbox.Single().Plan, cluster.Outbox.Single().Units).ShouldBe(("Basic", 1));
        cluster.Outbox.Single().PricePerSecond.ToString().ShouldBe("0.000123456789012300");
        cluster.OpenOperation.ShouldBe(new OperationId("op-0123456789-3"));
        cluster.FailureCause.ShouldBeNull();
        cluster.Version.ShouldBe(7);
    }

    [Fact]
    public async Task Region_StoredBeforeThereWerePools_IsOnePlace()
    {
        const string stored = """
            {"id":"aws/us-west-9","incarnation":"inc-1","firstSeenAt":"2026-03-15T09:30:00+00:00",
              "lastHeartbeatAt":"2026-03-15T09:31:00+00:00","operator":"embedded","version":"1",
              "capacity":{"clustersMax":10,"clustersUsed":1,"unitsMax":100,"unitsUsed":4}}
            """;
        var row = new TableEntity("region", "aws|us-west-9") { ["Data"] = stored, ["V"] = 1 };
        await World.Table("Regions").AddEntityAsync(row, None);

        var region = (await World.Regions.FindAsync(RegionId.Of("aws", "us-west-9"), None))!;

        region.Places.ShouldBe([new("", 10, 1, 100, 4, true)]);
    }

    [Fact]
    public async Task Cluster_WrittenNow_LooksAsTheSecondVersionWroteIt()
    {
        await PutAsync(Stored(), version: 2);
        var stored = (await World.Clusters.FindAsync(Tenant.Scope, new ClusterId("lkc-0123456789"), None))!;

        await World.Clusters.SaveAsync(Tenant.Scope, new ClusterDecision(stored.Value), stored.ETag, None);

        var row = (await ResourcesAsync()).Single(r => r.RowKey == "lkc-0123456789");
        var written = JsonNode.Parse(row.GetString("Data"));
        JsonNode.DeepEquals(written, JsonNode.Parse(Stored())).ShouldBeTrue(written!.ToJsonString());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    public async Task Row_OfANewerShape_IsRefusedByName(int version)
    {
        await PutAsync(Stored(), version);

        var failure = await Should.ThrowAsync<InvalidOperationException>(() =>
            World.Clusters.FindAsync(Tenant.Scope, new ClusterId("lkc-0123456789"), None)
        );

        failure.Message.ShouldContain("lkc-0123456789");
        failure.Message.ShouldContain($"version {version}");
    }

    [Fact]
    public async Task Row_ThatSaysItIsAnothers_IsNeverGivenOut()
    {
        var foreign = await World.NewTenantAsync();
        await PutAsync(Stored().Replace(Tenant.Id.Value, foreign.Id.Value), version: 2);

        await Should.ThrowAsync<InvalidOperationException>(() =>
            World.Clusters.FindAsync(Tenant.Scope, new ClusterId("lkc-0123456789"), None)
        );
    }

    [Fact]
    public async Task Row_ThatWouldGrowBeyondAColumn_IsRefusedBeforeItIsWritten()
    {
        var decision = Samples.Decision(Tenant);
        var huge = decision with { Cluster = decision.Cluster with { FailureCause = new string('x', 40_000) } };

        var failure = await Should.ThrowAsync<InvalidOperationException>(() =>
            World.Clusters.CreateAsync(Tenant.Scope, huge, Samples.Quota, None)
        );

        failure.Message.ShouldContain("too many for a row");
    }

    [Fact]
    public async Task Rows_OfAnOrganizationInUse_AllBeginTheirPartitionWithIt()
    {
        await World.Clusters.CreateAsync(Tenant.Scope, Samples.Decision(Tenant), Samples.Quota, None);
        var request = new Domain.Ports.IdempotentRequest("POST /x", "k", "aa");
        await World.Idempotency.ClaimAsync(Tenant.Scope, request, "lkc-1", None);

        foreach (var table in new[] { "Resources", "Organizations", "Observations", "Idempotency" })
        {
            var rows = await World.Table(table).QueryAsync<TableEntity>().ToListAsync();
            rows.ShouldAllBe(row => row.PartitionKey.StartsWith(Tenant.Id.Value, StringComparison.Ordinal), table);
        }
    }

    private string Stored(string billed = StoredEvent) =>
        JsonNode
            .Parse(
                StoredCluster
                    .Replace("EVENT", billed)
                    .Replace("ORG", Tenant.Id.Value)
                    .Replace("ENV", Tenant.Environment.Id.Value)
            )!
            .ToJsonString(JsonSerializerOptions.Default);

    private Task PutAsync(string data, int version) =>
        World
            .Table("Resources")
            .AddEntityAsync(
                new TableEntity(Tenant.Id.Value, "lkc-0123456789")
                {
                    ["Data"] = data,
                    ["V"] = version,
                    ["Environment"] = Tenant.Environment.Id.Value,
                }
            );

    private async Task<List<TableEntity>> ResourcesAsync() =>
        await World.Table("Resources").QueryAsync<TableEntity>().ToListAsync();
}

using System.Net;
using Mothership.SystemTests.Api.Support;
using Newtonsoft.Json.Linq;

namespace Mothership.SystemTests.Api;

[Collection(ApiCollection.Name)]
public sealed class ClusterTests(ApiWorld world) : IAsyncLifetime
{
    private Tenant _tenant = null!;

    private HttpClient Client => _tenant.Client;

    public async Task InitializeAsync() => _tenant = await world.NewTenantAsync("Clusters");

    public Task DisposeAsync() => Task.CompletedTask;

    private object Change(object spec)
    {
        var change = JObject.FromObject(spec);
        change["environment"] = new JObject
        {
            ["id"] = _tenant.Environment,
            ["related"] = "",
            ["resource_name"] = "",
        };
        return new JObject { ["spec"] = change };
    }

    [Fact]
    public async Task Create_Basic_AnswersAsClientsNeedIt()
    {
        var made = await _tenant.NewClusterAsync("orders");
        var (id, environment) = (made["id"], _tenant.Environment);
        id.ShouldStartWith("lkc-");
        made["status.phase"].ShouldBe("PROVISIONING");
        foreach (var address in new[] { "kafka_bootstrap_endpoint", "http_endpoint", "api_endpoint" })
            made[$"spec.{address}"].ShouldBe("");
        made["metadata.resource_name"]
            .ShouldBe(
                $"crn://confluent.cloud/organization={_tenant.Organization}/environment={environment}"
                    + $"/cloud-cluster={id}/kafka={id}"
            );
        made["metadata.created_at"].ShouldMatch("^2026-03-15T1[0-9:.]+Z$");
        made.Json["spec"]!["config"]!
            .ToString(Newtonsoft.Json.Formatting.None)
            .ShouldBe("""{"kind":"Basic","max_ecku":1}""");
        (await Client.ReadAsync(_tenant.PathOf(id))).Text.ShouldBe(made.Text);
    }

    [Fact]
    public async Task Create_Location_IsItsOperation()
    {
        var made = await _tenant.NewClusterAsync();
        var operation = await Client.ReadAsync(made.Header("Location"));
        operation["spec.type"].ShouldBe("CLUSTER_CREATE");
        operation["spec.cluster.id"].ShouldBe(made["id"]);
        operation["spec.requested_by"].ShouldBe(_tenant.User);
        var listed = await Client.ReadAsync($"/ops/v1/operations?spec.cluster={made["id"]}");
        listed.Json["data"]!.Count().ShouldBe(1);
        listed["data[0].id"].ShouldBe(operation["id"]);
    }

    [Fact]
    public async Task Create_InUnknownRegion_NamesTheKnownOnes()
    {
        var body = _tenant.ClusterBody();
        body["spec"]!["region"] = "mars-1";
        var refused = await Client.PostJsonAsync("/cmk/v2/clusters", body);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Sources.ShouldBe(["/spec/region"]);
        refused.Text.ShouldContain("aws/us-west-2");
    }

    [Fact]
    public async Task Create_InSilentRegion_Answers409()
    {
        await world.HeartbeatAsync("azure/eastus", ApiWorld.Now.AddSeconds(-46));
        var body = _tenant.ClusterBody();
        (body["spec"]!["cloud"], body["spec"]!["region"]) = ("AZURE", "eastus");
        var refused = await Client.PostJsonAsync("/cmk/v2/clusters", body);
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused["errors[0].code"].ShouldBe("region_unavailable");
        var region = await Client.ReadAsync("/fleet/v1/regions/azure.eastus");
        region["status.phase"].ShouldBe("SILENT");
    }

    [Fact]
    public async Task Create_InEnvironmentOfAnother_Answers403()
    {
        var body = _tenant.ClusterBody();
        body["spec"]!["environment"]!["id"] = world.Theirs.Environment;
        var refused = await Client.PostJsonAsync("/cmk/v2/clusters", body);
        refused.Status.ShouldBe(HttpStatusCode.Forbidden);
        refused.Sources.ShouldBe(["/spec/environment/id"]);
    }

    [Fact]
    public async Task Create_WithEverythingWrong_NamesEachFault()
    {
        var body = new
        {
            spec = new
            {
                display_name = "tab\tname",
                availability = "TRIPLE",
                cloud = "aws",
                config = new { kind = "Gigantic" },
                environment = new { },
            },
        };
        var refused = await Client.PostJsonAsync("/cmk/v2/clusters", body);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Sources.ShouldBe([
            "/spec/availability",
            "/spec/cloud",
            "/spec/config/kind",
            "/spec/display_name",
            "/spec/environment/id",
            "/spec/region",
        ]);
        refused.Text.ShouldContain("Basic, Standard, Enterprise, Freight, Dedicated");
    }

    [Theory]
    [InlineData("Basic", 51, "SINGLE_ZONE", "/spec/config/max_ecku")]
    [InlineData("Standard", 0, "SINGLE_ZONE", "/spec/config/max_ecku")]
    [InlineData("Enterprise", 1, "SINGLE_ZONE", "/spec/availability")]
    [InlineData("Dedicated", 1, "MULTI_ZONE", "/spec/config/cku")]
    public async Task Create_OfASizeNotOnSale_Answers422(string kind, int size, string availability, string pointer)
    {
        var config = new JObject { ["kind"] = kind, [kind == "Dedicated" ? "cku" : "max_ecku"] = size };
        var body = _tenant.ClusterBody(config: config);
        body["spec"]!["availability"] = availability;
        var refused = await Client.PostJsonAsync("/cmk/v2/clusters", body);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Sources.ShouldContain(pointer);
    }

    [Fact]
    public async Task Create_BeyondTheQuota_Answers402()
    {
        var tenant = await world.NewTenantAsync("Cluster quota");
        for (var i = 0; i < 20; i++)
            await tenant.NewClusterAsync($"cluster {i}");
        var refused = await tenant.Client.PostJsonAsync("/cmk/v2/clusters", tenant.ClusterBody());
        refused.Status.ShouldBe(HttpStatusCode.PaymentRequired);
        refused["errors[0].code"].ShouldBe("quota_exceeded");
    }

    [Fact]
    public async Task Update_Name_NeedsNoOperation()
    {
        var made = await _tenant.NewClusterAsync();
        var path = $"/cmk/v2/clusters/{made["id"]}";
        var changed = await Client.PatchJsonAsync(path, Change(new { display_name = "invoices" }), made.Header("ETag"));
        changed.Status.ShouldBe(HttpStatusCode.OK, changed.Text);
        changed["spec.display_name"].ShouldBe("invoices");
        changed.HasHeader("Operation-Location").ShouldBeFalse();
        changed.Header("ETag").ShouldNotBe(made.Header("ETag"));
    }

    [Fact]
    public async Task Update_SizeWhileBeingCreated_Answers409AndNamesTheOperation()
    {
        var made = await _tenant.NewClusterAsync(config: new { kind = "Dedicated", cku = 1 });
        var change = Change(new { config = new { kind = "Dedicated", cku = 2 } });
        var refused = await Client.PatchJsonAsync($"/cmk/v2/clusters/{made["id"]}", change);
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused["errors[0].code"].ShouldBe("operation_in_progress");
        refused["errors[0].detail"].ShouldContain(made.Header("Location").Split('/')[^1]);
    }

    [Fact]
    public async Task Update_WithoutEnvironment_Answers422()
    {
        var made = await _tenant.NewClusterAsync();
        var body = new { spec = new { display_name = "x" } };
        var refused = await Client.PatchJsonAsync($"/cmk/v2/clusters/{made["id"]}", body);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Sources.ShouldBe(["/spec/environment", "/spec/environment/id"]);
    }

    [Fact]
    public async Task Update_OfWhatNeverChanges_IsRefusedOnlyWhenItSaysOtherwise()
    {
        var made = await _tenant.NewClusterAsync();
        var path = $"/cmk/v2/clusters/{made["id"]}";
        var repeated = Change(
            new
            {
                cloud = "AWS",
                region = "us-west-2",
                availability = "LOW",
            }
        );
        (await Client.PatchJsonAsync(path, repeated)).Status.ShouldBe(HttpStatusCode.OK);
        var moved = Change(
            new
            {
                cloud = "GCP",
                region = "europe-west1",
                availability = "HIGH",
            }
        );
        var refused = await Client.PatchJsonAsync(path, moved);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Sources.ShouldBe(["/spec/availability", "/spec/cloud", "/spec/region"]);
    }

    [Fact]
    public async Task Delete_Protected_Answers409UntilProtectionIsOff()
    {
        var made = await _tenant.NewClusterAsync(config: new { kind = "Dedicated", cku = 1 });
        var path = $"/cmk/v2/clusters/{made["id"]}";
        (await Client.PatchJsonAsync(path, Change(new { deletion_protection = true }))).Status.ShouldBe(
            HttpStatusCode.OK
        );
        var listed = await Client.ReadAsync(
            $"/cmk/v2/clusters?environment={_tenant.Environment}&spec.deletion_protection=true&page_size=100"
        );
        listed.Json["data"]!.Select(c => (string)c["id"]!).ShouldContain(made["id"]);
        (await Client.RemoveAsync(_tenant.PathOf(made["id"]))).Status.ShouldBe(HttpStatusCode.Conflict);
        await Client.PatchJsonAsync(path, Change(new { deletion_protection = false }));
        (await Client.RemoveAsync(_tenant.PathOf(made["id"]))).Status.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Delete_Twice_Answers204BothTimesWithTheSameOperation()
    {
        var made = await _tenant.NewClusterAsync();
        var path = _tenant.PathOf(made["id"]);
        var first = await Client.RemoveAsync(path);
        first.Status.ShouldBe(HttpStatusCode.NoContent);
        var read = await Client.ReadAsync(path);
        read["metadata.deleted_at"].ShouldStartWith("2026-03-15T1");
        read["status.phase"].ShouldBe("PROVISIONING");
        var second = await Client.RemoveAsync(path);
        second.Status.ShouldBe(HttpStatusCode.NoContent);
        second.Header("Operation-Location").ShouldBe(first.Header("Operation-Location"));
        (await Client.ReadAsync(first.Header("Operation-Location")))["spec.type"].ShouldBe("CLUSTER_DELETE");
    }

    [Fact]
    public async Task Delete_WithStaleETag_Answers412()
    {
        var made = await _tenant.NewClusterAsync();
        var refused = await Client.RemoveAsync(_tenant.PathOf(made["id"]), "\"999\"");
        refused.Status.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task Update_ManyAtOnceWithOneETag_ExactlyOneSucceeds()
    {
        var made = await _tenant.NewClusterAsync();
        var path = $"/cmk/v2/clusters/{made["id"]}";
        var current = (await Client.ReadAsync(_tenant.PathOf(made["id"]))).Header("ETag");
        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i => Client.PatchJsonAsync(path, Change(new { display_name = $"n{i}" }), current))
        );
        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBe(1);
        replies.Count(r => r.Status == HttpStatusCode.PreconditionFailed).ShouldBe(7);
    }

    [Fact]
    public async Task Update_ManyAtOnceWithoutETag_NoneIsRefusedForTheOthers()
    {
        var made = await _tenant.NewClusterAsync();
        var path = $"/cmk/v2/clusters/{made["id"]}";
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(i => Client.PatchJsonAsync(path, Change(new { display_name = $"n{i}" })))
        );
        replies.ShouldAllBe(r => r.Status == HttpStatusCode.OK);
    }
}

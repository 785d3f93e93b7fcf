using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Kube.Tests.Client;

public sealed class ApplyTests(SharedKube kube) : IClassFixture<SharedKube>
{
    [KubeFact]
    public async Task Apply_NotThereYet_MakesIt()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        var made = await client.ApplyTopicAsync(space, "orders", 3);
        made.Text("metadata", "name").ShouldBe("orders");
        made.At("metadata", "generation").GetInt64().ShouldBe(1);
        (await client.GetTopicAsync(space, "orders")).At("spec", "partitions").GetInt32().ShouldBe(3);
    }

    [KubeFact]
    public async Task Apply_TheSameAgain_ChangesNothing()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        var first = await client.ApplyTopicAsync(space, "orders", 3);
        var second = await client.ApplyTopicAsync(space, "orders", 3);
        second.Text("metadata", "resourceVersion").ShouldBe(first.Text("metadata", "resourceVersion"));
    }

    [KubeFact]
    public async Task Apply_AFieldThatAnotherManagerHas_Is409WithoutForceAndNamesBoth()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        await client.ApplyTopicAsync(space, Kinds.Topic("orders", 3), "orders", manager: "somebody");
        var refusal = await Should.ThrowAsync<HttpOperationException>(() =>
            client.ApplyTopicAsync(space, Kinds.Topic("orders", 4), "orders", manager: "mothership", force: false)
        );
        refusal.Response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var status = refusal.Status();
        status.Message.ShouldContain("somebody");
        status.Details.Causes.ShouldContain(c => c.Field == ".spec.partitions");
        var taken = await client.ApplyTopicAsync(space, Kinds.Topic("orders", 4), "orders", manager: "mothership");
        taken.At("spec", "partitions").GetInt32().ShouldBe(4);
    }

    [KubeFact]
    public async Task Apply_WithoutAFieldThatOneHadSet_TakesItAway()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        var labelled = Kinds.Topic("orders", 1, new() { ["a"] = "1", ["b"] = "2" });
        await client.ApplyTopicAsync(space, labelled, "orders");
        var after = await client.ApplyTopicAsync(space, Kinds.Topic("orders", 1, new() { ["a"] = "1" }), "orders");
        after.At("metadata", "labels").EnumerateObject().Select(l => l.Name).ShouldBe(["a"]);
    }

    [KubeFact]
    public async Task Apply_TypedObjects_ReachTheServerAndComeBack()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        var secret = new V1Secret
        {
            ApiVersion = "v1",
            Kind = "Secret",
            Metadata = new V1ObjectMeta { Name = "password" },
            StringData = new Dictionary<string, string> { ["password"] = "geheim" },
        };
        var made = await client.CoreV1.PatchNamespacedSecretAsync(
            Kinds.Applied(secret),
            "password",
            space,
            fieldManager: "tests",
            force: true
        );
        System.Text.Encoding.UTF8.GetString(made.Data["password"]).ShouldBe("geheim");
        made.Metadata.CreationTimestamp.ShouldNotBeNull().Kind.ShouldBe(DateTimeKind.Utc);
        made.Metadata.ManagedFields.ShouldHaveSingleItem().Manager.ShouldBe("tests");
    }

    [KubeFact]
    public async Task Apply_ADeployment_ComesBackAsItWasSent()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        var deployment = await client.AppsV1.PatchNamespacedDeploymentAsync(
            Kinds.Applied(Typed.Deployment("registry")),
            "registry",
            space,
            fieldManager: "tests"
        );
        var container = deployment.Spec.Template.Spec.Containers.ShouldHaveSingleItem();
        container.Resources.Limits["memory"].ShouldBe(new ResourceQuantity("2Gi"));
        container.ReadinessProbe.HttpGet.Port.Value.ShouldBe("http");
    }

    [KubeFact]
    public async Task Apply_AsADryRun_LeavesNothing()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        await client.CustomObjects.PatchNamespacedCustomObjectAsync(
            Kinds.Applied(Kinds.Topic("orders")),
            Kinds.Group,
            Kinds.Version,
            space,
            Kinds.Topics,
            "orders",
            dryRun: "All",
            fieldManager: "tests"
        );
        var refusal = await Should.ThrowAsync<HttpOperationException>(() => client.GetTopicAsync(space, "orders"));
        refusal.Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [KubeFact]
    public async Task Apply_AgainstTheKindsSchema_Is422AndNamesTheField()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        var refusal = await Should.ThrowAsync<HttpOperationException>(() =>
            client.ApplyTopicAsync(space, "orders", partitions: 0)
        );
        refusal.Response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refusal.Status().Details.Causes.ShouldHaveSingleItem().Field.ShouldBe("spec.partitions");
        refusal.Status().Message.ShouldContain("should be greater than or equal to 1");
        refusal.Message.ShouldContain("UnprocessableEntity");
    }

    [KubeFact]
    public async Task Create_AgainstTheKindsSchema_Is422AndNamesTheField()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        var wrong = new
        {
            apiVersion = "kafka.strimzi.io/v1",
            kind = "KafkaTopic",
            metadata = new { name = "orders" },
            spec = new { partitions = "many" },
        };
        var refusal = await Should.ThrowAsync<HttpOperationException>(() =>
            client.CustomObjects.CreateNamespacedCustomObjectAsync(
                wrong,
                Kinds.Group,
                Kinds.Version,
                space,
                Kinds.Topics
            )
        );
        refusal.Response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refusal.Status().Message.ShouldContain("spec.partitions in body must be of type integer");
    }
}

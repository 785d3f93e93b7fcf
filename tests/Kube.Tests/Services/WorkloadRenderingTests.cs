using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Mothership.DataPlane.Acls;
using Mothership.Domain.Services;
using Mothership.Regions.Services;
using Mothership.Strimzi.DataPlane;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;
using Mothership.Strimzi.Services.Workloads;

namespace Kube.Tests.Services;

/// <summary>What a wanted service means in Kubernetes objects.</summary>
public sealed class WorkloadRenderingTests
{
    [Fact]
    public void Registry_KeepsItsSchemasOnAVolumeThatOnePodHas()
    {
        var objects = Render(Wanted.Registry("lsrc-one", "env-one"), settings: new() { StorageClass = "fast" });
        var claim = objects.Single(o => o.Kind == KubeKind.VolumeClaim);
        claim.Text("spec", "storageClassName").ShouldBe("fast");
        claim.Text("spec", "resources", "requests", "storage").ShouldBe("5Gi");
        var deployment = Deployment(objects);
        deployment.Text("spec", "strategy", "type").ShouldBe("Recreate");
        var container = Container(deployment);
        var environment = Environment(container);
        environment["APICURIO_STORAGE_KIND"].ShouldBe("sql");
        environment["APICURIO_DATASOURCE_URL"].ShouldStartWith("jdbc:h2:file:/data/");
        container["volumeMounts"]!.AsArray().ShouldContain(m => (string?)m!["mountPath"] == "/data");
        objects.ShouldNotContain(o => o.Kind == KubeKind.KafkaUser);
        objects.Single(o => o.Kind == KubeKind.NetworkPolicy).At("spec", "egress").ShouldBeNull();
    }

    [Fact]
    public void Ksqldb_SpeaksToItsClusterByScramOverTls_AsWhoItsCustomerSaid()
    {
        var desired = Wanted.Of(ServiceKind.Ksqldb, "lksqlc-one", "env-one", "lkc-one", 4) with
        {
            Spec = new(
                4,
                new Dictionary<string, string> { ["credential.identity"] = "sa-bot" },
                new Dictionary<string, string>()
            ),
        };
        var acl = new Acl(
            AclResource.Topic,
            "t",
            AclPattern.Literal,
            "User:sa-bot",
            "*",
            AclOperation.Read,
            AclPermission.Allow
        );
        var objects = Render(desired, [acl]);
        var container = Container(Deployment(objects));
        var environment = Environment(container);
        environment["KSQL_BOOTSTRAP_SERVERS"].ShouldBe("lkc-one-kafka-bootstrap.env-one.svc:9093");
        environment["KSQL_SECURITY_PROTOCOL"].ShouldBe("SASL_SSL");
        environment["KSQL_SASL_MECHANISM"].ShouldBe("SCRAM-SHA-512");
        environment["KSQL_KSQL_SERVICE_ID"].ShouldBe("plksqlc-one");
        container["env"]!.AsArray().Single(e => (string?)e!["name"] == "KSQL_SASL_JAAS_CONFIG")!["valueFrom"]![
            "secretKeyRef"
        ]!["name"]!
            .ToString()
            .ShouldBe("lksqlc-one");
        var user = objects.Single(o => o.Kind == KubeKind.KafkaUser);
        user.Label(CredentialLabels.Owner).ShouldBe("sa-bot");
        user.Items("spec", "authorization", "acls").Count().ShouldBe(1);
    }

    [Fact]
    public void Console_SeesAllOfItsCluster()
    {
        var objects = Render(Wanted.Of(ServiceKind.ControlCenter, "lcon-one", "env-one", "lkc-one"));
        var environment = Environment(Container(Deployment(objects)));
        environment["KAFKA_CLUSTERS_0_NAME"].ShouldBe("lkc-one");
        environment["KAFKA_CLUSTERS_0_PROPERTIES_SASL_MECHANISM"].ShouldBe("SCRAM-SHA-512");
        var user = objects.Single(o => o.Kind == KubeKind.KafkaUser);
        user.Items("spec", "authorization", "acls").Count().ShouldBe(Enum.GetValues<AclResource>().Length);
        objects.Single(o => o.Kind == KubeKind.NetworkPolicy).Items("spec", "egress").First()["ports"]!
            .ToJsonString()
            .ShouldContain("9093");
    }

    [Theory]
    [InlineData("", "/control-center/lcon-one")]
    [InlineData("/west", "/west/control-center/lcon-one")]
    public void Console_ServesItsPagesWhereBrowsersAskForThem(string path, string known)
    {
        var desired = Wanted.Of(ServiceKind.ControlCenter, "lcon-one", "env-one", "lkc-one");
        var container = Container(Deployment(WorkloadRenderer.Render(desired, [], new(), path)));
        Environment(container)["SERVER_SERVLET_CONTEXT_PATH"].ShouldBe(known);
        foreach (var probe in new[] { "startupProbe", "readinessProbe", "livenessProbe" })
            container[probe]!["httpGet"]!["path"]!.ToString().ShouldBe($"{known}/actuator/health");
    }

    [Theory]
    [InlineData(ServiceKind.SchemaRegistry)]
    [InlineData(ServiceKind.Ksqldb)]
    [InlineData(ServiceKind.ControlCenter)]
    public void EachKind_LetsInItselfAndTheRegionsApp_AndNobodyElse(ServiceKind kind)
    {
        var cluster = kind == ServiceKind.SchemaRegistry ? null : "lkc-one";
        var settings = new StrimziSettings { SystemNamespace = "ours", AccessFrom = ["10.1.0.0/16", "fd00::/8"] };
        var policy = Render(Wanted.Of(kind, "x-one", "env-one", cluster), settings: settings)
            .Single(o => o.Kind == KubeKind.NetworkPolicy);
        policy.Items("spec", "ingress").ShouldHaveSingleItem()["from"]!
            .ToJsonString()
            .ShouldBe(
                """[{"podSelector":{"matchLabels":{"mothership.io/service":"x-one"}}},"""
                    + """{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"ours"}}},"""
                    + """{"ipBlock":{"cidr":"10.1.0.0/16"}},{"ipBlock":{"cidr":"fd00::/8"}}]"""
            );
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("10.1.0.0/16, fd00::/8", "10.1.0.0/16 fd00::/8")]
    [InlineData("10.1.0.0", null)]
    [InlineData("anywhere", null)]
    public void AccessFrom_IsRangesOfAddresses_OrTheAppDoesNotStart(string text, string? ranges)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Strimzi:AccessFrom", text)]).Build();
        if (ranges is null)
            Should.Throw<InvalidOperationException>(() => StrimziSettings.From(configuration));
        else
            string.Join(' ', StrimziSettings.From(configuration).AccessFrom).ShouldBe(ranges);
    }

    [Theory]
    [InlineData(ServiceKind.SchemaRegistry)]
    [InlineData(ServiceKind.Ksqldb)]
    [InlineData(ServiceKind.ControlCenter)]
    public void EachKind_IsRestricted_Sized_Probed_AndOfAPinnedImage(ServiceKind kind)
    {
        var cluster = kind == ServiceKind.SchemaRegistry ? null : "lkc-one";
        var deployment = Deployment(Render(Wanted.Of(kind, "x-one", "env-one", cluster)));
        var container = Container(deployment);
        container["image"]!.ToString().ShouldMatch(@":v?\d+\.\d+\.\d+$");
        foreach (var probe in new[] { "startupProbe", "readinessProbe", "livenessProbe" })
            container[probe]!["httpGet"]!["port"]!.ToString().ShouldBe("http");
        container["resources"]!["limits"]!["cpu"].ShouldNotBeNull();
        container["securityContext"]!["capabilities"]!["drop"]!.ToJsonString().ShouldBe("""["ALL"]""");
        var pod = deployment.At("spec", "template", "spec", "securityContext")!;
        ((bool)pod["runAsNonRoot"]!).ShouldBeTrue();
        pod["seccompProfile"]!["type"]!.ToString().ShouldBe("RuntimeDefault");
    }

    [Theory]
    [InlineData(1, 1, 500, 2048)]
    [InlineData(4, 1, 2000, 8192)]
    [InlineData(8, 2, 2000, 8192)]
    [InlineData(12, 3, 2000, 8192)]
    public void Ksqldb_GrowsInItself_AndThenInNumber(int units, int replicas, int cpu, int memory)
    {
        var size = WorkloadSizing.Of(ServiceKind.Ksqldb, units);
        (size.Replicas, size.CpuMilli, size.MemoryMi).ShouldBe((replicas, cpu, memory));
    }

    private static IReadOnlyList<KubeObject> Render(
        DesiredService desired,
        IReadOnlyList<Acl>? acls = null,
        StrimziSettings? settings = null
    ) => WorkloadRenderer.Render(desired, acls ?? [], settings ?? new());

    private static KubeObject Deployment(IReadOnlyList<KubeObject> objects) =>
        objects.Single(o => o.Kind == KubeKind.Deployment);

    private static JsonObject Container(KubeObject deployment) =>
        deployment.Items("spec", "template", "spec", "containers").Single();

    private static Dictionary<string, string> Environment(JsonObject container) =>
        container["env"]!
            .AsArray()
            .Where(e => e!["value"] is not null)
            .ToDictionary(e => e!["name"]!.ToString(), e => e!["value"]!.ToString());
}

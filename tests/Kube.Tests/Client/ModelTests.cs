using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace Kube.Tests.Client;

public sealed class ModelTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData("0", "0")]
    [InlineData("0.5", "500m")]
    [InlineData("1000m", "1")]
    [InlineData("1500", "1500")]
    [InlineData("2000", "2k")]
    [InlineData("1024Mi", "1Gi")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("512", "512")]
    [InlineData("1e3", "1e3")]
    [InlineData("2E", "2E")]
    [InlineData("100n", "100n")]
    public void Quantity_IsWrittenInItsShortestExactForm(string text, string canonical)
    {
        var quantity = new ResourceQuantity(text);
        quantity.ToString().ShouldBe(canonical);
        quantity.ShouldBe(new ResourceQuantity(canonical));
        KubernetesJson.Deserialize<ResourceQuantity>(KubernetesJson.Serialize(quantity)).ShouldBe(quantity);
    }

    [Fact]
    public void Quantity_IsComparedByItsAmount()
    {
        (new ResourceQuantity("1Gi") == new ResourceQuantity("1024Mi")).ShouldBeTrue();
        (new ResourceQuantity("1") != new ResourceQuantity("1k")).ShouldBeTrue();
        ((decimal)new ResourceQuantity("250m")).ShouldBe(0.25m);
        new ResourceQuantity("4Gi").ToInt64().ShouldBe(4L << 30);
    }

    [Theory]
    [InlineData("4 apples")]
    [InlineData("apple")]
    [InlineData("")]
    public void Quantity_WithNoSuchUnitOrNumber_IsRefused(string text) =>
        Should.Throw<Exception>(() => new ResourceQuantity(text));

    [Fact]
    public void Port_IsANumberOrAName()
    {
        var port = new V1HTTPGetAction { Path = "/", Port = 8081 };
        KubernetesJson.Serialize(port).ShouldBe("""{"path":"/","port":8081}""");
        port.Port = "http";
        KubernetesJson.Serialize(port).ShouldBe("""{"path":"/","port":"http"}""");
        KubernetesJson.Deserialize<V1HTTPGetAction>("""{"port":80}""").Port.ToInt().ShouldBe(80);
    }

    [Theory]
    [InlineData("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z")]
    [InlineData("2026-01-02T03:04:05.123456789Z", "2026-01-02T03:04:05.123456Z")]
    [InlineData("2026-01-02T03:04:05.5+02:00", "2026-01-02T01:04:05.500000Z")]
    public void Moments_AreReadAndWrittenByRfc3339(string text, string written)
    {
        var meta = KubernetesJson.Deserialize<V1ObjectMeta>($$"""{"creationTimestamp":"{{text}}"}""");
        KubernetesJson.Serialize(meta).ShouldBe($$"""{"creationTimestamp":"{{written}}"}""");
    }

    [Fact]
    public void Status_OfAnObjectInItsPlace_IsToBeSeenAsThat()
    {
        var seen = KubernetesJson.Deserialize<V1Status>(
            """{"kind":"Namespace","metadata":{"name":"n"},"status":{"phase":"Active"}}"""
        );
        seen.HasObject.ShouldBeTrue();
        seen.ObjectView<V1Namespace>().Metadata.Name.ShouldBe("n");
        var status = KubernetesJson.Deserialize<V1Status>(
            """{"kind":"Status","status":"Failure","code":409,"reason":"Conflict","message":"no"}"""
        );
        (status.HasObject, status.ToString()).ShouldBe((false, "Conflict - no"));
    }

    [Fact]
    public void Patch_WritesATextAsItIs_AndAnObjectAsJson()
    {
        KubernetesJson
            .Serialize(new V1Patch("""{"a":null}""", V1Patch.PatchType.MergePatch))
            .ShouldBe("""{"a":null}""");
        var typed = new V1ConfigMap { Data = new Dictionary<string, string> { ["k"] = "v" } };
        KubernetesJson.Serialize(new V1Patch(typed, V1Patch.PatchType.ApplyPatch)).ShouldBe("""{"data":{"k":"v"}}""");
        var node = new JsonObject { ["a"] = 1 };
        KubernetesJson.Serialize(new V1Patch(node, V1Patch.PatchType.ApplyPatch)).ShouldBe("""{"a":1}""");
        Should.Throw<ArgumentException>(() => new V1Patch("{}", V1Patch.PatchType.Unknown));
    }
}

using Mothership.InfraTests.Parser;
using Mothership.InfraTests.Rules;

namespace Mothership.InfraTests;

/// <summary>What a region's worker may do in Kubernetes is what <c>infra/permissions.json</c> says (P21).</summary>
public sealed class KubernetesPermissionTests
{
    private const string Folder = "infra/kubernetes";

    [Fact]
    public void KubernetesRights_OfTheWorker_AreThoseThatAreAllowed() =>
        KubernetesRights
            .Of(Terraform.Read($"{Folder}/worker-rbac.yaml"))
            .ShouldBe(AllowedRights.Of("kubernetes"), ignoreOrder: true);

    [Fact]
    public void WorkerAccount_Itself_HasNoRightsOfItsOwn()
    {
        var text = Terraform.Read($"{Folder}/worker-account.yaml");
        KubernetesRights.Of(text).ShouldBeEmpty();
        text.ShouldContain("name: mothership-worker\n");
    }

    [Fact]
    public void Terraform_Worker_InstallsJustTheseFiles() =>
        Terraform
            .Repository.Modules["infra/modules/region"]
            .Resources["helm_release.worker"]
            .GetProperty("values")
            .EnumerateArray()
            .SelectMany(value => value.GetString()!.Split('"'))
            .Where(part => part.EndsWith(".yaml", StringComparison.Ordinal))
            .Select(Path.GetFileName)
            .ShouldBe(["worker-rbac.yaml", "worker-account.yaml"], ignoreOrder: true);

    [Theory]
    [InlineData("rules: [{apiGroups: [''], resources: [nodes], verbs: [get]}]", "x: nodes: get")]
    [InlineData("rules: [{apiGroups: ['*'], resources: ['*'], verbs: ['*']}]", "x: */*: *")]
    [InlineData("rules: [{nonResourceURLs: ['/metrics'], verbs: [get]}]", "x: /metrics: get")]
    [InlineData(
        "rules: [{apiGroups: [''], resources: [secrets], resourceNames: [a], verbs: [get]}]",
        "x: secrets (a): get"
    )]
    public void KubernetesRights_OneMore_IsFound(string rules, string right) =>
        KubernetesRights.Of($"kind: ClusterRole\nmetadata: {{name: x}}\n{rules}").ShouldBe([right]);
}

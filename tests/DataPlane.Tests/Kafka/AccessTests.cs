using Mothership.DataPlane.Keys;
using Mothership.DataPlane.Tests.Support;
using Mothership.Domain.Services;
using Mothership.Regions;

namespace Mothership.DataPlane.Tests.Kafka;

public sealed class AccessTests : IAsyncLifetime
{
    private const string Topics = $"/kafka/v3/clusters/{World.Cluster}/topics";
    private World _world = null!;

    public async Task InitializeAsync() => _world = await World.WithClusterAsync();

    public Task DisposeAsync()
    {
        _world.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Basic")]
    [InlineData("Basic ???")]
    [InlineData("Bearer abc")]
    [InlineData("Basic OjpvdGhlcg==")]
    public async Task Request_WithoutAKey_Is401(string? authorization)
    {
        var refused = await _world.SendRawAsync("GET", Topics, null, authorization);
        (refused.Status, refused.Code).ShouldBe((401, 40101));
    }

    [Fact]
    public async Task Request_WithAWrongKey_LooksLikeOneWithNone()
    {
        await _world.AddKeyAsync("OTHEROTHEROTHER1", "lkc-two", "u-ann");
        var none = await _world.SendRawAsync("GET", Topics, null, null);
        foreach (
            var basic in new[]
            {
                World.Basic(World.UserKey, World.Secret + "x"),
                World.Basic(World.UserKey, ""),
                World.Basic("UNKNOWNUNKNOWN00", World.Secret),
                World.Basic("OTHEROTHEROTHER1", World.Secret),
                World.Basic("../../etc/passwd", World.Secret),
            }
        )
        {
            var refused = await _world.SendRawAsync("GET", Topics, null, basic);
            refused.Body!.ToJsonString().ShouldBe(none.Body!.ToJsonString());
            refused.Status.ShouldBe(401);
        }
    }

    [Fact]
    public async Task Key_IsRefusedBeforeItIsReadyAndAfterItsDeletion()
    {
        const string key = "LATELATELATELATE";
        async Task<int> StatusAsync() =>
            (await _world.SendRawAsync("GET", Topics, null, World.Basic(key, World.Secret))).Status;
        (await StatusAsync()).ShouldBe(401);
        var desired = World.Credential(key, World.Cluster, "u-ann");
        var early = await Should.ThrowAsync<OperatorException>(() => _world.Credentials.ApplyAsync(desired, default));
        (early.Reason, early.IsTransient).ShouldBe(("secret_missing", true));
        (await StatusAsync()).ShouldBe(401);
        await _world.AddKeyAsync(key, World.Cluster, "u-ann");
        (await StatusAsync(), await StatusAsync()).ShouldBe((200, 200));
        await _world.Credentials.DeleteAsync(desired.Id, default);
        (await StatusAsync()).ShouldBe(401);
    }

    [Fact]
    public async Task Secret_IsReadOnceInSomeSeconds_AndAChangeIsSeenAfterThem()
    {
        await _world.GetAsync("/topics");
        var reads = _world.Vault.Reads;
        for (var i = 0; i < 10; i++)
            (await _world.GetAsync("/topics")).Status.ShouldBe(200);
        _world.Vault.Reads.ShouldBe(reads);
        await _world.Vault.SetAsync(ServiceNames.KeySecretOf(new(World.UserKey)), "another", default);
        _world.Clock.Advance(KeyGate.CacheFor);
        (await _world.GetAsync("/topics")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task ServiceAccount_WithoutAcls_SeesNothingAndMayDoNothing()
    {
        await _world.PostAsync("/topics", """{"topic_name":"t"}""");
        (await _world.GetAsync("/topics", World.AccountKey)).Data.ShouldBeEmpty();
        (await _world.GetAsync("/consumer-groups", World.AccountKey)).Data.ShouldBeEmpty();
        (await _world.GetAsync("/topics/-/configs", World.AccountKey)).Data.ShouldBeEmpty();
        foreach (
            var (method, path, body) in new[]
            {
                ("GET", "/topics/t", null),
                ("GET", "/topics/none", null),
                ("DELETE", "/topics/t", null),
                ("PATCH", "/topics/t", """{"partitions_count":9}"""),
                ("POST", "/topics", """{"topic_name":"u"}"""),
                ("GET", "/topics/t/configs", null),
                ("GET", "/topics/t/partitions", null),
                ("PUT", "/topics/t/configs/retention.ms", """{"value":"9"}"""),
                ("POST", "/topics/t/configs:alter", """{"data":[]}"""),
                ("POST", "/topics/t/records", """{"value":{"type":"STRING","data":"x"}}"""),
                ("GET", "/acls", null),
                ("POST", "/acls", "{}"),
                ("POST", "/acls:batch", "{}"),
                ("DELETE", "/acls?resource_type=ANY&pattern_type=ANY&operation=ANY&permission=ANY", null),
                ("GET", "/broker-configs", null),
                ("GET", "/consumer-groups/g", null),
                ("GET", "/consumer-groups/g/lags", null),
                ("GET", "/consumer-groups/g/lag-summary", null),
            }
        )
        {
            var refused = await _world.SendAsync(method, path, body, World.AccountKey);
            (refused.Status, refused.Code).ShouldBe((403, 40301), $"{method} {path}");
        }
    }

    [Fact]
    public async Task ServiceAccount_WithAcls_MayDoWhatTheyAllow()
    {
        await _world.PostAsync("/topics", """{"topic_name":"orders-1"}""");
        await _world.PostAsync("/topics", """{"topic_name":"orders-secret"}""");
        await _world.PostAsync("/topics", """{"topic_name":"payments"}""");
        await AclAsync("TOPIC", "orders-", "PREFIXED", "WRITE", "ALLOW");
        await AclAsync("TOPIC", "orders-secret", "LITERAL", "ALL", "DENY");
        (await _world.GetAsync("/topics", World.AccountKey)).Texts("topic_name").ShouldBe(["orders-1"]);
        const string record = """{"value":{"type":"STRING","data":"x"}}""";
        (await _world.PostAsync("/topics/orders-1/records", record, World.AccountKey)).Status.ShouldBe(200);
        (await _world.PostAsync("/topics/orders-secret/records", record, World.AccountKey)).Code.ShouldBe(40301);
        (await _world.PostAsync("/topics/payments/records", record, World.AccountKey)).Code.ShouldBe(40301);
        await AclAsync("CLUSTER", "kafka-cluster", "LITERAL", "CREATE", "ALLOW");
        (await _world.PostAsync("/topics", """{"topic_name":"own"}""", World.AccountKey)).Status.ShouldBe(201);
        var rights = (
            await _world.GetAsync("/topics/orders-1?include_authorized_operations=true", World.AccountKey)
        ).Body!;
        rights["authorized_operations"]!.AsArray().Select(o => o!.ToString()).ShouldBe(["WRITE", "DESCRIBE"]);
    }

    [Fact]
    public async Task Acls_AddedTwiceAndRemoved_AreOnceAndThenNotThere()
    {
        await AclAsync("TOPIC", "a", "LITERAL", "READ", "ALLOW");
        await AclAsync("TOPIC", "a", "LITERAL", "READ", "ALLOW");
        await AclAsync("GROUP", "a", "PREFIXED", "READ", "ALLOW");
        (await _world.GetAsync("/acls")).Data.Count.ShouldBe(2);
        (await _world.GetAsync("/acls?resource_type=GROUP")).Texts("resource_type").ShouldBe(["GROUP"]);
        (await _world.GetAsync("/acls?pattern_type=MATCH&resource_name=abc"))
            .Texts("resource_type")
            .ShouldBe(["GROUP"]);
        (await _world.SendAsync("DELETE", "/acls?resource_type=TOPIC")).Code.ShouldBe(400);
        const string all = "/acls?resource_type=TOPIC&pattern_type=LITERAL&operation=ANY&permission=ANY";
        (await _world.SendAsync("DELETE", all)).Texts("resource_name").ShouldBe(["a"]);
        (await _world.GetAsync("/acls")).Texts("resource_type").ShouldBe(["GROUP"]);
    }

    [Theory]
    [InlineData("CLUSTER", "other", "LITERAL", "READ", 40002)]
    [InlineData("TOPIC", "a", "MATCH", "READ", 400)]
    [InlineData("TOPIC", "a", "LITERAL", "ANY", 400)]
    [InlineData("TOPIC", "a", "LITERAL", "CLUSTER_ACTION", 40002)]
    [InlineData("UNKNOWN", "a", "LITERAL", "READ", 400)]
    [InlineData("TOPIC", "", "LITERAL", "READ", 40002)]
    public async Task Acl_ThatThereCannotBe_IsRefused(string type, string name, string pattern, string op, int code) =>
        (await _world.PostAsync("/acls", Acl(type, name, pattern, op, "ALLOW"))).Code.ShouldBe(code);

    [Fact]
    public async Task AclBatch_WithOneThatIsWrong_AddsNone()
    {
        var right = Acl("TOPIC", "a", "LITERAL", "READ", "ALLOW");
        var wrong = Acl("CLUSTER", "a", "LITERAL", "READ", "ALLOW");
        (await _world.PostAsync("/acls:batch", $$"""{"data":[{{right}},{{wrong}}]}""")).Code.ShouldBe(40002);
        (await _world.GetAsync("/acls")).Data.ShouldBeEmpty();
        (await _world.PostAsync("/acls:batch", $$"""{"data":[{{right}}]}""")).Status.ShouldBe(201);
    }

    [Fact]
    public async Task Cluster_SuspendedOrGone_IsSaidSo()
    {
        await _world.ApplyAsync(World.Cluster, 1, suspended: true, generation: 2);
        (await _world.GetAsync("/topics")).Status.ShouldBe(503);
        await _world.Clusters.DeleteAsync(World.Cluster, 3, default);
        (await _world.GetAsync("/topics")).Code.ShouldBe(404);
    }

    private async Task AclAsync(string type, string name, string pattern, string operation, string permission) =>
        (await _world.PostAsync("/acls", Acl(type, name, pattern, operation, permission))).Status.ShouldBe(201);

    private static string Acl(string type, string name, string pattern, string operation, string permission) =>
        $$"""
            {"resource_type":"{{type}}","resource_name":"{{name}}","pattern_type":"{{pattern}}",
            "principal":"User:sa-bot","host":"*","operation":"{{operation}}","permission":"{{permission}}"}
            """;
}

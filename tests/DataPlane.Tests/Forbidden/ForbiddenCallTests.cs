using Mothership.DataPlane.Acls;
using Mothership.DataPlane.Tests.Support;
using Xunit.Abstractions;

namespace Mothership.DataPlane.Tests.Forbidden;

/// <summary>
/// P21 over HTTP: every operation of the contract with every key that may not make it, and with every ACL that there
/// can be.
/// </summary>
public sealed class ForbiddenCallTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string KafkaPrefix = "/kafka/v3/clusters/{cluster_id}";
    private const string RegistryPrefix = "/schema-registry/{registry_id}";
    private const string Record = """{"value":{"type":"STRING","data":"x"}}""";

    private static readonly (string Method, string Path)[] OnClusters = Below(KafkaPrefix);
    private static readonly (string Method, string Path)[] OnRegistries = Below(RegistryPrefix);

    private World _world = null!;

    public async Task InitializeAsync()
    {
        _world = await World.WithClusterAsync();
        await _world.ApplyRegistryAsync(World.Registry, World.Environment);
        await _world.ApplyRegistryAsync("lsrc-two", "env-two");
        await _world.PostAsync("/topics", $$"""{"topic_name":"{{Needs.Listed}}","partitions_count":1}""");
    }

    public Task DisposeAsync()
    {
        _world.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public void Operations_OfTheContract_AreAllTried() =>
        DataPlaneContract
            .Operations.Select(o => o.Path.Split('/')[1])
            .Distinct()
            .ShouldBe(["kafka", "schema-registry", "ksqldb", "control-center"], ignoreOrder: true);

    [Fact]
    public async Task Calls_WithKeysOfSomethingElse_AreRefused()
    {
        var (refused, allowed) = (0, 0);
        foreach (var key in await StrangersAsync())
        {
            foreach (var (method, path) in OnClusters)
            {
                var reply = await CallAsync(method, path, key);
                (reply.Status, reply.Code).ShouldBe((401, 40101), $"{key}: {method} {path}");
                refused++;
            }
            // A key of the registry opens the registry, and so does one of a cluster beside it.
            foreach (
                var (method, path) in OnRegistries.Where(_ => key is not ("REGISTRYREGISTR1" or "SIBLINGSIBLING01"))
            )
            {
                var reply = await _world.RegistryAsync(method, Filled(path).TrimStart('/'), "{}", key);
                reply.Status.ShouldBe(401, $"{key}: {method} {path}");
                refused++;
            }
        }
        foreach (var (method, path) in OnRegistries)
        foreach (var key in (string[])["REGISTRYREGISTR1", World.UserKey])
        {
            var reply = await _world.RegistryAsync(method, Filled(path).TrimStart('/'), "{}", key);
            reply.Status.ShouldNotBeOneOf([401, 403], $"{key}: {method} {path}");
            allowed++;
        }
        await NothingHasChangedAsync();
        output.WriteLine($"{refused} calls with keys of something else: all refused; {allowed} calls that are allowed");
    }

    [Fact]
    public async Task Calls_WithEachAcl_AreAllowedJustAsTheTableOfRightsSays()
    {
        var (refused, allowed) = (0, 0);
        var cluster = (await _world.Plane.FindAsync(World.Cluster, default))!;
        foreach (var (method, path) in OnClusters)
        {
            (await CallAsync(method, path, World.UserKey)).Status.ShouldNotBeOneOf([401, 403], $"{method} {path}");
            var target = Needs.TargetOf(method, path);
            var needs = Needs.Of(method, path);
            var every = Counts.Of(quick: 11, full: 1);
            foreach (var acl in Acls(target).Where((a, number) => number % every == 0 || Matters(a, needs, target)))
            {
                await _world.Plane.Acls.RemoveAsync(cluster, new AclFilter(), default);
                await _world.Plane.Acls.AddAsync(cluster, acl is null ? [] : [acl], default);
                var isAllowed =
                    needs is null
                    || acl is { Permission: AclPermission.Allow, Principal: "User:sa-bot" or "User:*" }
                        && needs.Any(n => Needs.Covers(acl, n, target));
                var reply = await CallAsync(method, path, World.AccountKey);
                var label = $"{method} {path} with {acl}: {reply.Status} {reply.Body}";
                if (Needs.IsFiltered(method, path))
                    (reply.Status, reply.Data.Count > 0).ShouldBe(
                        (200, isAllowed && path != "/consumer-groups"),
                        label
                    );
                else if (isAllowed)
                    reply.Status.ShouldNotBeOneOf([401, 403], label);
                else
                    (reply.Status, reply.Code).ShouldBe((403, 40301), label);
                (refused, allowed) = isAllowed ? (refused, allowed + 1) : (refused + 1, allowed);
            }
        }
        await NothingHasChangedAsync();
        allowed.ShouldBeGreaterThan(OnClusters.Length);
        output.WriteLine($"{refused} calls without the right: all refused; {allowed} calls with it");
    }

    /// <summary>Keys that are good for something, but not for this; some that are good for nothing.</summary>
    private async Task<IReadOnlyList<string>> StrangersAsync()
    {
        await _world.ApplyAsync("lkc-two", 1);
        await _world.AddKeyAsync("SIBLINGSIBLING01", "lkc-two", "u-ann");
        await _world.AddKeyAsync("REGISTRYREGISTR1", World.Registry, "u-ann");
        await _world.AddKeyAsync("OTHERREGISTRY001", "lsrc-two", "u-bob");
        await _world.AddKeyAsync("KSQLDBKSQLDBKSQ1", "lksqlc-one", "u-ann");
        await _world.AddKeyAsync("GONEGONEGONEGON1", World.Cluster, "u-ann");
        var gone = World.Credential("GONEGONEGONEGON1", World.Cluster, "u-ann");
        await _world.Credentials.DeleteAsync(gone.Id, default);
        return
        [
            "SIBLINGSIBLING01",
            "REGISTRYREGISTR1",
            "OTHERREGISTRY001",
            "KSQLDBKSQLDBKSQ1",
            "GONEGONEGONEGON1",
            "CLOUDCLOUDCLOUD1",
            "",
        ];
    }

    /// <summary>No ACL, and each single one: sort of thing, operation, name and permission.</summary>
    private static IEnumerable<Acl?> Acls(string target)
    {
        (string Name, AclPattern Pattern)[] names =
        [
            (target, AclPattern.Literal),
            ("*", AclPattern.Literal),
            (target[..3], AclPattern.Prefixed),
            ("another", AclPattern.Literal),
        ];
        yield return null;
        foreach (var resource in Enum.GetValues<AclResource>())
        foreach (var operation in Enum.GetValues<AclOperation>())
        foreach (
            var (name, pattern) in resource == AclResource.Cluster ? [("kafka-cluster", AclPattern.Literal)] : names
        )
        foreach (var principal in (string[])["User:sa-bot", "User:*", "User:sa-another", "User:u-ann"])
        foreach (var permission in Enum.GetValues<AclPermission>())
            if (principal == "User:sa-bot" || permission == AclPermission.Allow)
                yield return new(resource, name, pattern, principal, "*", operation, permission);
    }

    // Each that allows the call is tried in quick runs too.
    private static bool Matters(Acl? acl, IReadOnlyList<Need>? needs, string target) =>
        acl is { Principal: "User:sa-bot" } && needs?.Any(n => Needs.Covers(acl, n, target)) is true;

    private async Task NothingHasChangedAsync()
    {
        var topics = await _world.GetAsync("/topics");
        topics.Texts("topic_name").ShouldBe([Needs.Listed]);
        (await _world.GetAsync("/consumer-groups")).Data.ShouldBeEmpty();
    }

    private Task<Reply> CallAsync(string method, string path, string key)
    {
        var body = (method, path) switch
        {
            ("GET" or "DELETE", _) => null,
            (_, "/topics") => $$"""{"topic_name":"{{Needs.Ghost}}","validate_only":true}""",
            (_, "/topics/{topic_name}/records") => Record,
            _ => "{}",
        };
        return _world.SendAsync(method, Filled(path), body, key);
    }

    private static string Filled(string path) =>
        path.Replace("{topic_name}", Needs.Ghost)
            .Replace("{consumer_group_id}", Needs.Ghost)
            .Replace("{consumer_id}", "c")
            .Replace("{partition_id}", "0")
            .Replace("{name}", "retention.ms")
            .Replace("{subject}", "s")
            .Replace("{version}", "1")
            .Replace("{id}", "1");

    private static (string Method, string Path)[] Below(string prefix) =>
        [
            .. DataPlaneContract
                .Operations.Where(o => o.Path.StartsWith(prefix, StringComparison.Ordinal))
                .Select(o => (o.Method, o.Path[prefix.Length..])),
        ];
}

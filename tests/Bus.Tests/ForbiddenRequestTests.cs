using System.Text.Json;
using Bus.Tests.Front;
using Confluent.Kafka.Admin;
using Mothership.Bus;
using Mothership.Bus.Planning;
using Mothership.Domain.Fleet;
using Xunit.Abstractions;

namespace Bus.Tests;

/// <summary>
/// P21 on the central cluster: each user under the ACLs of infra/bus/acls.json, with each request that there is, about
/// each topic and group. Whoever asks speaks the wire format himself, so no client library spares the cluster a
/// question.
/// </summary>
public sealed class ForbiddenRequestTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Hidden = "somebody.elses";

    private static readonly RegionId[] Regions = [RegionId.Of("aws", "us-west-2"), RegionId.Of("gcp", "europe-west1")];

    private readonly SecureBus _central = new(rights: false);
    private readonly Dictionary<string, HashSet<(string, string, string)>> _users = [];
    private int _refused;
    private int _allowed;

    public Task InitializeAsync()
    {
        _central.Front.Script.Make(Hidden, 1);
        _users["stranger"] = [];
        foreach (var role in ReadRoles())
        foreach (var region in role.Principal.Contains('{') ? Regions : Regions[..1])
            Add(role, region);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _central.DisposeAsync();

    [Fact]
    public async Task Requests_OfEveryUserAboutEverything_AreRefusedUnlessTheAclsAllowThem()
    {
        string[] topics = [.. TopicPlan.For(1).Select(t => t.Name), Hidden];
        string[] groups =
        [
            .. _users.Values.SelectMany(r => r).Where(r => r.Item2 == "group").Select(r => r.Item3).Distinct(),
            "somebody-elses",
        ];
        var before = _central.Front.Script.Changes;
        foreach (var user in _users.Keys)
        {
            foreach (var topic in topics)
            {
                await TryAsync(user, WireProbes.Produce, topic, May(user, "write", "topic", topic));
                await TryAsync(user, WireProbes.Fetch, topic, May(user, "read", "topic", topic));
                var sees = May(user, "read", "topic", topic) || May(user, "write", "topic", topic);
                foreach (var probe in WireProbes.Sight)
                    await TryAsync(user, probe, topic, sees);
                foreach (var probe in WireProbes.Administration)
                    await TryAsync(user, probe, topic, false);
            }
            foreach (var group in groups)
            foreach (var probe in WireProbes.Group)
                await TryAsync(user, probe, group, May(user, "read", "group", group));
        }
        _central.Front.Script.Changes.ShouldBe(before);
        _allowed.ShouldBeGreaterThan(50);
        output.WriteLine(
            $"{_refused} requests of {_users.Count} users about {topics.Length} topics and {groups.Length} groups "
                + $"without the right: all refused; {_allowed} with it"
        );
    }

    private async Task TryAsync(string user, WireProbe probe, string name, bool isAllowed)
    {
        // A connection each: a broker may well hang up on what it does not like.
        await using var client = await WireClient.ConnectAsync(_central.Front, user, SecureBus.Password);
        var answer = await client.AskAsync(probe.Api, probe.Version, to => probe.Body(to, name));
        var label = $"{user}: {probe.Api} {name}";
        if (isAllowed)
        {
            // What it is answered beyond that is between it and the broker.
            if (answer is not null)
                WireProbes.Refusals.ShouldNotContain(probe.Error(answer), label);
            _allowed++;
            return;
        }
        answer.ShouldNotBeNull(label);
        WireProbes.Refusals.ShouldContain(probe.Error(answer), label);
        _refused++;
    }

    private bool May(string user, string operation, string resource, string name) =>
        _users[user].Contains((operation, resource, name));

    private void Add(Role role, RegionId region)
    {
        string Of(string text) => text.Replace("{cloud}", region.Cloud).Replace("{region}", region.Name);
        var user = Of(role.Principal)["User:".Length..];
        _central.Front.Users[user] = SecureBus.Password;
        _users[user] = [];
        foreach (var right in role.Allow)
        {
            right.Pattern.ShouldBe("literal");
            _users[user].Add((right.Operation, right.Resource, Of(right.Name)));
            var pattern = ResourcePatternType.Literal;
            var kind = Enum.Parse<ResourceType>(right.Resource, ignoreCase: true);
            var operation = Enum.Parse<AclOperation>(right.Operation, ignoreCase: true);
            _central.Rights.Allow(user, [new BusRight(operation, kind, Of(right.Name), pattern)]);
        }
    }

    private static List<Role> ReadRoles()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Functions.sln")))
            folder = Path.GetDirectoryName(folder)!;
        var text = File.ReadAllText(Path.Combine(folder, "infra", "bus", "acls.json"));
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        return [.. JsonDocument.Parse(text).RootElement.GetProperty("roles").Deserialize<List<Role>>(options)!];
    }

    private sealed record Role(string Principal, IReadOnlyList<Right> Allow);

    private sealed record Right(string Operation, string Resource, string Name, string Pattern);
}

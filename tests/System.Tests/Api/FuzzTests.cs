using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mothership.SystemTests.Api.Support;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Mothership.SystemTests.Api;

/// <summary>Bodies and queries that a machine makes up: never a 5xx, and every answer as the contract says.</summary>
[Collection(ApiCollection.Name)]
public sealed class FuzzTests(ApiWorld world)
{
    private static readonly string[] Names =
    [
        "spec",
        "display_name",
        "availability",
        "cloud",
        "region",
        "config",
        "kind",
        "max_ecku",
        "cku",
        "environment",
        "id",
        "deletion_protection",
        "owner",
        "resource",
        "resources",
        "description",
        "full_name",
        "network",
        "status",
        "metadata",
        "stream_governance_config",
        "package",
        "",
        "\ud800",
        "spec/display_name",
    ];

    private static readonly string[] Texts =
    [
        "",
        "Basic",
        "Dedicated",
        "Standard",
        "AWS",
        "HIGH",
        "us-west-2",
        "cloud",
        "u-1",
        "sa-1",
        "ADVANCED",
        "\0",
        "\ud83d",
        "💥",
        "null",
        "true",
        "1e999",
        "../..",
        "env-0",
        new string('a', 300),
    ];

    private static readonly string[] Paths =
    [
        "/org/v2/environments",
        "/cmk/v2/clusters",
        "/iam/v2/api-keys",
        "/iam/v2/service-accounts",
    ];

    private static Gen<JToken> Values(int depth)
    {
        var leaves = Gen.OneOf(
            Gen.Elements(Texts).Select(t => (JToken)new JValue(t)),
            ArbMap.Default.GeneratorFor<long>().Select(n => (JToken)new JValue(n)),
            ArbMap.Default.GeneratorFor<bool>().Select(b => (JToken)new JValue(b)),
            Gen.Constant((JToken)JValue.CreateNull()),
            Gen.Elements("1e400", "-0", "0.1", "12345678901234567890").Select(n => (JToken)new JRaw(n))
        );
        return depth == 0
            ? leaves
            : Gen.OneOf(leaves, Objects(depth - 1), Values(depth - 1).ListOf(3).Select(l => (JToken)new JArray(l)));
    }

    private static Gen<JToken> Objects(int depth) =>
        Gen.Elements(Names)
            .Zip(Values(depth))
            .ListOf(5)
            .Select(pairs =>
                (JToken)new JObject(pairs.DistinctBy(p => p.Item1).Select(p => new JProperty(p.Item1, p.Item2)))
            );

    /// <summary>A good body with some of it replaced: gets further than one made up from nothing.</summary>
    private Gen<JToken> Mutants() =>
        from values in Values(2).ListOf(2)
        from places in Gen.Choose(0, 12).ListOf(2)
        select Mutate(world.Ours.ClusterBody(), [.. places.Zip(values)]);

    [Property(MaxTest = 150)]
    public Property Bodies_OfAnyShape_AreAnsweredAsTheContractSays() =>
        Prop.ForAll(
            Gen.OneOf(Objects(3), Mutants()).Zip(Gen.Elements(Paths)).ToArbitrary(),
            sample =>
            {
                var body = Encoding.UTF8.GetBytes(sample.Item1.ToString(Formatting.None));
                var reply = Wait(world.Ours.Client.PostJsonAsync(sample.Item2, body));
                return (int)reply.Status < 500;
            }
        );

    [Property(MaxTest = 150)]
    public Property Bytes_OfAnyValue_AreAnsweredAsTheContractSays() =>
        Prop.ForAll(
            ArbMap.Default.GeneratorFor<byte[]>().Zip(Gen.Elements(Paths)).ToArbitrary(),
            sample => (int)Wait(world.Ours.Client.PostJsonAsync(sample.Item2, sample.Item1)).Status is 400 or 422
        );

    [Property(MaxTest = 150)]
    public Property Queries_OfAnyText_AreAnsweredAsTheContractSays() =>
        Prop.ForAll(
            Gen.Elements(
                    "page_size",
                    "page_token",
                    "environment",
                    "spec.owner",
                    "spec.cluster",
                    "spec.deletion_protection",
                    "display_name"
                )
                .Zip(ArbMap.Default.GeneratorFor<string>().Where(s => s is not null))
                .Zip(Gen.Elements([.. Paths, "/ops/v1/operations", "/fleet/v1/regions", "/iam/v2/users"]))
                .ToArbitrary(),
            sample =>
            {
                var ((name, value), path) = sample;
                var escaped = Uri.EscapeDataString(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value)));
                return Wait(world.Ours.Client.ReadAsync($"{path}?{name}={escaped}")).Status
                    < HttpStatusCode.InternalServerError;
            }
        );

    private static JToken Mutate(JObject body, IReadOnlyList<(int Place, JToken Value)> changes)
    {
        foreach (var (place, value) in changes)
        {
            var properties = body.Descendants().OfType<JProperty>().ToList();
            if (place < properties.Count)
                properties[place].Value = value.DeepClone();
        }
        return body;
    }

    // FsCheck's properties are synchronous; the pool's threads that the answer needs are others.
    private static Reply Wait(Task<Reply> reply) => reply.GetAwaiter().GetResult();
}

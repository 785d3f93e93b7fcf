using System.Text;
using System.Text.Json.Nodes;
using Kube.Tests.Memory;
using Mothership.DataPlane;
using Mothership.DataPlane.Acls;
using Mothership.Regions;
using Mothership.Regions.Services;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;
using Mothership.Strimzi.Services.Connect;
using static Kube.Tests.Services.ConnectorWorld;

namespace Kube.Tests.Services;

/// <summary>Who connectors are to their cluster, and what their configurations come to.</summary>
public sealed class ConnectorRightsTests : IAsyncLifetime
{
    private static readonly string[] Clients = ["producer", "consumer", "admin"];
    private readonly OneSecret _vault = new();
    private MemoryKube _kube = null!;

    public async Task InitializeAsync() => _kube = await NewKubeAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Connector_WithAKey_IsTheKeysUserAndNothingElse()
    {
        _vault.Values["lcc-a-key-1"] = "ABCDEFGHIJKLMNOP";
        _vault.Values["lcc-a-secret-1"] = "the/secret+1";
        await ApplyAsync(Desired("lcc-a", "lkc-one", "env-one"));
        var config = (JsonObject)One(KubeKind.KafkaConnector).At("spec", "config")!;
        config.Select(p => p.Key).ShouldNotContain(k => k.StartsWith("kafka."));
        var reference = config["producer.override.sasl.jaas.config"]!.ToString();
        foreach (var client in Clients)
            config[$"{client}.override.sasl.jaas.config"]!.ToString().ShouldBe(reference);
        File()
            .ShouldContain(
                "jaas=org.apache.kafka.common.security.scram.ScramLoginModule\\u0020required\\u0020"
                    + "username=\"abcdefghijklmnop\"\\u0020password=\"the/secret+1\";\n"
            );
        _kube.All.Count(o => o.Kind == KubeKind.KafkaUser).ShouldBe(1, "only the worker's own");
    }

    [Fact]
    public async Task Connector_AsAServiceAccount_MayDoWhatTheAccountMay_AlsoWhenThatChanges()
    {
        await ApplyAsync(Desired("lcc-a", "lkc-one", "env-one").AsAccount("sa-one"));
        var user = User("lcc-a");
        user.Label("mothership.io/owner").ShouldBe("sa-one");
        user.At("spec", "authorization", "acls")!.AsArray().ShouldBeEmpty();
        var password = user.At("spec", "authentication", "password", "valueFrom", "secretKeyRef")!;
        One(KubeKind.Secret).Text("data", password["key"]!.ToString()).ShouldNotBeNull();
        File().ShouldContain("username=\"lcc-a\"");

        var acls = Services.Wanted.Acls(new OnePlace(new("lkc-one", "org", "env-one", new("one", _kube))));
        var mayRead = new Acl(
            AclResource.Topic,
            "orders",
            AclPattern.Literal,
            "User:sa-one",
            "*",
            AclOperation.Read,
            AclPermission.Allow
        );
        await acls.AddAsync(new("lkc-one", "env-one", Brokers: 1, Suspended: false), [mayRead], default);
        User("lcc-a").At("spec", "authorization", "acls")!.AsArray().Count.ShouldBe(1);

        await ApplyAsync(Desired("lcc-a", "lkc-one", "env-one"));
        _kube.All.ShouldAllBe(o => o.Kind != KubeKind.KafkaUser || o.Name != "lcc-a");
    }

    [Fact]
    public async Task Worker_MayOnlyKeepItsOwnBooks()
    {
        await ApplyAsync(Desired("lcc-a", "lkc-one", "env-one"));
        var acls = User("lkc-one-connect").At("spec", "authorization", "acls")!.AsArray();
        acls.Select(a => $"{a!["resource"]!["type"]} {a["resource"]!["name"]} {a["resource"]!["patternType"]}")
            .ShouldBe(["topic lkc-one-connect- prefix", "group lkc-one-connect literal"]);
    }

    [Theory]
    [InlineData("consumer.override.sasl.jaas.config", "x", "connector_config_invalid")]
    [InlineData("producer.override.bootstrap.servers", "elsewhere:9092", "connector_config_invalid")]
    [InlineData("topics", "a${secrets:/mnt/connectors/lcc-b.0:jaas}", "connector_config_invalid")]
    [InlineData("kafka.service.account.id", "u-person", "connector_identity_invalid")]
    [InlineData("output.data.format", "AVRO", "connector_config_invalid")]
    [InlineData("connector.class", "org.example.Unknown", "connector_class_unknown")]
    public async Task Configuration_ThatWouldDoMoreThanItMay_IsRefusedForGood(string field, string value, string reason)
    {
        var settings = new StrimziSettings { ConnectImage = "x", ConnectClasses = ["PostgresSink", "HttpSink"] };
        var refused = await Should.ThrowAsync<OperatorException>(() =>
            ApplyAsync(Desired("lcc-a", "lkc-one", "env-one").With(field, value), settings)
        );
        (refused.Reason, refused.IsTransient).ShouldBe((reason, false), refused.Message);
        if (field == "connector.class")
            refused.Message.ShouldEndWith("It has PostgresSink, HttpSink.");
        _kube.All.ShouldAllBe(o => o.Kind == KubeKind.Namespace);
    }

    [Theory]
    [InlineData("name\" password=\"x")]
    [InlineData("back\\slash")]
    [InlineData("two\nlines")]
    public async Task Key_ThatWouldEndItsQuotes_IsRefused(string key)
    {
        _vault.Values["lcc-a-key-1"] = key;
        var refused = await Should.ThrowAsync<OperatorException>(() =>
            ApplyAsync(Desired("lcc-a", "lkc-one", "env-one"))
        );
        refused.Reason.ShouldBe("connector_identity_invalid");
    }

    [Fact]
    public async Task Fields_AsTheyAreSold_BecomeThoseOfTheClass()
    {
        var sold = Desired("lcc-a", "lkc-one", "env-one")
            .With("connection.host", "db.example")
            .With("connection.port", "5433")
            .With("db.name", "shop")
            .With("insert.mode", "UPSERT")
            .With("input.data.format", "JSON");
        await ApplyAsync(sold);
        var config = (JsonObject)One(KubeKind.KafkaConnector).At("spec", "config")!;
        config["connection.url"]!.ToString().ShouldBe("jdbc:postgresql://db.example:5433/shop?sslmode=prefer");
        config["insert.mode"]!.ToString().ShouldBe("upsert");
        config["value.converter"]!.ToString().ShouldBe("org.apache.kafka.connect.json.JsonConverter");
        config["value.converter.schemas.enable"]!.ToString().ShouldBe("false");
        config.ShouldNotContain(f => f.Key == "connection.host" || f.Key == "input.data.format");
    }

    private Task<OperatedService> ApplyAsync(DesiredService desired, StrimziSettings? settings = null) =>
        Connectors(_kube, _vault, settings: settings).ApplyAsync(desired, default);

    private string File() =>
        Encoding.UTF8.GetString(
            Convert.FromBase64String(
                ((JsonObject)One(KubeKind.Secret).At("data")!).Single(d => !d.Key.EndsWith(".user")).Value!.ToString()
            )
        );

    private KubeObject User(string name) => _kube.All.Single(o => o.Kind == KubeKind.KafkaUser && o.Name == name);

    private KubeObject One(KubeKind kind) => _kube.All.Single(o => o.Kind == kind);
}

using Mothership.ControlPlane.Routing;
using Mothership.Domain.Services;
using Mothership.SystemTests.Api.Support;
using Newtonsoft.Json.Linq;

namespace Mothership.SystemTests.Api.Forbidden;

/// <summary>One of everything that a route can be about, of one organisation.</summary>
internal sealed class Holdings
{
    private const string Connector = "orders";
    private readonly Dictionary<string, string> _ids = [];

    private Holdings(Tenant tenant, string cluster) => (Tenant, Cluster) = (tenant, cluster);

    internal Tenant Tenant { get; }

    /// <summary>A cluster that can be used.</summary>
    internal string Cluster { get; }

    /// <summary>Every id that nobody else may learn.</summary>
    internal IEnumerable<string> Secrets =>
        [.. _ids.Values.Where(id => id.Contains('-') && !id.Contains('.')), Cluster, Tenant.User, Tenant.KeyId];

    internal static async Task<Holdings> OfAsync(Tenant tenant, IEnumerable<ApiRoute> routes)
    {
        var cluster = await tenant.NewUsableClusterAsync();
        var all = new Holdings(tenant, cluster);
        var made = await tenant.Client.PostJsonAsync(all.Filled($"/{Connectors}"), ConnectorBody());
        made.Status.ShouldBe(System.Net.HttpStatusCode.Created, made.Text);
        foreach (var template in routes.Select(r => $"/{r.Template}").Where(t => t.Contains("/{id}")))
            if (!all._ids.ContainsKey(Group(template)) && !template.Contains("{organization}"))
                all._ids[Group(template)] = await Samples.IdOfAsync(tenant, template);
        return all;
    }

    /// <summary>The path of a route about things of this organisation.</summary>
    internal string Filled(string template)
    {
        var path = template
            .Replace("{organization}", Tenant.Organization)
            .Replace("{environment}", Tenant.Environment)
            .Replace("{cluster}", Cluster)
            .Replace("{name}", Connector)
            .Replace("{plugin}", "DatagenSource")
            .Replace("{number}", "00000000-000001")
            .Replace("{id}", _ids.GetValueOrDefault(Group(template), "none"));
        return path.Contains('{') ? throw new NotSupportedException($"No sample for {path}: add one.") : path;
    }

    /// <summary>A body that names things of this organisation.</summary>
    internal JObject Body(string template)
    {
        if (template.EndsWith("/config", StringComparison.Ordinal) || template.EndsWith("/validate"))
            return (JObject)ConnectorBody()["config"]!;
        if (template.EndsWith("/offsets/request", StringComparison.Ordinal))
            return new JObject { ["type"] = "DELETE" };
        if (template.EndsWith("/disputes", StringComparison.Ordinal))
            return new JObject { ["lines"] = new JArray(1), ["reason"] = "not ours" };
        if (template.StartsWith("/connect/", StringComparison.Ordinal))
            return ConnectorBody();
        var body = Samples.BodyOf(Tenant, template);
        if (body.SelectToken("spec.kafka_cluster") is JObject named)
            named["id"] = Cluster;
        return body;
    }

    /// <summary>A key of one of the things of this organisation: its id and secret.</summary>
    internal async Task<(string Id, string Secret)> KeyAsync(string owner, string resource)
    {
        var body = Samples.KeyBody(owner);
        body["spec"]!["resource"]!["id"] = resource;
        var made = await Tenant.Client.PostJsonAsync("/iam/v2/api-keys", body);
        ((int)made.Status).ShouldBeOneOf([201, 202], made.Text);
        return (made["id"], made["spec.secret"]);
    }

    /// <summary>A service of this organisation that has keys.</summary>
    internal async Task<string> ServiceAsync(ServiceKind kind) => (await Tenant.NewServiceAsync(kind)).Value;

    private const string Connectors = "connect/v1/environments/{environment}/clusters/{cluster}/connectors";

    private static string Group(string template) => template.Split("/{id}")[0];

    private static JObject ConnectorBody() =>
        new()
        {
            ["name"] = Connector,
            ["config"] = new JObject
            {
                ["name"] = Connector,
                ["connector.class"] = "DatagenSource",
                ["kafka.api.key"] = "KEY",
                ["kafka.api.secret"] = "very-secret",
                ["kafka.topic"] = "orders",
                ["output.data.format"] = "JSON",
                ["quickstart"] = "ORDERS",
            },
        };
}

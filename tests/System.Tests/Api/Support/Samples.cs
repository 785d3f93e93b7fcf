using Mothership.Domain.Services;
using Newtonsoft.Json.Linq;

namespace Mothership.SystemTests.Api.Support;

/// <summary>Objects and bodies for whatever route a test walks over.</summary>
internal static class Samples
{
    private static int _accounts;

    /// <summary>The id of an object of the tenant that a route is about; made when there is none.</summary>
    internal static async Task<string> IdOfAsync(Tenant tenant, string template) =>
        template.Split("/{id}")[0] switch
        {
            "/org/v2/environments" => tenant.Environment,
            "/org/v2/organizations" => tenant.Organization,
            "/iam/v2/users" => tenant.User,
            "/iam/v2/api-keys" => (await NewKeyAsync(tenant))["id"],
            "/iam/v2/service-accounts" => (await NewAccountAsync(tenant))["id"],
            "/cmk/v2/clusters" => (await tenant.NewClusterAsync())["id"],
            "/ksqldbcm/v2/clusters" => (await tenant.NewServiceAsync(ServiceKind.Ksqldb)).Value,
            "/control/v1/clusters" => (await tenant.NewServiceAsync(ServiceKind.ControlCenter)).Value,
            "/srcm/v3/clusters" or "/srcm/v2/clusters" or "/stream-governance/v2/clusters" => (
                await tenant.NewServiceAsync(ServiceKind.SchemaRegistry)
            ).Value,
            "/srcm/v2/regions" or "/stream-governance/v2/regions" => "sgreg-aws.us-west-2",
            "/ops/v1/operations" => (await tenant.NewClusterAsync()).Header("Location").Split('/')[^1],
            "/fleet/v1/regions" => "aws.us-west-2",
            "/billing/v1/invoices" => Billed.InvoiceOf(tenant),
            "/billing/v1/spend-caps" => (await NewCapAsync(tenant))["id"],
            "/billing/v1/disputes" => (await NewDisputeAsync(tenant))["id"],
            "/billing/v1/credit-notes" => (await NewNoteAsync(tenant))["id"],
            _ => throw new NotSupportedException($"No sample for {template}: add one."),
        };

    /// <summary>An id of the same form that nobody has.</summary>
    internal static string Absent(string id) =>
        id.Contains('-') ? string.Concat(id.AsSpan(0, id.Length - 6), "000000") : "AAAAAAAAAAAAAAAA";

    /// <summary>A body that the route takes.</summary>
    internal static JObject BodyOf(Tenant tenant, string template) =>
        template.Split('/')[3] switch
        {
            "clusters" when !template.StartsWith("/cmk/", StringComparison.Ordinal) => ServiceBody(tenant),
            "clusters" => tenant.ClusterBody(),
            "api-keys" => KeyBody(tenant.User),
            "spend-caps" => CapBody(),
            "users" => new JObject { ["full_name"] = "Somebody Else" },
            "service-accounts" when template.Contains("{id}") => new JObject { ["description"] = "another" },
            _ => new JObject { ["display_name"] = "another" },
        };

    private static JObject ServiceBody(Tenant tenant) =>
        JObject.FromObject(
            new
            {
                spec = new
                {
                    display_name = "another",
                    package = "ADVANCED",
                    region = new { id = "sgreg-aws.us-west-2" },
                    csu = 2,
                    kafka_cluster = new { id = "lkc-0000000000" },
                    credential_identity = new { id = tenant.User },
                    environment = new { id = tenant.Environment },
                },
            }
        );

    // It only tells, so that it is in no other test's way.
    private static JObject CapBody() => JObject.FromObject(new { spec = new { amount = "1.00", action = "NOTIFY" } });

    internal static JObject KeyBody(string owner) =>
        JObject.FromObject(
            new
            {
                spec = new
                {
                    display_name = "a key",
                    owner = new { id = owner },
                    resource = new { id = "cloud" },
                },
            }
        );

    internal static Task<Reply> NewKeyAsync(Tenant tenant) =>
        tenant.Client.PostJsonAsync("/iam/v2/api-keys", KeyBody(tenant.User));

    internal static Task<Reply> NewCapAsync(Tenant tenant) =>
        tenant.Client.PostJsonAsync("/billing/v1/spend-caps", CapBody());

    internal static Task<Reply> NewDisputeAsync(Tenant tenant) =>
        tenant.Client.PostJsonAsync(
            $"/billing/v1/invoices/{Billed.InvoiceOf(tenant)}/disputes",
            new { lines = new[] { 1 }, reason = "We did not use it." }
        );

    internal static Task<Reply> NewNoteAsync(Tenant tenant) =>
        tenant.StaffAsync(
            $"/fleet/v1/organizations/{tenant.Organization}/invoices/{Billed.InvoiceOf(tenant)}/credit-notes",
            new { reason = "goodwill", lines = new[] { new { line = 1, amount = "0.01" } } }
        );

    internal static Task<Reply> NewAccountAsync(Tenant tenant) =>
        tenant.Client.PostJsonAsync(
            "/iam/v2/service-accounts",
            new { display_name = $"account {Interlocked.Increment(ref _accounts)}", description = "for tests" }
        );
}

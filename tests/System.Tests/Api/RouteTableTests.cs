using Mothership.ControlPlane;
using Mothership.ControlPlane.Routing;
using Mothership.SystemTests.Contract;

namespace Mothership.SystemTests.Api;

public sealed class RouteTableTests
{
    private static readonly RouteTable Table = new(typeof(ControlPlaneServices).Assembly);

    private static IEnumerable<string> Routes(Func<ApiRoute, bool> which) =>
        Table.Routes.Where(which).SelectMany(r => r.Methods.Select(m => $"{m} /{r.Template}")).Order();

    [Fact]
    public void Contract_EveryRoute_IsDescribed() =>
        Routes(r => r.Access != RouteAccess.Alias).ShouldBe(OpenApiContract.Instance.Operations.Order());

    [Fact]
    public void Access_PublicRoutes_AreOnlyThese() =>
        Routes(r => r.Access == RouteAccess.Public)
            .ShouldBe([
                "GET /docs",
                "GET /docs/{file}",
                "GET /health",
                "GET /openapi.yaml",
                "POST /billing/v1/stripe/webhook",
            ]);

    [Fact]
    public void Access_StaffRoutes_AreOnlyThese() =>
        Routes(r => r.Access == RouteAccess.Staff)
            .ShouldBe([
                "GET /fleet/v1/audit",
                "GET /fleet/v1/billing/invoices/{number}",
                "GET /fleet/v1/billing/parked",
                "GET /fleet/v1/billing/receivables",
                "GET /fleet/v1/billing/revenue",
                "GET /fleet/v1/billing/unbilled",
                "GET /fleet/v1/disputes",
                "GET /fleet/v1/ledger/balances",
                "GET /fleet/v1/organizations/{organization}/usage-events",
                "GET /fleet/v1/placements",
                "GET /fleet/v1/placements/{cluster}",
                "GET /fleet/v1/reconciliations",
                "GET /fleet/v1/reconciliations/{id}",
                "POST /fleet/v1/organizations",
                "POST /fleet/v1/organizations/{organization}/credits",
                "POST /fleet/v1/organizations/{organization}/disputes/{id}/resolve",
                "POST /fleet/v1/organizations/{organization}/invoices/{id}/credit-notes",
                "POST /fleet/v1/organizations/{organization}/invoices/{id}/write-off",
                "POST /fleet/v1/organizations/{organization}/usage-corrections",
                "POST /fleet/v1/reconciliations",
            ]);

    [Fact]
    public void Methods_EveryRouteOfACustomer_NamesItsMethods() =>
        Table.Routes.Where(r => r.Access != RouteAccess.Alias).ShouldAllBe(r => r.Methods.Count > 0);
}

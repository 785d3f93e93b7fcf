using System.Reflection;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Architecture.Tests;

/// <summary>
/// Nobody reaches an organisation's data but through a scope, and nobody makes a scope but by proving who they are.
/// </summary>
public sealed class TenancyTests
{
    /// <summary>
    /// Methods of stores that are not a tenant's, or lead to the tenant. The list may only shrink: a method that is not
    /// here any more has to go from it, and a new one needs a reason as good as these.
    /// </summary>
    private static readonly string[] _withoutScope =
    [
        // The fleet belongs to nobody.
        "IRegionStore.FindAsync",
        "IRegionStore.ListAsync",
        "IRegionStore.RecordAsync",
        "IReservationStore.BookAsync",
        "IReservationStore.FindAsync",
        "IReservationStore.InRegionAsync",
        "IReservationStore.ChangeAsync",
        // The system's own work over all organisations: these give ids only, and each leads to a scope by SystemScope.
        "IClusterStore.InRegionAsync",
        "IServiceStore.InRegionAsync",
        "IOperationStore.OpenAsync",
        "IOrganizationStore.AllAsync",
        "IHoldStore.WatchedAsync",
        "ISpendCapStore.CappedAsync",
        "IIdempotencyStore.SweepAsync",
        "IMeteringStore.DueAsync",
        "IOpenMonths.BeforeAsync",
        "IOpenMonths.OrganizationsAsync",
        "IOpenMonths.ParkedAsync",
        // The vault belongs to the installation.
        "ISecretStore.FindAsync",
        "ISecretStore.SetAsync",
        "ISecretStore.DeleteAsync",
        // The provider's account is the installation's, and a message that is proven to be the provider's leads to a
        // scope, as does the list of what has to be done and that of what staff have to answer.
        "IPaymentProvider.IsConfiguredAsync",
        "IPaymentProvider.CustomersAsync",
        "IPaymentProvider.ReadNoticeAsync",
        "IPaymentProvider.FindSubjectAsync",
        "INoticeStore.RecordAsync",
        "INoticeStore.CompleteAsync",
        "IPaymentStore.UnsettledAsync",
        "IInvoiceDisputeStore.OpenAsync",
        // Reports for staff over all organisations.
        "IReconciliationStore.SaveAsync",
        "IReconciliationStore.CompleteAsync",
        "IReconciliationStore.RunsAsync",
        "IReconciliationStore.DifferencesAsync",
        // A key id is what a scope is made from.
        "IApiKeyStore.FindCredentialAsync",
    ];

    /// <summary>The files that make principals. This list may only shrink, too.</summary>
    private static readonly string[] _principalMakers =
    [
        // Its organisation is one that nobody has: the installation's operator keeps idempotency keys in it.
        Path.Combine("functions", "ControlPlane", "Fleet", "StaffFunctions.cs"),
        Path.Combine("shared", "Domain", "Identity", "ApiKeyCredential.cs"),
    ];

    [Fact]
    public void Ports_EveryMethodOfATenantsStore_TakesAScopeFirst()
    {
        var without = Ports()
            .SelectMany(port => port.GetMethods().Where(method => !TakesScope(method)))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}")
            .Distinct();

        without.ShouldBe(_withoutScope, ignoreOrder: true);
    }

    [Fact]
    public void Ports_AreSeen()
    {
        Ports().Count.ShouldBeGreaterThan(8);
    }

    [Fact]
    public void Scope_ByItsConstructors_CanNotBeMadeFromRequestData()
    {
        typeof(TenantScope).GetConstructors(BindingFlags.Public | BindingFlags.Instance).ShouldBeEmpty();
    }

    [Fact]
    public void Functions_InTheirSources_DoNotUseSystemScope()
    {
        FilesWith("functions", nameof(SystemScope)).ShouldBeEmpty();
    }

    [Fact]
    public void Principals_AreMadeOnlyWhereASecretWasProven()
    {
        string[] folders = ["shared", "orchestrations", "functions"];

        var files = folders.SelectMany(folder => FilesWith(folder, "new Principal("));

        files.ShouldBe(_principalMakers, ignoreOrder: true);
    }

    private static List<Type> Ports() =>
        [
            .. typeof(IClusterStore)
                .Assembly.GetExportedTypes()
                .Where(type => type.IsInterface && type.Namespace == typeof(IClusterStore).Namespace),
        ];

    private static bool TakesScope(MethodInfo method) =>
        method.GetParameters().FirstOrDefault()?.ParameterType == typeof(TenantScope);

    private static List<string> FilesWith(string folder, string text)
    {
        var sources = Repository.Sources.Where(file => Repository.TopFolder(file) == folder).ToList();
        sources.ShouldNotBeEmpty(folder);
        return [.. sources.Where(file => Repository.Read(file).Contains(text, StringComparison.Ordinal))];
    }
}

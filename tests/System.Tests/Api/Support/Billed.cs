using Microsoft.Extensions.DependencyInjection;
using Mothership.Domain.Billing;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.SystemTests.Api.Support;

/// <summary>Something to bill, without waiting for it.</summary>
internal static class Billed
{
    private static readonly BillingMonth Month = new(2026, 1);

    /// <summary>The invoice that every organisation of these tests has.</summary>
    internal static string InvoiceOf(Tenant tenant) => Invoice.IdOf(new(tenant.Organization), Month);

    /// <summary>Gives an organisation an invoice.</summary>
    internal static async Task AddInvoiceAsync(ApiWorld world, OrganizationId organization)
    {
        var created = Event(organization, PriceEventKind.Created, Month.Start, 0.0001m, 1);
        var rated = Rating.Rate(new(organization, Month, [], [created], []));
        var invoices = world.Services.GetRequiredService<IInvoiceStore>();
        await invoices.AddAsync(SystemScope.For(organization), Invoice.Of(rated, 1), CancellationToken.None);
    }

    /// <summary>An event of a cluster that nobody made.</summary>
    internal static PriceEvent Event(
        OrganizationId organization,
        PriceEventKind kind,
        DateTimeOffset at,
        decimal price,
        long generation,
        string cluster = "lkc-billed"
    ) =>
        new()
        {
            EventId = $"{cluster}-{generation}-{kind}".ToLowerInvariant(),
            Organization = organization,
            Resource = new(new(cluster), "billed", new EnvironmentId("env-billed"), RegionId.Of("aws", "us-west-2")),
            Meter = Meter.ClusterSeconds,
            Plan = "Dedicated",
            Units = 2,
            Kind = kind,
            EffectiveAt = at,
            PricePerSecond = price,
            Currency = "USD",
            PriceBookVersion = "book-1",
            Generation = generation,
            Actor = "u-1",
        };
}

using Mothership.Domain.Ids;
using Mothership.Domain.Payments;

namespace Mothership.Shared.Tests.Payments;

/// <summary>Rows and what a provider says, for the tests of payments.</summary>
internal static class Seen
{
    public static readonly OrganizationId Organization = new("5f0c2a1b-0000-4000-8000-000000000001");
    public static readonly DateTimeOffset Now = new(2027, 4, 1, 3, 0, 0, TimeSpan.Zero);

    public static InvoicePayment Row(long total = 1000, InvoiceStatus status = InvoiceStatus.Charging) =>
        new()
        {
            Invoice = "inv-202703-1",
            Number = "ORG-000001",
            Organization = Organization,
            Currency = "USD",
            Total = total,
            Status = status,
            Posted = ["invoice:inv-202703-1"],
        };

    public static ProviderInvoice Invoice(ProviderInvoiceState state, long total = 1000) =>
        new("in_1", "inv-202703-1", "cus_1", state, "USD", total, Now)
        {
            Organization = Organization.Value,
            FinalAt = state == ProviderInvoiceState.Draft ? null : Now,
            HostedUrl = "https://invoice.example/1",
        };

    public static ProviderInvoice Paid(long amount = 1000) =>
        Invoice(ProviderInvoiceState.Paid) with
        {
            Payments = [new("pi_1", amount, Now)],
        };
}

using Mothership.Domain.Billing;
using Mothership.Domain.Ledger;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;

namespace Mothership.Payments.Collecting;

/// <summary>
/// What the provider shows of an invoice: one item for each kind of line. The lines themselves are on our invoice,
/// which the description names; a provider takes a few hundred items at most, and a call each.
/// </summary>
internal static class ChargeItems
{
    private const string Credited = "credited";

    public static ChargeOrder Of(string customer, Invoice invoice, InvoicePayment row)
    {
        var items = invoice
            .Lines.GroupBy(line => line.Kind)
            .OrderBy(group => group.Key)
            .Select(group => Item(invoice, group.Key, [.. group]))
            .ToList();
        if (row.CreditedBefore > 0)
            items.Add(new(Credited, "Credit notes", -row.CreditedBefore));
        items.RemoveAll(item => item.Amount == 0);
        return new(customer, row, $"Invoice {invoice.Number} for {invoice.Month}", items);
    }

    private static ChargeItem Item(Invoice invoice, BillLineKind kind, List<BillLine> lines) =>
        new(
            kind.ToString().ToLowerInvariant(),
            $"{kind} {invoice.Month}, {lines.Count} {(lines.Count == 1 ? "line" : "lines")}",
            lines.Sum(line => MinorUnits.Of(line.Amount, invoice.Currency))
        );
}

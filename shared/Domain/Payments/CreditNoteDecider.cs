using Mothership.Domain.Billing;
using Mothership.Domain.Errors;
using Mothership.Domain.Ledger;

namespace Mothership.Domain.Payments;

/// <summary>What is to be taken back of one line.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Amount">In units of the invoice's currency; null for all that is left of it.</param>
public sealed record CreditLineRequest(int Line, decimal? Amount);

/// <summary>A request for a credit note.</summary>
/// <param name="Lines">Which lines; null for all that is left of the invoice.</param>
/// <param name="Reason">For the customer.</param>
/// <param name="Target">Where what was paid goes.</param>
public sealed record CreditNoteRequest(
    IReadOnlyList<CreditLineRequest>? Lines,
    string Reason,
    CreditTarget Target = CreditTarget.Refund
)
{
    /// <summary>Longest reason, in characters.</summary>
    public const int ReasonLength = 500;
}

/// <summary>A credit note, and what becomes of its invoice's payment, in one write.</summary>
public sealed record CreditNoteDecision(CreditNote Note, PaymentDecision Payment);

/// <summary>Decides on credit notes: never more than is left, of a line or of the invoice.</summary>
public static class CreditNoteDecider
{
    /// <summary>A credit note.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="sequence">How many the organisation has with this one.</param>
    /// <param name="invoice">The invoice.</param>
    /// <param name="row">Where its payment stands.</param>
    /// <param name="earlier">All credit notes of this invoice.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="MothershipException">Invalid or Conflict: with what would be right.</exception>
    public static CreditNoteDecision Issue(
        string id,
        int sequence,
        Invoice invoice,
        InvoicePayment row,
        IReadOnlyCollection<CreditNote> earlier,
        CreditNoteRequest request,
        DateTimeOffset now
    )
    {
        CheckState(row);
        var left = Left(invoice, earlier);
        var lines = request.Lines is null ? All(invoice, left, row.Creditable) : Pick(invoice, left, request.Lines);
        var total = lines.Sum(line => line.Amount);
        if (total <= 0 || total > row.Creditable)
            throw Refused("/lines", $"At most {MinorUnits.Format(row.Creditable, row.Currency)} can be taken back.");
        var note = new CreditNote
        {
            Id = id,
            Number = $"CN-{sequence:D6}",
            Organization = row.Organization,
            Invoice = row.Invoice,
            InvoiceNumber = row.Number,
            Currency = row.Currency,
            Lines = lines,
            Total = total,
            Reason = request.Reason,
            Target = request.Target,
            IssuedAt = now,
        };
        return new(note, Apply(row, note));
    }

    private static void CheckState(InvoicePayment row)
    {
        if (row.Status == InvoiceStatus.Charging)
            throw new MothershipException(
                ErrorKind.Conflict,
                "invoice_being_charged",
                $"Invoice {row.Invoice} is being charged right now. Repeat the request in a minute."
            );
        if (row.Status is InvoiceStatus.Credited or InvoiceStatus.WrittenOff or InvoiceStatus.Disputed)
            throw new MothershipException(
                ErrorKind.Conflict,
                "invoice_not_creditable",
                $"Nothing can be taken back of invoice {row.Invoice}: it is {row.Status}."
            );
    }

    private static Dictionary<int, long> Left(Invoice invoice, IReadOnlyCollection<CreditNote> earlier)
    {
        var left = new Dictionary<int, long>();
        for (var i = 0; i < invoice.Lines.Count; i++)
            left[i + 1] = MinorUnits.Of(invoice.Lines[i].Amount, invoice.Currency);
        foreach (var line in earlier.SelectMany(note => note.Lines))
            left[line.Line] -= line.Amount;
        return left;
    }

    // Lines in the customer's favour have made the invoice less than its other lines; what is left of the whole is then
    // taken from the first lines on.
    private static List<CreditNoteLine> All(Invoice invoice, Dictionary<int, long> left, long creditable)
    {
        var lines = new List<CreditNoteLine>();
        foreach (var (line, amount) in left.OrderBy(l => l.Key).Where(l => l.Value > 0))
        {
            var part = Math.Min(amount, creditable - lines.Sum(l => l.Amount));
            if (part > 0)
                lines.Add(new(line, part, Describe(invoice, line)));
        }
        return lines;
    }

    private static List<CreditNoteLine> Pick(
        Invoice invoice,
        Dictionary<int, long> left,
        IReadOnlyList<CreditLineRequest> asked
    )
    {
        var check = new FieldCheck().Must(asked.Count > 0, "/lines", "lines names at least one line.");
        for (var i = 0; i < asked.Count; i++)
            CheckLine(check, $"/lines/{i}", asked[i], left, asked.Take(i), invoice.Currency);
        check.ThrowIfAny();
        return
        [
            .. asked
                .OrderBy(a => a.Line)
                .Select(a => new CreditNoteLine(
                    a.Line,
                    a.Amount is { } amount ? MinorUnits.Of(amount, invoice.Currency) : left[a.Line],
                    Describe(invoice, a.Line)
                )),
        ];
    }

    private static void CheckLine(
        FieldCheck check,
        string pointer,
        CreditLineRequest asked,
        Dictionary<int, long> remaining,
        IEnumerable<CreditLineRequest> before,
        string currency
    )
    {
        var there = remaining.TryGetValue(asked.Line, out var most);
        check
            .Must(
                there,
                $"{pointer}/line",
                $"line is from 1 to {remaining.Count}; the invoice has no line {asked.Line}."
            )
            .Must(before.All(b => b.Line != asked.Line), $"{pointer}/line", $"line {asked.Line} is named twice.");
        if (!there)
            return;
        var left = MinorUnits.ToAmount(Math.Max(0, most), currency);
        var good =
            asked.Amount is not { } amount || (amount <= left && amount > 0 && Money.Round(amount, currency) == amount);
        check.Must(
            left > 0 && good,
            $"{pointer}/amount",
            $"Of line {asked.Line} {Money.Format(left, currency)} {currency} is left to take back; amount is above "
                + "zero, not more than that, and whole in the currency's smallest unit."
        );
    }

    // Before the provider has been asked for anything, it is asked for that much less. Later, it is told of the note.
    private static PaymentDecision Apply(InvoicePayment row, CreditNote note)
    {
        var issued = Postings.CreditNote(row, note.Id, note.Total, note.IssuedAt);
        var next = row with { Credited = row.Credited + note.Total, UpdatedAt = note.IssuedAt };
        if (row.Status != InvoiceStatus.NotCharged)
            return PaymentDecider.Decide(next with { PendingNotes = [.. row.PendingNotes, note.Id] }, [issued]);
        next = next with
        {
            CreditedBefore = row.CreditedBefore + note.Total,
            CreditApplied = row.CreditApplied + note.Total,
        };
        if (next.Asked == 0)
            next = next with { Status = InvoiceStatus.Voided };
        var settled = Postings.CreditNoteSettled(row, note.Id, note.Total, 0, note.IssuedAt);
        return PaymentDecider.Decide(next, [issued, settled]);
    }

    private static string Describe(Invoice invoice, int line)
    {
        var billed = invoice.Lines[line - 1];
        return billed.Resource is { } resource
            ? $"{resource.DisplayName} {billed.Period}"
            : $"{billed.Kind} {billed.Period}";
    }

    private static MothershipException Refused(string pointer, string detail) =>
        new(ErrorKind.Invalid, "invalid_configuration", detail, pointer);
}

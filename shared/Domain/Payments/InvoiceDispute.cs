using Mothership.Domain.Errors;
using Mothership.Domain.Ids;

namespace Mothership.Domain.Payments;

/// <summary>How a customer's objection stands.</summary>
public enum ObjectionStatus
{
    /// <summary>Nobody has answered it.</summary>
    Open,

    /// <summary>It was answered with a credit note.</summary>
    Accepted,

    /// <summary>It was answered with a reason.</summary>
    Rejected,
}

/// <summary>A customer objects to lines of an invoice. Not to be confused with a bank's dispute of a payment.</summary>
public sealed record InvoiceDispute
{
    /// <summary>Longest reason, in characters.</summary>
    public const int ReasonLength = 2000;

    /// <summary>Most lines that one can be about.</summary>
    public const int MaxLines = 100;

    /// <summary><c>dsp-…</c></summary>
    public required string Id { get; init; }

    /// <summary>Who objects.</summary>
    public required OrganizationId Organization { get; init; }

    /// <summary>To which invoice.</summary>
    public required string Invoice { get; init; }

    /// <summary>To which of its lines, counted from 1; never empty.</summary>
    public required IReadOnlyList<int> Lines { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>How it stands.</summary>
    public ObjectionStatus Status { get; init; }

    /// <summary>What was answered; null while it is open.</summary>
    public string? Answer { get; init; }

    /// <summary>The credit note that it led to.</summary>
    public string? CreditNote { get; init; }

    /// <summary>Who objected.</summary>
    public required string Actor { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>UTC; null while it is open.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>All that is wrong with an objection; empty when it is acceptable.</summary>
    public static IReadOnlyList<Fault> Check(IReadOnlyList<int> lines, string? reason, int lineCount) =>
        new FieldCheck()
            .Required(reason, "/reason", ReasonLength)
            .Must(lines.Count is > 0 and <= MaxLines, "/lines", $"lines names 1 to {MaxLines} lines of the invoice.")
            .Must(
                lines.All(l => l >= 1 && l <= lineCount),
                "/lines",
                $"The lines of this invoice are counted from 1 to {lineCount}."
            )
            .Must(lines.Distinct().Count() == lines.Count, "/lines", "lines names each line once.")
            .Faults;

    /// <summary>Answers it.</summary>
    /// <returns>Null when it is answered so already.</returns>
    /// <exception cref="MothershipException">Conflict: it was answered otherwise.</exception>
    public InvoiceDispute? Resolve(ObjectionStatus status, string answer, string? creditNote, DateTimeOffset now)
    {
        if (Status == status && Answer == answer && CreditNote == creditNote)
            return null;
        if (Status != ObjectionStatus.Open)
            throw new MothershipException(
                ErrorKind.Conflict,
                "dispute_resolved",
                $"Dispute {Id} was answered already; it is {Status.ToString().ToLowerInvariant()}."
            );
        return this with { Status = status, Answer = answer, CreditNote = creditNote, ResolvedAt = now };
    }
}

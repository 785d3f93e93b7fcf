using Mothership.ControlPlane.Json;
using Mothership.Domain.Ledger;
using Mothership.Domain.Payments;

namespace Mothership.ControlPlane.Payments;

/// <summary>What the accounts stand at: a debit is positive, and each currency adds up to zero.</summary>
internal sealed record BalancesBody(string ApiVersion, string Kind, IReadOnlyList<AccountBalanceBody> Data)
{
    internal static BalancesBody Of(Balances balances) =>
        new(
            "fleet/v1",
            "LedgerBalances",
            [
                .. balances.Currencies.SelectMany(currency =>
                    Enum.GetValues<LedgerAccount>()
                        .Select(account => new AccountBalanceBody(
                            Names.Of(account),
                            currency,
                            MinorUnits.Format(balances[currency, account], currency)
                        ))
                ),
            ]
        );

    internal string ToCsv() =>
        "account,currency,balance\r\n"
        + string.Concat(Data.Select(row => $"{row.Account},{row.Currency},{row.Balance}\r\n"));

    private static readonly WireNames<LedgerAccount> Names = new(
        (LedgerAccount.Receivable, "receivable"),
        (LedgerAccount.Revenue, "revenue"),
        (LedgerAccount.PromotionalCredits, "promotional_credits"),
        (LedgerAccount.Cash, "cash"),
        (LedgerAccount.Refunds, "refunds"),
        (LedgerAccount.WriteOffs, "write_offs"),
        (LedgerAccount.CustomerBalance, "customer_balance"),
        (LedgerAccount.Disputes, "disputes")
    );
}

/// <summary>What one account stands at.</summary>
internal sealed record AccountBalanceBody(string Account, string Currency, string Balance);

/// <summary>A comparison of our books with the provider's.</summary>
internal sealed record ReconciliationBody(
    string ApiVersion,
    string Kind,
    string Id,
    DateTime StartedAt,
    DateTime? CompletedAt,
    int? Organizations,
    int? DifferenceCount,
    int? RepairedCount,
    IReadOnlyList<DifferenceBody>? Differences
)
{
    internal static ReconciliationBody Of(ReconciliationRun run, IReadOnlyList<Difference>? differences) =>
        new(
            "fleet/v1",
            "Reconciliation",
            run.Id,
            run.StartedAt.UtcDateTime,
            run.CompletedAt.UtcDateTime,
            run.Organizations,
            run.Differences,
            run.Repaired,
            differences is null ? null : [.. differences.Select(DifferenceBody.Of)]
        );

    internal static ReconciliationBody Begun(string run, DateTimeOffset now) =>
        new("fleet/v1", "Reconciliation", run, now.UtcDateTime, null, null, null, null, null);
}

/// <summary>Something in which the books differ.</summary>
internal sealed record DifferenceBody(
    string Kind,
    string Organization,
    string Subject,
    string Ours,
    string Theirs,
    bool Repaired
)
{
    private static readonly WireNames<DifferenceKind> Kinds = new(
        (DifferenceKind.MissingAtProvider, "missing_at_provider"),
        (DifferenceKind.UnknownToUs, "unknown_to_us"),
        (DifferenceKind.Doubled, "doubled"),
        (DifferenceKind.Amount, "amount"),
        (DifferenceKind.State, "state"),
        (DifferenceKind.Ledger, "ledger"),
        (DifferenceKind.Balance, "balance")
    );

    internal static DifferenceBody Of(Difference difference) =>
        new(
            Kinds.Of(difference.Kind),
            difference.Organization,
            difference.Subject,
            difference.Ours,
            difference.Theirs,
            difference.Repaired
        );
}

/// <summary>The last comparisons.</summary>
internal sealed record ReconciliationsBody(string ApiVersion, string Kind, IReadOnlyList<ReconciliationBody> Data);

/// <summary>The objections that nobody has answered.</summary>
internal sealed record OpenDisputesBody(string ApiVersion, string Kind, IReadOnlyList<DisputeBody> Data);

using Mothership.Domain.Billing;
using Mothership.Domain.Errors;
using Mothership.Domain.Ids;

namespace Mothership.Domain.Standing;

/// <summary>What happens when a cap is reached. Each includes the ones before it.</summary>
public enum SpendCapAction
{
    /// <summary>The customer is told.</summary>
    Notify,

    /// <summary>Nothing is accepted that would lead beyond the cap.</summary>
    RefuseNew,

    /// <summary>What runs is suspended until the cap is raised or the month is over.</summary>
    Suspend,
}

/// <summary>A spend cap: <c>scap-</c> and ten of [0-9a-z].</summary>
public readonly record struct SpendCapId(string Value)
{
    /// <summary>A new random one.</summary>
    public static SpendCapId New(IIdSource source) => new(PrefixedId.New("scap-", source));

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>How much an organisation, or one of its environments, wants to spend in each calendar month.</summary>
public sealed record SpendCap
{
    /// <summary>The highest amount.</summary>
    public const decimal MaxAmount = 1_000_000_000_000m;

    /// <summary>The most thresholds.</summary>
    public const int MaxThresholds = 10;

    /// <summary><c>scap-…</c>.</summary>
    public required SpendCapId Id { get; init; }

    /// <summary>The owner.</summary>
    public required OrganizationId Organization { get; init; }

    /// <summary>What it is about; null for the whole organisation. Never changes.</summary>
    public EnvironmentId? Environment { get; init; }

    /// <summary>The most for a month, in units of the currency; whole minor units, above 0.</summary>
    public required decimal Amount { get; init; }

    /// <summary>ISO 4217: that of the price book. Never changes.</summary>
    public required string Currency { get; init; }

    /// <summary>What happens when it is reached.</summary>
    public required SpendCapAction Action { get; init; }

    /// <summary>Percentages of the amount at which the customer is told before; ascending, each from 1 to 99.</summary>
    public IReadOnlyList<int> Thresholds { get; init; } = [];

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Counts its changes; the ETag that clients see.</summary>
    public long Version { get; init; } = 1;

    /// <summary>Whether it is about what is in an environment.</summary>
    public bool AppliesTo(EnvironmentId environment) => Environment is null || Environment == environment;

    /// <summary>The share of the amount in percent that a sum is, cut off.</summary>
    public decimal PercentOf(decimal spent) => decimal.Floor(spent * 100m / Amount);

    /// <summary>The hold that it places in a month.</summary>
    public string HoldIdOf(BillingMonth month) => $"{Hold.CapPrefix}{Id}-{month}";

    /// <summary>The hold that it places when it is reached; null when it only tells.</summary>
    public Hold? HoldOf(BillingMonth month, DateTimeOffset now)
    {
        HoldLevel? level = Action switch
        {
            SpendCapAction.RefuseNew => HoldLevel.RefuseNew,
            SpendCapAction.Suspend => HoldLevel.Suspend,
            _ => null,
        };
        return level is { } needed ? new(HoldIdOf(month), needed, Environment, ReachedText(month), now) : null;
    }

    /// <summary>For the customer: that it is reached, and what ends it.</summary>
    public string ReachedText(BillingMonth month) =>
        $"Spend cap {Id} of {Money.Format(Amount, Currency)} {Currency} is reached for {month}. "
        + "Raise or remove it, or wait for the next month.";

    /// <summary>Refuses what would lead beyond the cap.</summary>
    /// <param name="commitment">What is committed with it.</param>
    /// <param name="now">The present.</param>
    /// <exception cref="MothershipException">QuotaExceeded, <see cref="SpendCapCodes.Reached"/>.</exception>
    public void Demand(Commitment commitment, DateTimeOffset now)
    {
        var month = commitment.ByMonthEnd(now);
        if (Action == SpendCapAction.Notify || month <= Amount)
            return;
        throw new MothershipException(
            ErrorKind.QuotaExceeded,
            SpendCapCodes.Reached,
            $"This would lead beyond spend cap {Id} of {Money.Format(Amount, Currency)} {Currency}: up to "
                + $"{Money.Format(Money.Round(month, Currency), Currency)} {Currency} by the end of "
                + $"{BillingMonth.Of(now)}. Raise the cap, or delete what is not needed."
        );
    }

    /// <summary>The cap after a change; null when it says nothing new.</summary>
    public SpendCap? Apply(SpendCapChange change, DateTimeOffset now)
    {
        var next = this with { Amount = change.Amount ?? Amount, Action = change.Action ?? Action };
        var thresholds = change.Thresholds ?? Thresholds;
        return next == this && thresholds.SequenceEqual(Thresholds)
            ? null
            : next with
            {
                Thresholds = thresholds,
                UpdatedAt = now,
                Version = Version + 1,
            };
    }

    /// <summary>All that is wrong with what is asked for; empty when it is acceptable.</summary>
    public static IReadOnlyList<Fault> Check(SpendCapChange change, string currency)
    {
        var check = new FieldCheck();
        if (change.Amount is { } amount)
        {
            check.Must(
                amount is > 0m and <= MaxAmount,
                "/spec/amount",
                $"amount must be above 0 and at most {MaxAmount}."
            );
            var isWhole = amount is > 0m and <= MaxAmount && Money.Round(amount, currency) == amount;
            check.Must(isWhole || amount <= 0m, "/spec/amount", $"amount is finer than the minor unit of {currency}.");
        }
        if (change.Thresholds is { } percent)
        {
            const string pointer = "/spec/notify_at_percent";
            check.Must(percent.Count <= MaxThresholds, pointer, $"There may be at most {MaxThresholds} thresholds.");
            check.Must(percent.All(p => p is >= 1 and <= 99), pointer, "Thresholds are percentages from 1 to 99.");
            check.Must(percent.Distinct().Count() == percent.Count, pointer, "A threshold is there twice.");
        }
        return check.Faults;
    }
}

/// <summary>What a customer may say of a cap; null leaves it as it is.</summary>
public sealed record SpendCapChange(
    decimal? Amount = null,
    SpendCapAction? Action = null,
    IReadOnlyList<int>? Thresholds = null
);

/// <summary>Codes of refusals.</summary>
public static class SpendCapCodes
{
    /// <summary>A cap is reached, or would be.</summary>
    public const string Reached = "spend_cap_reached";

    /// <summary>Whether an error says that a cap is in the way.</summary>
    public static bool IsReached(MothershipException error) =>
        error.Kind == ErrorKind.QuotaExceeded && error.Faults.Any(f => f.Code == Reached);
}

using Mothership.Domain.Billing;

namespace Mothership.Orchestrations.CloseMonth;

/// <summary>The input of a month's closing: plain types only, because histories keep it for years.</summary>
/// <param name="Month"><c>yyyy-MM</c>.</param>
/// <param name="After">The last organisation of the generation before; null at the beginning.</param>
/// <param name="Tally">What the generations before came to.</param>
public sealed record CloseMonthInput(string Month, string? After = null, CloseTally? Tally = null)
{
    /// <summary>The id of the only orchestration that closes a month.</summary>
    public static string InstanceIdOf(BillingMonth month) => $"close-{month}";
}

/// <summary>What a closing has come to.</summary>
/// <param name="Closed">Organisations whose month is closed.</param>
/// <param name="Parked">Organisations whose figures contradict each other.</param>
/// <param name="Failed">Organisations that could not be closed now; the next look at what is due takes them on
/// again.</param>
/// <param name="TooEarly">Whether the month cannot be closed yet; then nothing was done.</param>
public sealed record CloseTally(int Closed = 0, int Parked = 0, int Failed = 0, bool TooEarly = false);

/// <summary>A page of what is to be closed, with the limits that were set when it was read.</summary>
/// <param name="Organizations">Their ids.</param>
/// <param name="IsLast">Whether there are no more.</param>
/// <param name="Parallelism">How many to close at the same time.</param>
/// <param name="TooEarly">Whether the month cannot be closed yet.</param>
public sealed record OpenPage(IReadOnlyList<string> Organizations, bool IsLast, int Parallelism, bool TooEarly);

/// <summary>The input of <see cref="CloseOrganization"/>.</summary>
/// <param name="Month"><c>yyyy-MM</c>.</param>
/// <param name="Organization">Its id.</param>
public sealed record CloseOrganizationInput(string Month, string Organization);

using System.Globalization;
using System.Numerics;
using System.Text;

namespace Mothership.Simulator.Tests.World;

/// <summary>What a simulation came to.</summary>
internal sealed record SimulationResult
{
    public required int Organizations { get; init; }

    public required long Events { get; init; }

    public required long Usage { get; init; }

    public required int Doubled { get; init; }

    public required int Late { get; init; }

    public required int Reordered { get; init; }

    public required int Invoices { get; init; }

    public required long Calls { get; init; }

    public required long Faults { get; init; }

    public required int Deaths { get; init; }

    public required long Turns { get; init; }

    /// <summary>Minor units, by currency.</summary>
    public required IReadOnlyDictionary<string, BigInteger> Totals { get; init; }

    /// <summary>What was paid through Stripe, in minor units, by currency.</summary>
    public required IReadOnlyDictionary<string, BigInteger> Collected { get; init; }

    /// <summary>An organisation's balances in the ledger, and how many payments there are in it.</summary>
    public sealed record Books(long Cash, int Payments, long Balance, long Receivable);

    /// <summary>The hash of each invoice, by organisation and id.</summary>
    public required IReadOnlyDictionary<string, string> Hashes { get; init; }

    /// <summary>The figures as one line for the log of a long run.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{Organizations} organisations, {Events} events ({Usage} usage; {Doubled} doubled, {Reordered} reordered, "
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"{Late} late), {Invoices} invoices, {Deaths} deaths, {Faults} faults in {Calls} calls;"
        );
        foreach (var (currency, total) in Totals)
            text.Append(CultureInfo.InvariantCulture, $" {total} {currency}");
        text.Append(" in minor units: 0 lost, 0 doubled");
        foreach (var (currency, collected) in Collected.Where(c => c.Value > 0))
            text.Append(CultureInfo.InvariantCulture, $"; {collected} {currency} collected");
        return text.ToString();
    }
}

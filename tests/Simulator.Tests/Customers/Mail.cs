using Mothership.Domain.Billing;
using Mothership.Simulator.Tests.World;

namespace Mothership.Simulator.Tests.Customers;

/// <summary>An event on its way to the table.</summary>
/// <param name="At">When it gets there.</param>
/// <param name="Number">Orders what gets there at the same time.</param>
/// <param name="Chain">Those of one chain get there one after another, whatever goes on beside them.</param>
/// <param name="Customer">Whose.</param>
/// <param name="Event">The event.</param>
internal sealed record Delivery(DateTimeOffset At, int Number, string Chain, Customer Customer, BillingEvent Event);

/// <summary>
/// Decides when events get to the table, and how often. What changes a resource comes out of that resource's outbox, in
/// order: if one is late, so are those behind it. A correction follows what it corrects.
/// </summary>
internal sealed class Mail(Random random, Rates rates)
{
    private readonly SortedSet<Delivery> _underWay = new(
        Comparer<Delivery>.Create((a, b) => (a.At, a.Number).CompareTo((b.At, b.Number)))
    );
    private readonly Dictionary<string, DateTimeOffset> _notBefore = new(StringComparer.Ordinal);
    private int _count;

    public int Doubled { get; private set; }

    public int Late { get; private set; }

    public int Reordered { get; private set; }

    public bool IsEmpty => _underWay.Count == 0;

    public DateTimeOffset Last => _underWay.Max!.At;

    public void Send(Customer customer, BillingEvent e)
    {
        var at = Arrival(e);
        var chain = Chain(e);
        Add(new(at, _count++, chain, customer, e));
        for (; Draw(rates.DoubledPerMille); Doubled++)
            Add(new(at.AddSeconds(random.Next(40) * 40_000L), _count++, $"{chain} again {_count}", customer, e));
    }

    /// <summary>Takes what gets there before an instant, in order.</summary>
    public IEnumerable<Delivery> TakeBefore(DateTimeOffset end)
    {
        while (_underWay.Min is { } next && next.At < end)
        {
            _underWay.Remove(next);
            yield return next;
        }
    }

    private void Add(Delivery delivery) => _underWay.Add(delivery);

    private DateTimeOffset Arrival(BillingEvent e)
    {
        var floor = _notBefore.GetValueOrDefault(Chain(e));
        var due = Simulation.DueAt(BillingMonth.Of(e.EffectiveAt));
        var at = e.EffectiveAt.AddSeconds(random.Next(120));
        if (Draw(rates.LatePerMille))
        {
            Late++;
            at = due.AddDays(random.Next(1, 110)).AddSeconds(random.Next(86_400));
        }
        else if (Draw(rates.StragglersPerMille))
            at = due.AddSeconds(random.Next(3));
        else if (Draw(rates.ReorderedPerMille))
        {
            Reordered++;
            at = Earlier(at.AddSeconds(random.Next(200_000)), due.AddSeconds(-random.Next(1, 600)));
        }
        at = at > floor ? at : floor;
        // Only what comes too late for its month holds up what is behind it.
        if (at >= due)
            _notBefore[Chain(e)] = at;
        return at;
    }

    private static string Chain(BillingEvent e) =>
        e switch
        {
            UsageEvent { Corrects: { } corrected } => corrected,
            UsageEvent used => used.EventId,
            ResourceEvent about => about.Resource.Id.Value,
            _ => e.EventId,
        };

    private bool Draw(int perMille) => random.Next(1000) < perMille;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}

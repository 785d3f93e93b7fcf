using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Mothership.Bench.Support;
using Mothership.Domain.Billing;

namespace Mothership.Bench.Cases;

/// <summary>
/// Events rated per second, from events in memory to checked lines, against one GROUP BY of SQLite in memory over the
/// same rows, which gets the end of each stretch of time as a column, and against a hand-written loop over an array of
/// the same events in order.
/// </summary>
internal sealed class BillingRate : IBenchmark
{
    private const int Organizations = 2_000;
    private const int Rounds = 9;
    private static readonly BillingMonth Month = new(2027, 3);

    public string Name => "billing.rate";

    public string? Goal => ">= 1 x SQLite, >= 0.5 x the loop";

    public bool IsMet(Figure figure) =>
        figure.Ratio >= (figure.Name.EndsWith("loop", StringComparison.Ordinal) ? 0.5 : 1);

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var all = Enumerable.Range(0, Organizations).Select(o => BilledEvents.Of(o, Month)).ToList();
        var inputs = all.Select((events, o) => new RatingInput(BilledEvents.Organization(o), Month, [], events, []))
            .ToList();
        using var database = Fill(all);
        decimal rated = 0m,
            looped = 0m,
            grouped = 0m;
        var ours = () => Rate(() => rated = inputs.Sum(i => Rating.Rate(i).Total));
        var loop = () => Rate(() => looped = all.Sum(Loop));
        var sql = () => Rate(() => grouped = Group(database));
        var against = await Runs.AlternateAsync(Rounds, ours, sql);
        var againstLoop = await Runs.AlternateAsync(Rounds, ours, loop);
        if (rated != looped || decimal.Round(grouped) != decimal.Round(rated))
            throw new InvalidOperationException($"the three do not agree: {rated}, {looped}, {grouped}");
        return
        [
            Figure.Of("billing.rate", "1/s", against, "SQLite, GROUP BY"),
            Figure.Of("billing.rate.loop", "1/s", againstLoop, "a loop over an array"),
        ];
    }

    private static Task<double> Rate(Action act)
    {
        var started = Stopwatch.GetTimestamp();
        act();
        var count = Organizations * BilledEvents.PerOrganization;
        return Task.FromResult(count / Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    /// <summary>What somebody would write who trusts the order of the events and that there is each once.</summary>
    private static decimal Loop(List<BillingEvent> events)
    {
        var total = 0m;
        var used = new Dictionary<(string, Meter, decimal), decimal>();
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i] is UsageEvent usage)
            {
                var key = (usage.Resource.Id.Value, usage.Meter, usage.UnitPrice);
                used[key] = used.GetValueOrDefault(key) + usage.Quantity;
            }
            else if (events[i] is PriceEvent { PricePerSecond: > 0m } price)
            {
                var next = i + 1 < events.Count ? events[i + 1] as PriceEvent : null;
                var end = next?.Resource.Id == price.Resource.Id ? next.EffectiveAt : Month.End;
                var seconds = (end.UtcTicks - price.EffectiveAt.UtcTicks) * 0.0000001m;
                total += Math.Round(seconds * price.PricePerSecond, 2, MidpointRounding.AwayFromZero);
            }
        }
        foreach (var ((_, meter, price), quantity) in used)
            total += Math.Round(quantity * price / meter.PricedUnits(), 2, MidpointRounding.AwayFromZero);
        return total;
    }

    private static decimal Group(SqliteConnection database)
    {
        using var command = database.CreateCommand();
        command.CommandText =
            "SELECT org, resource, meter, price, SUM(quantity) * price / units FROM events "
            + "GROUP BY org, resource, meter, price, since";
        using var reader = command.ExecuteReader();
        var total = 0m;
        while (reader.Read())
            total += (decimal)Math.Round(reader.GetDouble(4), 2, MidpointRounding.AwayFromZero);
        return total;
    }

    private static SqliteConnection Fill(List<List<BillingEvent>> all)
    {
        var database = new SqliteConnection("Data Source=:memory:");
        database.Open();
        using var create = database.CreateCommand();
        create.CommandText =
            "CREATE TABLE events(org TEXT, resource TEXT, meter INTEGER, since INTEGER, quantity REAL, price REAL, "
            + "units REAL)";
        create.ExecuteNonQuery();
        using var transaction = database.BeginTransaction();
        using var insert = database.CreateCommand();
        insert.CommandText = "INSERT INTO events VALUES($org, $resource, $meter, $since, $quantity, $price, $units)";
        foreach (var name in new[] { "$org", "$resource", "$meter", "$since", "$quantity", "$price", "$units" })
            insert.Parameters.Add(new SqliteParameter { ParameterName = name });
        foreach (var events in all)
            for (var i = 0; i < events.Count; i++)
                Insert(insert, (ResourceEvent)events[i], i + 1 < events.Count ? events[i + 1] as PriceEvent : null);
        transaction.Commit();
        return database;
    }

    private static void Insert(SqliteCommand insert, ResourceEvent e, PriceEvent? next)
    {
        var (since, quantity, price) = e switch
        {
            PriceEvent p => (
                p.EffectiveAt.UtcTicks,
                (double)
                    (next?.Resource.Id == p.Resource.Id ? next.EffectiveAt : Month.End).Subtract(p.EffectiveAt).Ticks
                    / TimeSpan.TicksPerSecond,
                (double)p.PricePerSecond
            ),
            UsageEvent u => (0L, (double)u.Quantity, (double)u.UnitPrice),
            _ => throw new InvalidOperationException(e.EventId),
        };
        object[] values =
        [
            e.Organization.Value,
            e.Resource.Id.Value,
            (int)e.Meter,
            since,
            quantity,
            price,
            (double)e.Meter.PricedUnits(),
        ];
        for (var i = 0; i < values.Length; i++)
            insert.Parameters[i].Value = values[i];
        insert.ExecuteNonQuery();
    }
}

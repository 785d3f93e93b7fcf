using Microsoft.Data.Sqlite;
using Mothership.Domain.Billing;

namespace Mothership.Bench.Support;

/// <summary>
/// The same rows in the order of their key, with the columns and values that they have in the event table (instants and
/// decimals are texts there), and one statement that makes invoices of them: what somebody would write who has all of
/// billing in one database and trusts what is in it.
/// </summary>
internal sealed class BillingSql : IDisposable
{
    private const string Statement = """
        INSERT INTO invoices(org, month, line_count, total, document)
        WITH instants AS (
          SELECT org, resource, meter, kind, version, event_id, effective_at,
                 unixepoch(substr(effective_at, 1, 19)) + substr(effective_at, 20, 8) AS since,
                 CAST(price AS REAL) AS price
          FROM events WHERE month = $month AND type = 'price'
        ), priced AS (
          SELECT org, resource, meter, price, version, event_id, since, kind,
                 COALESCE(LEAD(since) OVER (PARTITION BY org, resource ORDER BY since), $end) AS until
          FROM instants
        ), lines AS (
          SELECT org, resource, meter, since, until, until - since AS quantity, price, version, event_id,
                 ROUND((until - since) * price, 2) AS amount
          FROM priced WHERE kind <> 'Deleted'
          UNION ALL
          SELECT org, resource, meter, MIN(effective_at), MAX(period_end), SUM(CAST(quantity AS REAL)),
                 CAST(price AS REAL), version, '',
                 ROUND(SUM(CAST(quantity AS REAL)) * CAST(price AS REAL) / units, 2)
          FROM events WHERE month = $month AND type = 'usage' GROUP BY org, resource, meter, price, version
        )
        SELECT org, $month, COUNT(*), SUM(amount), json_group_array(json_object(
                 'resource', resource, 'meter', meter, 'period_start', since, 'period_end', until,
                 'quantity', quantity, 'unit_price', price, 'price_book_version', version, 'event_id', event_id,
                 'amount', amount))
        FROM lines GROUP BY org
        """;

    private readonly SqliteConnection _connection;

    public BillingSql(string file)
    {
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");
        _connection.Open();
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000");
        Execute(
            "CREATE TABLE events(org TEXT, month TEXT, resource TEXT, event_id TEXT, type TEXT, kind TEXT, meter TEXT, "
                + "effective_at TEXT, period_end TEXT, quantity TEXT, price TEXT, units REAL, version TEXT, "
                + "currency TEXT, actor TEXT, display_name TEXT, environment TEXT, cloud TEXT, region TEXT, plan TEXT, "
                + "PRIMARY KEY(org, month, resource, event_id)) WITHOUT ROWID"
        );
    }

    public void Fill(int organizations, BillingMonth month)
    {
        using var transaction = _connection.BeginTransaction();
        using var insert = _connection.CreateCommand();
        var names = Enumerable.Range(0, 20).Select(i => $"$p{i}").ToList();
        insert.CommandText = $"INSERT INTO events VALUES({string.Join(", ", names)})";
        foreach (var name in names)
            insert.Parameters.Add(new SqliteParameter { ParameterName = name });
        for (var o = 0; o < organizations; o++)
            foreach (var billed in BilledEvents.Of(o, month).Cast<ResourceEvent>())
                Insert(insert, billed, month);
        transaction.Commit();
    }

    /// <summary>Makes the month's invoices and returns their sum.</summary>
    public double Close(BillingMonth month)
    {
        Execute("DROP TABLE IF EXISTS invoices");
        Execute(
            "CREATE TABLE invoices(org TEXT, month TEXT, line_count INTEGER, total REAL, document TEXT, "
                + "PRIMARY KEY(org, month)) WITHOUT ROWID"
        );
        var started = TimeProvider.System.GetTimestamp();
        using var command = _connection.CreateCommand();
        command.CommandText = Statement;
        command.CommandTimeout = 600;
        command.Parameters.AddWithValue("$month", month.ToString());
        command.Parameters.AddWithValue("$end", month.End.ToUnixTimeSeconds());
        command.ExecuteNonQuery();
        return TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
    }

    public decimal Total()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT ROUND(SUM(total), 2) FROM invoices";
        return Convert.ToDecimal(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public void Dispose() => _connection.Dispose();

    private static void Insert(SqliteCommand insert, ResourceEvent e, BillingMonth month)
    {
        var (price, used) = (e as PriceEvent, e as UsageEvent);
        object[] values =
        [
            e.Organization.Value,
            month.ToString(),
            e.Resource.Id.Value,
            e.EventId,
            price is null ? "usage" : "price",
            price?.Kind.ToString() ?? "",
            Meters.NameOf(e.Meter),
            e.EffectiveAt.UtcDateTime.ToString("O"),
            used?.Period.End.UtcDateTime.ToString("O") ?? "",
            Money.FormatExact(used?.Quantity ?? 0m),
            Money.FormatExact(price?.PricePerSecond ?? used!.UnitPrice),
            (double)e.Meter.PricedUnits(),
            e.PriceBookVersion,
            e.Currency,
            e.Actor,
            e.Resource.DisplayName,
            e.Resource.Environment.Value,
            e.Resource.Region.Cloud,
            e.Resource.Region.Name,
            price?.Plan ?? "",
        ];
        for (var i = 0; i < values.Length; i++)
            insert.Parameters[i].Value = values[i];
        insert.ExecuteNonQuery();
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

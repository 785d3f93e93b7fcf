using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Stores.Billing;

/// <summary>
/// A month as its rows are read, bucket by bucket, each bucket's gate before its events.
/// </summary>
internal sealed class MonthReading(TenantScope scope, BillingMonth month)
{
    private readonly List<CarryOver> _carried = [];
    private readonly List<CreditBalance> _credits = [];
    private readonly List<BillingEvent> _events = [];
    private readonly List<string> _faults = [];
    private string _partition = "";
    private MonthGate? _month;
    private MonthGate? _gate;
    private int _gates;
    private int _found;
    private int _appended;

    /// <summary>Takes the next row.</summary>
    public void Add(BillingRow row)
    {
        if (row.PartitionKey != _partition)
            Begin(row.PartitionKey);
        if (BillingTables.IsEvent(row))
            AddEvent(row);
        else if (BillingTables.IsCarry(row))
            _carried.Add(new(month, Owned((PriceEvent)BillingRows.Read(row))));
        else if (BillingTables.IsCredit(row))
            _credits.Add(BillingRows.ReadCredit(month, row));
        else
            AddGate(MonthGate.Of(row));
    }

    /// <summary>What all rows come to.</summary>
    public RecordedMonth ToMonth()
    {
        Begin("");
        if (_month is { Status: not GateStatus.Open } && _gates < _month.Buckets)
            _faults.Add($"{month} has {_gates} buckets, but was spread over {_month.Buckets}.");
        return new(_carried, _credits, _gates > 1 ? Distinct() : _events, _appended) { Faults = _faults };
    }

    private void AddGate(MonthGate gate)
    {
        _gate = gate;
        _month ??= gate;
        _gates++;
        _appended += gate.EventCount;
    }

    private void AddEvent(BillingRow row)
    {
        _events.Add(Owned(BillingRows.Read(row)));
        _found++;
    }

    /// <summary>
    /// Looks whether the bucket before has all its events. An open one can get an event between the reading of its
    /// count and of its events, so there may be more of them.
    /// </summary>
    private void Begin(string partition)
    {
        if (_found < _gate?.EventCount)
            _faults.Add($"{month} has {_found} events, but {_gate.EventCount} were appended to it ({_partition}).");
        (_partition, _gate, _found) = (partition, null, 0);
    }

    /// <summary>
    /// An event that two writers brought while the buckets grew can be in two of them. If they say different things,
    /// both stay, for the rating to refuse.
    /// </summary>
    private List<BillingEvent> Distinct()
    {
        var byId = new Dictionary<string, BillingEvent>(StringComparer.Ordinal);
        return [.. _events.Where(e => byId.TryAdd(e.EventId, e) || byId[e.EventId] != e)];
    }

    private T Owned<T>(T read)
        where T : BillingEvent =>
        read.Organization == scope.Organization
            ? read
            : throw new InvalidOperationException($"Event {read.EventId} is in another organisation's partition.");
}

using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Services;

namespace Mothership.Shared.Tests.Services;

/// <summary>One call of a decision: which, with what, about which generation, and when.</summary>
internal sealed record Call(string Name, Func<Service, ServiceDecision?> Decide)
{
    private const uint Kinds = 12;

    /// <summary>Reads a number as a call, so that a test's script is a list of numbers that can be shortened.</summary>
    public static Call Of(int number, Service current, DateTimeOffset start)
    {
        var choice = (uint)number;
        var kind = choice % Kinds;
        var argument = (int)(choice / Kinds % 4);
        var generation =
            current.Generation
            + (choice / (Kinds * 4) % 6) switch
            {
                0 => -1,
                1 => 1,
                _ => 0,
            };
        var now = start.AddSeconds((choice / (Kinds * 24) % 100) - 10);
        var name = $"{kind}({argument}) about {generation} at {now:mm:ss}";
        return new(name, service => Run(kind, argument, service, generation, now));
    }

    private static ServiceDecision? Run(uint kind, int argument, Service s, long generation, DateTimeOffset now) =>
        kind switch
        {
            0 => ServiceDecider.Update(s, Changed(s, argument), "u-1", now, PriceOf(s.Kind, argument + 1)),
            1 => ServiceDecider.Update(s, new(IsPaused: argument % 2 == 0), "u-1", now, PriceOf(s)),
            2 => ServiceDecider.Delete(s, "u-1", now, argument % 2 == 0 ? null : now.AddSeconds(-5)),
            3 or 4 => ServiceDecider.Activate(s, generation, "http://a", PriceOf(s), now),
            5 => ServiceDecider.Apply(s, generation, "http://b", PriceOf(s), now),
            6 => argument == 0 ? ServiceDecider.FailCreation(s, generation, "cause", now) : null,
            7 => ServiceDecider.Revert(s, generation, now),
            8 => ServiceDecider.FailDeletion(s, generation, "cause", now),
            9 => ServiceDecider.Follow(s, argument % 2 == 0, "system", now),
            10 => ServiceDecider.Move(s, $"http://{argument}", now),
            _ => ServiceDecider.ClearOutbox(s, [.. s.Outbox.Take(argument).Select(e => e.EventId)]),
        };

    public static Price? PriceOf(Service service) => PriceOf(service.Kind, service.Spec.Units);

    public static Price? PriceOf(ServiceKind kind, int units) =>
        kind == ServiceKind.Credential ? null : new(units * 0.000011111111m, "USD", "book");

    private static ServiceChange Changed(Service service, int argument) =>
        argument == 3
            ? new(Spec: service.Spec with { Settings = new Dictionary<string, string> { ["topics"] = "orders" } })
            : new(Spec: service.Spec with { Units = argument + 1 });
}

/// <summary>Lives a service's life call by call and holds each step to what must be true of all lives.</summary>
internal sealed class ServiceLife
{
    private readonly HashSet<OperationId> _operations = [];
    private readonly List<PriceEvent> _billed = [];
    private decimal _committed;

    public ServiceLife(Service requested)
    {
        var decision = ServiceDecider.Create(requested, Call.PriceOf(requested));
        decision.NeedsRoom.ShouldBe(requested.Kind != ServiceKind.Credential);
        _committed = decision.CommitmentChange;
        _operations.Add(decision.Started!.Id);
        Service = decision.Service;
    }

    public static Service Requested(ServiceKind kind) =>
        new()
        {
            Id = new(ServiceIds.PrefixOf(kind) + "0123456789"),
            Kind = kind,
            Organization = new("1d6a4e2f-0000-4000-8000-000000000001"),
            Environment = new("env-0123456789"),
            Cluster = kind == ServiceKind.SchemaRegistry ? null : new ClusterId("lkc-0123456789"),
            Region = RegionId.Of("aws", "us-west-2"),
            DisplayName = "orders",
            Spec = ServiceSpec.OfUnits(1),
            CreatedAt = new DateTimeOffset(2026, 3, 15, 9, 30, 0, TimeSpan.Zero),
            UpdatedAt = new DateTimeOffset(2026, 3, 15, 9, 30, 0, TimeSpan.Zero),
            Actor = "u-1",
        };

    public Service Service { get; private set; }

    public IReadOnlyList<PriceEvent> Billed => _billed;

    /// <summary>Makes a call, and makes it again: the second time nothing may be left to do.</summary>
    public void Make(Call call)
    {
        if (Try(call, Service) is not { } decision)
            return;
        var before = Service;
        Service = decision.Service;
        CheckStep(before, decision, call.Name);
        CheckBilling(before, call.Name);
        CheckCommitment(decision, call.Name);
        // Clearing takes the first events of the outbox: repeated, those are others.
        if (!call.Name.StartsWith("11(", StringComparison.Ordinal))
            Try(call, Service).ShouldBeNull($"{call.Name} was not idempotent");
    }

    private void CheckStep(Service before, ServiceDecision decision, string call)
    {
        var after = decision.Service;
        after.Generation.ShouldBeGreaterThanOrEqualTo(before.Generation, call);
        after.Version.ShouldBe(before.Version + 1, call);
        (after.Id, after.Kind, after.Organization, after.Environment, after.Cluster, after.Region).ShouldBe(
            (before.Id, before.Kind, before.Organization, before.Environment, before.Cluster, before.Region),
            call
        );
        if (before.IsDeleting)
            after.DeletionRequestedAt.ShouldBe(before.DeletionRequestedAt, call);
        if (after.OpenOperation is null && after is { Applied: { } applied, IsDeleting: false })
            applied.ShouldBe(after.Wanted, call);
        if (decision.Started is not { } started)
            return;
        (started.Generation, started.Service).ShouldBe((before.Generation + 1, after.Id), call);
        after.OpenOperation.ShouldBe(started.Id, call);
        _operations.Add(started.Id).ShouldBeTrue($"{call}: operation {started.Id} began twice");
    }

    private void CheckBilling(Service before, string call)
    {
        var known = before.Outbox.Select(e => e.EventId).ToHashSet();
        foreach (var billed in Service.Outbox.Where(e => !known.Contains(e.EventId)))
        {
            _billed.ShouldNotContain(e => e.EventId == billed.EventId, call);
            _billed.Add(billed);
        }
        // The rules that a bill is made by take them all.
        if (_billed.Count > 0)
            Timeline.Of(null, _billed);
        var last = _billed.LastOrDefault();
        if (Service.ProvisionedAt is null || Service.Kind == ServiceKind.Credential)
            last.ShouldBeNull(call);
        else if (Service.IsDeleting)
            last!.Kind.ShouldBe(PriceEventKind.Deleted, call);
        else
        {
            (last!.Kind == PriceEventKind.Suspended).ShouldBe(Service.IsOff, call);
            if (!Service.IsOff)
                last.Units.ShouldBe(Service.Applied!.Spec.Units, call);
        }
    }

    // What counts against caps is what it costs, or will when what is under way is done; nothing once it is going.
    private void CheckCommitment(ServiceDecision decision, string call)
    {
        _committed += decision.CommitmentChange;
        _committed.ShouldBe(Service.CommittedPerSecond ?? 0m, call);
        if (Service.IsDeleting || Service.Phase == ClusterPhase.Failed)
            _committed.ShouldBe(0m, call);
        else
            _committed.ShouldBeGreaterThanOrEqualTo(Service.NetPerSecond ?? 0m, call);
    }

    private static ServiceDecision? Try(Call call, Service service)
    {
        try
        {
            return call.Decide(service);
        }
        catch (MothershipException refusal) when (refusal.Kind == ErrorKind.Conflict)
        {
            return null;
        }
    }
}

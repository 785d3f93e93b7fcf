using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Ids;

namespace Mothership.Shared.Tests.Clusters;

/// <summary>One call of a decision: which, with what, about which generation, and when.</summary>
/// <param name="Name">For the message of a failure.</param>
/// <param name="Decide">The call.</param>
internal sealed record Call(string Name, Func<Cluster, ClusterDecision?> Decide)
{
    private const uint Kinds = 15;

    private static readonly ClusterEndpoints[] _endpoints =
    [
        new("PLAINTEXT://a:1", null),
        new("PLAINTEXT://b:2", "http://b"),
    ];

    /// <summary>Reads a number as a call, so that a test's script is a list of numbers that can be shortened.</summary>
    public static Call Of(int number, Cluster current, DateTimeOffset start)
    {
        var choice = (uint)number;
        var kind = choice % Kinds;
        var argument = (int)(choice / Kinds % 6);
        // Mostly about the present generation; sometimes about one that was, or is not yet.
        var generation =
            current.Generation
            + (choice / (Kinds * 6) % 6) switch
            {
                0 => -1,
                1 => 1,
                _ => 0,
            };
        // Time mostly goes on, but the machine's clock may be set back.
        var now = start.AddSeconds((choice / (Kinds * 36) % 100) - 10);
        var name = $"{kind}({argument}) about {generation} at {now:mm:ss}";
        return new Call(name, cluster => Run(kind, argument, cluster, generation, now));
    }

    private static ClusterDecision? Run(uint kind, int argument, Cluster c, long generation, DateTimeOffset now) =>
        kind switch
        {
            0 => ClusterDecider.Update(c, new(DisplayName: $"name {argument}"), "u-1", now),
            1 => ClusterDecider.Update(c, Resizing(argument + 1), "u-1", now, PriceOf(Resizing(argument + 1).Config!)),
            2 => ClusterDecider.Delete(c, "u-1", now),
            3 => ClusterDecider.Activate(c, generation, _endpoints[argument % 2], PriceOf(c.Config), now),
            4 => ClusterDecider.ApplyConfig(c, generation, PriceOf(c.Config), now),
            5 => ClusterDecider.FailCreation(c, generation, "cause", now),
            6 => ClusterDecider.RevertConfig(c, generation, now),
            7 => ClusterDecider.FailDeletion(c, generation, "cause", now),
            8 => ClusterDecider.MoveEndpoints(c, _endpoints[argument % 2], now),
            10 => ClusterDecider.Suspend(c, $"reason {argument}", "system", now),
            11 => ClusterDecider.Resume(c, "system", now),
            12 => ClusterDecider.ConfirmSuspension(c, generation, now),
            13 => ClusterDecider.ConfirmResume(c, generation, _endpoints[argument % 2], PriceOf(c.Config), now),
            14 => ClusterDecider.RevertSuspension(c, generation, "cause", now),
            _ => ClusterDecider.ClearOutbox(c, [.. c.Outbox.Take(argument).Select(e => e.EventId)]),
        };

    public static Price PriceOf(ClusterConfig config) => new(config.Size * 0.000277777777m, "USD", "book");

    private static ClusterChange Resizing(int size) => new(Config: new(ClusterKind.Standard, size));
}

/// <summary>Lives a cluster's life call by call and holds each step to what must be true of all lives.</summary>
internal sealed class ClusterLife
{
    private readonly HashSet<OperationId> _operations = [];
    private readonly List<PriceEvent> _billed = [];
    private decimal _committed;

    public ClusterLife(Cluster requested)
    {
        var decision = ClusterDecider.Create(requested, Call.PriceOf(requested.Config));
        _committed = decision.CommitmentChange;
        _operations.Add(decision.Started!.Id);
        Cluster = decision.Cluster;
    }

    public Cluster Cluster { get; private set; }

    public IReadOnlyList<PriceEvent> Billed => _billed;

    /// <summary>Makes a call, and makes it again: the second time nothing may be left to do.</summary>
    public void Make(Call call)
    {
        if (Try(call, Cluster) is not { } decision)
            return;
        var before = Cluster;
        Cluster = decision.Cluster;
        CheckStep(before, decision, call.Name);
        CheckBilling(before, call.Name);
        CheckCommitment(decision, call.Name);
        CheckRepeat(call);
    }

    private void CheckStep(Cluster before, ClusterDecision decision, string call)
    {
        var after = decision.Cluster;
        after.Generation.ShouldBeGreaterThanOrEqualTo(before.Generation, call);
        after.Version.ShouldBe(before.Version + 1, call);
        (after.Id, after.Organization, after.Environment, after.Region, after.CreatedAt).ShouldBe(
            (before.Id, before.Organization, before.Environment, before.Region, before.CreatedAt),
            call
        );
        if (before.IsDeleting)
            after.DeletionRequestedAt.ShouldBe(before.DeletionRequestedAt, call);
        if (decision.Started is not { } started)
            return;
        after.Generation.ShouldBe(before.Generation + 1, call);
        started.Generation.ShouldBe(after.Generation, call);
        after.OpenOperation.ShouldBe(started.Id, call);
        _operations.Add(started.Id).ShouldBeTrue($"{call}: operation {started.Id} began twice");
    }

    private void CheckBilling(Cluster before, string call)
    {
        var known = before.Outbox.Select(e => e.EventId).ToHashSet();
        foreach (var billed in Cluster.Outbox.Where(e => !known.Contains(e.EventId)))
        {
            _billed.ShouldNotContain(e => e.EventId == billed.EventId, call);
            if (_billed.LastOrDefault() is { } last)
            {
                last.Kind.ShouldNotBe(PriceEventKind.Deleted, call);
                billed.Kind.ShouldNotBe(PriceEventKind.Created, call);
                billed.EffectiveAt.ShouldBeGreaterThanOrEqualTo(last.EffectiveAt, call);
            }
            else
                billed.Kind.ShouldBe(PriceEventKind.Created, call);
            var isFree = billed.Kind is PriceEventKind.Deleted or PriceEventKind.Suspended;
            (billed.PricePerSecond == 0m).ShouldBe(isFree, call);
            _billed.Add(billed);
        }
        CheckBillIsAsTheCluster(call);
    }

    // The counters, which only see the changes, come to what the cluster says; it covers what is billed, and what will
    // be; and nothing of it outlives the cluster.
    private void CheckCommitment(ClusterDecision decision, string call)
    {
        _committed += decision.CommitmentChange;
        _committed.ShouldBe(Cluster.CommittedPerSecond ?? 0m, call);
        if (Cluster.IsDeleting || Cluster.Phase == ClusterPhase.Failed)
            _committed.ShouldBe(0m, call);
        else
            _committed.ShouldBe(Math.Max(Cluster.NetPerSecond ?? 0m, Call.PriceOf(Cluster.Config).NetPerSecond), call);
    }

    // What is billed now is what the region has: nothing before it is usable, nothing once its deletion is asked for.
    private void CheckBillIsAsTheCluster(string call)
    {
        var last = _billed.LastOrDefault();
        if (Cluster.ProvisionedAt is null)
            last.ShouldBeNull(call);
        else if (Cluster.IsDeleting)
            last!.Kind.ShouldBe(PriceEventKind.Deleted, call);
        else
        {
            (last!.Plan, last.Units).ShouldBe(
                (Cluster.AppliedConfig!.Kind.ToString(), Cluster.AppliedConfig.Size),
                call
            );
            (last.Kind == PriceEventKind.Suspended).ShouldBe(Cluster.SuspendedAt is not null, call);
        }
    }

    private void CheckRepeat(Call call)
    {
        // Clearing takes the first events of the outbox: repeated, those are others.
        if (!call.Name.StartsWith("9(", StringComparison.Ordinal))
            Try(call, Cluster).ShouldBeNull($"{call.Name} was not idempotent");
    }

    private static ClusterDecision? Try(Call call, Cluster cluster)
    {
        try
        {
            return call.Decide(cluster);
        }
        catch (MothershipException refusal) when (refusal.Kind is ErrorKind.Conflict or ErrorKind.Invalid)
        {
            return null;
        }
    }
}

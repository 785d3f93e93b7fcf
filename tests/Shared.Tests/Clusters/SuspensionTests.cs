using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Operations;

namespace Mothership.Shared.Tests.Clusters;

/// <summary>Stopping a cluster and letting it run again, decision by decision.</summary>
public sealed class SuspensionTests
{
    private static readonly DateTimeOffset _now = new(2026, 3, 15, 1, 0, 0, TimeSpan.Zero);
    private static readonly Price _price = new(0.10m, "USD", "2026-1") { FreePerSecond = 0.04m };
    private static readonly ClusterEndpoints _endpoints = new("PLAINTEXT://127.0.0.1:9092", null);

    [Fact]
    public void Suspend_OfARunningCluster_BeginsAnOperationAndBillsOnUntilConfirmed()
    {
        var (asked, started) = ClusterDecider.Suspend(Running(), "Cap reached.", "system", _now)!;

        (asked.Generation, started!.Kind, asked.OpenOperation).ShouldBe((2, OperationKind.ClusterSuspend, started.Id));
        (asked.SuspendedAt, asked.Outbox.Count).ShouldBe((null, 1));
        var confirmed = ClusterDecider.ConfirmSuspension(asked, 2, _now.AddSeconds(3))!.Cluster;
        (confirmed.SuspendedAt, confirmed.OpenOperation).ShouldBe((_now.AddSeconds(3), null));
        var billed = confirmed.Outbox[^1];
        (billed.Kind, billed.PricePerSecond, billed.FreePerSecond).ShouldBe((PriceEventKind.Suspended, 0m, 0m));
        billed.EffectiveAt.ShouldBe(_now.AddSeconds(3));
    }

    [Fact]
    public void Suspend_Repeated_DoesNothingOrTakesTheNewReason()
    {
        var asked = ClusterDecider.Suspend(Running(), "Cap reached.", "system", _now)!.Cluster;

        ClusterDecider.Suspend(asked, "Cap reached.", "system", _now).ShouldBeNull();
        var other = ClusterDecider.Suspend(asked, "Overdue.", "system", _now)!;
        (other.Started, other.Cluster.Generation, other.Cluster.Suspension!.Reason).ShouldBe((null, 2, "Overdue."));
    }

    [Fact]
    public void Suspend_WhileAnotherOperationIsUnderWay_IsRefused()
    {
        var resizing = ClusterDecider
            .Update(Running(), new(Config: new(ClusterKind.Standard, 8)), "u-1", _now)!
            .Cluster;

        var refusal = Should.Throw<MothershipException>(() =>
            ClusterDecider.Suspend(resizing, "Cap reached.", "system", _now)
        );

        refusal.Faults.Single().Code.ShouldBe("operation_in_progress");
    }

    [Fact]
    public void Suspend_OfOneThatIsDeletedOrFailed_DoesNothing()
    {
        var failed = ClusterDecider.FailCreation(Created(), 1, "cause", _now)!.Cluster;
        var deleted = ClusterDecider.Delete(Running(), "u-1", _now)!.Cluster;

        ClusterDecider.Suspend(failed, "Cap reached.", "system", _now).ShouldBeNull();
        ClusterDecider.Suspend(deleted, "Cap reached.", "system", _now).ShouldBeNull();
        ClusterDecider.Resume(deleted, "system", _now).ShouldBeNull();
    }

    [Fact]
    public void Resume_Confirmed_CostsThePriceOfThatMoment()
    {
        var asked = ClusterDecider.Resume(Suspended(), "system", _now)!.Cluster;
        var dearer = _price with { PerSecond = 0.30m, BookVersion = "2026-2" };

        var decision = ClusterDecider.ConfirmResume(asked, 3, new("PLAINTEXT://b:1", null), dearer, _now)!;

        var billed = decision.Cluster.Outbox[^1];
        (billed.Kind, billed.PricePerSecond, billed.PriceBookVersion).ShouldBe(
            (PriceEventKind.Resumed, 0.30m, "2026-2")
        );
        (decision.Cluster.SuspendedAt, decision.Cluster.BootstrapEndpoint).ShouldBe((null, "PLAINTEXT://b:1"));
        decision.CommitmentChange.ShouldBe(0.20m);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Confirm_OfAnotherGeneration_DoesNothing(long generation)
    {
        var asked = ClusterDecider.Suspend(Running(), "Cap reached.", "system", _now)!.Cluster;

        ClusterDecider.ConfirmSuspension(asked, generation, _now).ShouldBeNull();
    }

    [Fact]
    public void Revert_OfAResumption_StaysSuspendedAndFree()
    {
        var asked = ClusterDecider.Resume(Suspended(), "system", _now)!.Cluster;

        var reverted = ClusterDecider.RevertSuspension(asked, 3, "The region is silent.", _now)!.Cluster;

        (reverted.Generation, reverted.OpenOperation).ShouldBe((4, null));
        reverted.Suspension!.Reason.ShouldBe("The region is silent.");
        reverted.Outbox.Count.ShouldBe(asked.Outbox.Count);
        ClusterDecider.RevertSuspension(reverted, 4, "again", _now).ShouldBeNull();
    }

    [Fact]
    public void Delete_OfASuspendedCluster_EndsItsCommitment()
    {
        var decision = ClusterDecider.Delete(Suspended(), "u-1", _now)!;

        decision.CommitmentChange.ShouldBe(-0.06m);
        decision.Cluster.Outbox[^1].Kind.ShouldBe(PriceEventKind.Deleted);
    }

    [Fact]
    public void Delete_ByForce_PassesOverProtection()
    {
        var isProtected = Running() with { DeletionProtection = true };

        Should.Throw<MothershipException>(() => ClusterDecider.Delete(isProtected, "u-1", _now));
        ClusterDecider.Delete(isProtected, "system", _now, force: true).ShouldNotBeNull();
    }

    private static Cluster Created() => ClusterDecider.Create(ClusterDeciderTests.Requested(), _price).Cluster;

    private static Cluster Running() => ClusterDecider.Activate(Created(), 1, _endpoints, _price, _now)!.Cluster;

    private static Cluster Suspended() =>
        ClusterDecider
            .ConfirmSuspension(ClusterDecider.Suspend(Running(), "Cap reached.", "system", _now)!.Cluster, 2, _now)!
            .Cluster;
}

using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Operations;

namespace Mothership.Shared.Tests.Clusters;

/// <summary>The decisions about a cluster, one by one.</summary>
public sealed class ClusterDeciderTests
{
    private static readonly DateTimeOffset _asked = new(2026, 3, 15, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset _later = _asked.AddMinutes(5);
    private static readonly Price _price = new(0.10m, "USD", "2026-1");
    private static readonly Price _newPrice = new(0.20m, "USD", "2026-1");
    private static readonly ClusterEndpoints _endpoints = new("PLAINTEXT://127.0.0.1:9092", null);
    private static readonly ClusterConfig _bigger = new(ClusterKind.Standard, 8);

    [Fact]
    public void Create_NewCluster_BeginsItsOperationAndBillsNothing()
    {
        var (cluster, started) = ClusterDecider.Create(Requested());

        cluster.Phase.ShouldBe(ClusterPhase.Provisioning);
        cluster.OpenOperation.ShouldBe(started!.Id);
        started.Kind.ShouldBe(OperationKind.ClusterCreate);
        started.Id.Value.ShouldBe("op-0123456789-1");
        started.Status.ShouldBe(OperationStatus.Pending);
        cluster.Outbox.ShouldBeEmpty();
    }

    [Fact]
    public void Activate_AfterCreate_BillsFromThatTickOn()
    {
        var cluster = Active();

        cluster.Phase.ShouldBe(ClusterPhase.Provisioned);
        cluster.OpenOperation.ShouldBeNull();
        cluster.BootstrapEndpoint.ShouldBe(_endpoints.Bootstrap);
        var billed = cluster.Outbox.Single();
        billed.Kind.ShouldBe(PriceEventKind.Created);
        billed.EventId.ShouldBe("lkc-0123456789-1-created");
        billed.EffectiveAt.ShouldBe(_later);
        billed.PricePerSecond.ShouldBe(0.10m);
        (billed.Plan, billed.Units).ShouldBe((cluster.Config.Kind.ToString(), cluster.Config.Size));
    }

    [Fact]
    public void Activate_AfterDeleteDuringCreate_DoesNothing()
    {
        var deleted = ClusterDecider.Delete(Created(), "u-1", _later)!.Cluster;

        ClusterDecider.Activate(deleted, 1, _endpoints, _price, _later).ShouldBeNull();
        ClusterDecider.Activate(deleted, 2, _endpoints, _price, _later).ShouldBeNull();
    }

    [Fact]
    public void Update_OfTheSize_BillsOnlyWhenTheRegionHasAppliedIt()
    {
        var (asked, started) = ClusterDecider.Update(Active(), new(Config: _bigger), "u-2", _later.AddHours(1))!;
        asked.Generation.ShouldBe(2);
        asked.Outbox.Count.ShouldBe(1);
        started!.Kind.ShouldBe(OperationKind.ClusterUpdate);

        var applied = ClusterDecider.ApplyConfig(asked, 2, _newPrice, _later.AddHours(2))!.Cluster;

        applied.Outbox[^1].Kind.ShouldBe(PriceEventKind.Updated);
        applied.Outbox[^1].EffectiveAt.ShouldBe(_later.AddHours(2));
        applied.Outbox[^1].PricePerSecond.ShouldBe(0.20m);
        applied.AppliedConfig.ShouldBe(_bigger);
        applied.OpenOperation.ShouldBeNull();
    }

    [Fact]
    public void Update_OfTheNameOnly_NeedsNoOperation()
    {
        var decision = ClusterDecider.Update(Active(), new("renamed"), "u-2", _later)!;

        decision.Started.ShouldBeNull();
        decision.Cluster.Generation.ShouldBe(1);
        decision.Cluster.DisplayName.ShouldBe("renamed");
        decision.Cluster.Actor.ShouldBe("u-2");
    }

    [Fact]
    public void Update_WhileAnotherIsUnderWay_IsRefused()
    {
        var asked = ClusterDecider.Update(Active(), new(Config: _bigger), "u-2", _later)!.Cluster;

        var refusal = Refusal(() =>
            ClusterDecider.Update(asked, new(Config: new(ClusterKind.Standard, 9)), "u-2", _later)
        );

        refusal.Kind.ShouldBe(ErrorKind.Conflict);
        refusal.Faults[0].Code.ShouldBe("operation_in_progress");
        // The same wish again is not another one.
        ClusterDecider.Update(asked, new(Config: _bigger), "u-2", _later).ShouldBeNull();
    }

    [Theory]
    [InlineData(ClusterKind.Basic, ErrorKind.Invalid)]
    [InlineData(ClusterKind.Enterprise, ErrorKind.Invalid)]
    [InlineData(ClusterKind.Dedicated, ErrorKind.Invalid)]
    public void Update_ToAnotherKind_IsRefused(ClusterKind kind, ErrorKind expected)
    {
        var refusal = Refusal(() => ClusterDecider.Update(Active(), new(Config: new(kind, 4)), "u-2", _later));

        refusal.Kind.ShouldBe(expected);
        refusal.Faults[0].Pointer.ShouldBe("/spec/config/kind");
    }

    [Fact]
    public void Update_FromBasicToStandard_IsTheOneChangeOfKind()
    {
        var basic = Active() with { Config = new(ClusterKind.Basic, 4), AppliedConfig = new(ClusterKind.Basic, 4) };

        var decision = ClusterDecider.Update(basic, new(Config: new(ClusterKind.Standard, 4)), "u-2", _later)!;

        decision.Cluster.Config.Kind.ShouldBe(ClusterKind.Standard);
    }

    [Fact]
    public void Update_BeyondTheLargestSize_IsRefused()
    {
        var refusal = Refusal(() =>
            ClusterDecider.Update(Active(), new(Config: new(ClusterKind.Standard, 11)), "u-2", _later)
        );

        refusal.Faults[0].Pointer.ShouldBe("/spec/config/max_ecku");
    }

    [Fact]
    public void Update_OfAClusterThatFailed_IsRefusedWithTheCause()
    {
        var failed = ClusterDecider.FailCreation(Created(), 1, "the region is full", _later)!.Cluster;

        var refusal = Refusal(() => ClusterDecider.Update(failed, new(Config: _bigger), "u-2", _later));

        refusal.Faults[0].Detail.ShouldContain("the region is full");
    }

    [Fact]
    public void Revert_OfAChange_WantsTheOldOneAgainUnderANewGeneration()
    {
        var asked = ClusterDecider.Update(Active(), new(Config: _bigger), "u-2", _later)!.Cluster;

        var reverted = ClusterDecider.RevertConfig(asked, 2, _later)!.Cluster;

        reverted.Config.ShouldBe(Requested().Config);
        reverted.Generation.ShouldBe(3);
        reverted.OpenOperation.ShouldBeNull();
        reverted.Outbox.Count.ShouldBe(1);
        ClusterDecider.ApplyConfig(reverted, 2, _newPrice, _later).ShouldBeNull();
    }

    [Fact]
    public void Delete_OfAnActiveCluster_EndsItsCostAtOnce()
    {
        var (cluster, started) = ClusterDecider.Delete(Active(), "u-2", _later.AddTicks(1))!;

        started!.Kind.ShouldBe(OperationKind.ClusterDelete);
        cluster.IsDeleting.ShouldBeTrue();
        cluster.Outbox[^1].Kind.ShouldBe(PriceEventKind.Deleted);
        cluster.Outbox[^1].EffectiveAt.ShouldBe(_later.AddTicks(1));
        cluster.Outbox[^1].PricePerSecond.ShouldBe(0m);
    }

    [Fact]
    public void Delete_DuringAnUpdate_BillsWhatTheRegionHad()
    {
        var asked = ClusterDecider.Update(Active(), new(Config: _bigger), "u-2", _later)!.Cluster;

        var deleted = ClusterDecider.Delete(asked, "u-2", _later)!.Cluster;

        deleted.Outbox[^1].Units.ShouldBe(Requested().Config.Size);
        deleted.OpenOperation!.Value.Value.ShouldBe("op-0123456789-3");
        ClusterDecider.ApplyConfig(deleted, 2, _newPrice, _later).ShouldBeNull();
        ClusterDecider.RevertConfig(deleted, 2, _later).ShouldBeNull();
    }

    [Fact]
    public void Delete_DuringTheCreation_CostsNothing()
    {
        var deleted = ClusterDecider.Delete(Created(), "u-2", _later)!.Cluster;

        deleted.Outbox.ShouldBeEmpty();
        ClusterDecider.Delete(deleted, "u-2", _later).ShouldBeNull();
    }

    [Fact]
    public void Delete_AfterADeletionThatFailed_TriesAgainAndBillsNothingMore()
    {
        var deleted = ClusterDecider.Delete(Active(), "u-2", _later)!.Cluster;
        var failed = ClusterDecider.FailDeletion(deleted, 2, "no answer", _later)!.Cluster;

        var (again, started) = ClusterDecider.Delete(failed, "u-2", _later.AddDays(1))!;

        started!.Generation.ShouldBe(3);
        again.DeletionRequestedAt.ShouldBe(_later);
        again.Outbox.Count.ShouldBe(2);
    }

    [Fact]
    public void Delete_OfAProtectedCluster_IsRefused()
    {
        var guarded = Active() with { DeletionProtection = true };

        Refusal(() => ClusterDecider.Delete(guarded, "u-2", _later)).Kind.ShouldBe(ErrorKind.Conflict);
    }

    [Fact]
    public void Protection_OfAStandardCluster_IsRefused()
    {
        var refusal = Refusal(() => ClusterDecider.Update(Active(), new(DeletionProtection: true), "u-2", _later));

        refusal.Kind.ShouldBe(ErrorKind.Invalid);
    }

    [Fact]
    public void Bill_WhenTheClockWasSetBack_NeverTakesEffectBeforeTheEventBefore()
    {
        var deleted = ClusterDecider.Delete(Active(), "u-2", _later.AddHours(-1))!.Cluster;

        deleted.Outbox[^1].EffectiveAt.ShouldBe(_later);
    }

    [Fact]
    public void ApplyConfig_BeforeTheClusterIsActive_BillsNothing()
    {
        ClusterDecider.ApplyConfig(Created(), 1, _price, _later).ShouldBeNull();
        var failed = ClusterDecider.FailCreation(Created(), 1, "full", _later)!.Cluster;
        ClusterDecider.ApplyConfig(failed, 2, _price, _later).ShouldBeNull();
    }

    [Fact]
    public void ClearOutbox_OfSomeEvents_LeavesTheOthers()
    {
        var deleted = ClusterDecider.Delete(Active(), "u-2", _later)!.Cluster;

        var cleared = ClusterDecider.ClearOutbox(deleted, [deleted.Outbox[0].EventId])!.Cluster;

        cleared.Outbox.ShouldBe([deleted.Outbox[1]]);
        ClusterDecider.ClearOutbox(cleared, [deleted.Outbox[0].EventId]).ShouldBeNull();
    }

    [Fact]
    public void MoveEndpoints_AfterTheRegionStartedAnew_ShowsTheNewOnes()
    {
        var moved = ClusterDecider.MoveEndpoints(Active(), new("PLAINTEXT://127.0.0.1:9093", null), _later)!.Cluster;

        moved.BootstrapEndpoint.ShouldBe("PLAINTEXT://127.0.0.1:9093");
        moved.Generation.ShouldBe(1);
        ClusterDecider.MoveEndpoints(Created(), _endpoints, _later).ShouldBeNull();
    }

    [Theory]
    [InlineData(ClusterKind.Basic, Availability.Low, 1, 50)]
    [InlineData(ClusterKind.Standard, Availability.High, 2, 10)]
    [InlineData(ClusterKind.Enterprise, Availability.MultiZone, 1, 32)]
    [InlineData(ClusterKind.Freight, Availability.High, 2, 152)]
    [InlineData(ClusterKind.Dedicated, Availability.SingleZone, 1, 152)]
    [InlineData(ClusterKind.Dedicated, Availability.MultiZone, 2, 152)]
    public void Sizes_AroundTheirLimits_AreHeldToThem(ClusterKind kind, Availability availability, int min, int max)
    {
        foreach (var (size, isGood) in new[] { (min - 1, false), (min, true), (max, true), (max + 1, false) })
            (ClusterSizes.Check(new(kind, size), availability).Count == 0).ShouldBe(isGood, $"{kind} {size}");
    }

    internal static Cluster Requested() =>
        new()
        {
            Id = new ClusterId("lkc-0123456789"),
            Organization = new OrganizationId("3b0e2cb7-7a0f-4f86-a5a4-6f1d5c1c3d01"),
            Environment = new EnvironmentId("env-0123456789"),
            DisplayName = "orders",
            Region = new RegionId("aws", "us-west-2"),
            Availability = Availability.SingleZone,
            Config = new ClusterConfig(ClusterKind.Standard, 4),
            CreatedAt = _asked,
            UpdatedAt = _asked,
            Actor = "u-1",
        };

    private static Cluster Created() => ClusterDecider.Create(Requested()).Cluster;

    private static Cluster Active() => ClusterDecider.Activate(Created(), 1, _endpoints, _price, _later)!.Cluster;

    private static MothershipException Refusal(Action work) => Should.Throw<MothershipException>(work);
}

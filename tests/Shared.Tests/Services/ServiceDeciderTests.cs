using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Services;

namespace Mothership.Shared.Tests.Services;

public sealed class ServiceDeciderTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 15, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Delete_WithItsCluster_CostsUntilTheClustersDeletionWasAskedFor()
    {
        var service = Running(ServiceKind.Connector);

        var deleted = ServiceDecider.Delete(service, "u-1", Now.AddMinutes(5), Now.AddMinutes(1))!.Service;

        deleted.DeletionRequestedAt.ShouldBe(Now.AddMinutes(1));
        var last = deleted.Outbox[^1];
        (last.Kind, last.EffectiveAt).ShouldBe((PriceEventKind.Deleted, Now.AddMinutes(1)));
    }

    [Fact]
    public void Activate_OfAConnector_IsBilledByItsTasks()
    {
        var billed = Running(ServiceKind.Connector).Outbox.ShouldHaveSingleItem();

        (billed.EventId, billed.Meter, billed.Plan, billed.Units).ShouldBe(
            ("lcc-0123456789-1-created", Meter.ConnectTaskSeconds, "connect_task", 1)
        );
    }

    [Fact]
    public void Pause_OfARunningConnector_ChangesNothingOfWhatItCosts()
    {
        var pausing = ServiceDecider.Update(Running(ServiceKind.Connector), new(IsPaused: true), "u-1", Now)!.Service;

        var paused = ServiceDecider.Apply(pausing, pausing.Generation, null, null, Now)!.Service;

        paused.Outbox.Count.ShouldBe(1);
        (paused.RunState, paused.Endpoint).ShouldBe((ServiceRunState.Paused, "http://a"));
    }

    [Fact]
    public void Follow_ASuspendedCluster_StopsTheCostUntilItRunsAgain()
    {
        var service = Running(ServiceKind.Ksqldb);
        var price = Call.PriceOf(service);

        var stopping = ServiceDecider.Follow(service, true, "system", Now)!.Service;
        var stopped = ServiceDecider.Apply(stopping, stopping.Generation, null, price, Now)!.Service;
        var starting = ServiceDecider.Follow(stopped, false, "system", Now.AddHours(1))!.Service;
        var running = ServiceDecider.Apply(starting, starting.Generation, null, price, Now.AddHours(1))!.Service;

        running
            .Outbox.Select(e => e.Kind)
            .ShouldBe([PriceEventKind.Created, PriceEventKind.Suspended, PriceEventKind.Resumed]);
        (stopped.RunState, running.RunState).ShouldBe((ServiceRunState.Suspended, ServiceRunState.Running));
        Should
            .Throw<MothershipException>(() => ServiceDecider.Update(stopped, new(IsPaused: true), "u-1", Now))
            .Faults[0]
            .Code.ShouldBe("service_suspended");
    }

    [Fact]
    public void Update_WhileAnotherIsUnderWay_IsRefused()
    {
        var busy = ServiceDecider.Update(Running(ServiceKind.Ksqldb), Sized(2), "u-1", Now)!.Service;

        Should
            .Throw<MothershipException>(() => ServiceDecider.Update(busy, Sized(4), "u-1", Now))
            .Kind.ShouldBe(ErrorKind.Conflict);
    }

    [Fact]
    public void Reprice_AfterAnotherVersionCameIntoForce_IsOneEventAndNoneTwice()
    {
        var service = Running(ServiceKind.Connector);
        var prices = Book(Now.AddHours(1));

        var repriced = ServiceDecider.Reprice(service, prices, Now.AddHours(2))!;

        var billed = repriced.Service.Outbox[^1];
        (billed.Kind, billed.EffectiveAt, billed.PriceBookVersion).ShouldBe(
            (PriceEventKind.Repriced, Now.AddHours(1), "second")
        );
        ServiceDecider.Reprice(repriced.Service, prices, Now.AddHours(3)).ShouldBeNull();
    }

    [Fact]
    public void OfRegistry_OfAnEnvironment_IsOneForEachLife()
    {
        var environment = new EnvironmentId("env-abc123");

        ServiceIds.OfRegistry(environment).Value.ShouldBe("lsrc-abc123");
        ServiceIds.OfRegistry(environment, 2).Value.ShouldBe("lsrc-abc123u2");
        ServiceIds.KindOf(ServiceIds.OfRegistry(environment)).ShouldBe(ServiceKind.SchemaRegistry);
    }

    private static ServiceChange Sized(int units) => new(Spec: ServiceSpec.OfUnits(units));

    private static Service Running(ServiceKind kind)
    {
        var service = ServiceDecider
            .Create(ServiceLife.Requested(kind), Call.PriceOf(ServiceLife.Requested(kind)))
            .Service;
        var active = ServiceDecider.Activate(service, 1, "http://a", Call.PriceOf(service), Now)!.Service;
        active.Phase.ShouldBe(ClusterPhase.Provisioned);
        return active;
    }

    private static PriceBook Book(DateTimeOffset second) =>
        new([Version("first", new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), 0.04m), Version("second", second, 0.08m)]);

    private static PriceBookVersion Version(string name, DateTimeOffset from, decimal perTask) =>
        new(
            name,
            from,
            "USD",
            new Dictionary<ClusterKind, decimal>(),
            new Dictionary<string, CloudMultipliers> { ["aws"] = new(1m, new Dictionary<string, decimal>()) }
        )
        {
            AddOnsPerHour = new Dictionary<string, decimal> { ["connect_task"] = perTask },
        };
}

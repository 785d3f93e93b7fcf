using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Metering;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Shared.Tests.Stores.Support;

namespace Mothership.Shared.Tests.Stores.Compliance;

/// <summary>What every implementation of <see cref="IMeteringStore"/> does.</summary>
public abstract class MeteringStoreCompliance(TableAccount account) : StoreCompliance(account)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 15, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Record_AnHour_IsReadBackAsItWas()
    {
        var hour = Hour() with
        {
            Tallies = Hour()
                .Tallies.Add(Meter.IngressBytes, new(7m, 2, -3m, new MeterPrice(0.123456789012m, 5m, "USD", "v1"))),
        };
        await World.Metering.RecordAsync(Tenant.Scope, hour, null, None);

        var read = (await FindAsync()).ShouldNotBeNull().Value;

        read.Minutes.ShouldBe(hour.Minutes);
        read.Tallies.ShouldBe(hour.Tallies);
        (read.Resource, read.Start, read.Organization).ShouldBe((hour.Resource, Start, Tenant.Scope.Organization));
    }

    [Fact]
    public async Task Record_OverAnotherState_IsRefused()
    {
        await World.Metering.RecordAsync(Tenant.Scope, Hour(), null, None);
        var read = (await FindAsync())!;
        await World.Metering.SaveAsync(Tenant.Scope, read.Value, read.ETag, None);

        await Should.ThrowAsync<StaleWriteException>(() =>
            World.Metering.RecordAsync(Tenant.Scope, Hour(), read.ETag, None)
        );
        await Should.ThrowAsync<StaleWriteException>(() =>
            World.Metering.RecordAsync(Tenant.Scope, Hour(), null, None)
        );
    }

    [Fact]
    public async Task Due_AnHour_IsListedUntilItIsSettledAndAgainAfterAnotherMinute()
    {
        await World.Metering.RecordAsync(Tenant.Scope, Hour(), null, None);
        var written = World.Clock.GetUtcNow();
        (await DueAsync(Start.AddMinutes(59))).ShouldBeEmpty();
        var late = written > Start.AddHours(1) ? written.AddMinutes(5) : Start.AddHours(2);
        var due = (await DueAsync(late)).ShouldHaveSingleItem();

        var read = (await FindAsync())!;
        await World.Metering.RecordAsync(Tenant.Scope, read.Value, read.ETag, None);
        await World.Metering.SettleAsync(Tenant.Scope, due, None);
        var again = (await DueAsync(late.AddHours(1))).ShouldHaveSingleItem("it got a minute since");
        await World.Metering.SettleAsync(Tenant.Scope, again, None);

        (await DueAsync(late.AddHours(1))).ShouldBeEmpty();
        (again.Start, again.Resource).ShouldBe((Start, Hour().Resource.Id));
    }

    [Fact]
    public async Task Find_InAnotherScope_IsNothing()
    {
        await World.Metering.RecordAsync(Tenant.Scope, Hour(), null, None);
        var other = SystemScope.For(new OrganizationId("5f0c2a1b-0000-4000-8000-00000000000f"));
        (await World.Metering.FindAsync(other, Hour().Resource.Id, Start, None)).ShouldBeNull();
    }

    private MeteredHour Hour() =>
        MeteredHour
            .Empty(
                Tenant.Scope.Organization,
                new(new("lkc-metered"), "orders", Tenant.Environment.Id, RegionId.Of("aws", "us-west-2")),
                Start
            )
            .With(Start, ClusterKind.Basic, new(MinuteCounts.Max, 0, null, 12))
            .With(Start.AddMinutes(59), ClusterKind.Standard, new(null, 1, 2, 3));

    private Task<Stored<MeteredHour>?> FindAsync() =>
        World.Metering.FindAsync(Tenant.Scope, Hour().Resource.Id, Start, None);

    private async Task<List<DueHour>> DueAsync(DateTimeOffset until)
    {
        var mine = Tenant.Scope.Organization;
        return await World.Metering.DueAsync(until, None).Where(d => d.Organization == mine).ToListAsync();
    }
}

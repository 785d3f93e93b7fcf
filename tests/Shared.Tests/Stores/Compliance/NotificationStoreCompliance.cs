using Mothership.Domain.Standing;
using Mothership.Shared.Tests.Stores.Support;

namespace Mothership.Shared.Tests.Stores.Compliance;

/// <summary>What every implementation of <see cref="Domain.Ports.INotificationStore"/> does.</summary>
public abstract class NotificationStoreCompliance(TableAccount account) : StoreCompliance(account)
{
    [Fact]
    public async Task Add_Twice_TellsOnce()
    {
        (await AddAsync(1)).ShouldBeTrue();
        (await AddAsync(1, minutes: 5)).ShouldBeFalse();

        (await ListAsync()).ShouldBe([Sample(1)]);
    }

    [Fact]
    public async Task Add_TenAtOnce_TellsOnce()
    {
        var added = 0;
        await RaceAsync(
            10,
            async i =>
            {
                if (await AddAsync(1, minutes: i))
                    Interlocked.Increment(ref added);
            }
        );

        added.ShouldBe(1);
        (await ListAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task List_OfSeveral_IsNewestFirstOverAllPages()
    {
        foreach (var number in new[] { 2, 5, 1, 4, 3 })
            await AddAsync(number);

        (await ListAsync()).Select(n => n.Id).ShouldBe(["ntf-5", "ntf-4", "ntf-3", "ntf-2", "ntf-1"]);
    }

    [Fact]
    public async Task List_InAnotherScope_FindsNothing()
    {
        await AddAsync(1);
        var foreign = await World.NewTenantAsync();

        (await World.Notifications.ListAsync(foreign.Scope, new(10, null), None)).Items.ShouldBeEmpty();
    }

    private Notification Sample(int number) =>
        new($"ntf-{number}", Tenant.Id, null, "type", "scap-1", "Detail.", Samples.Now.AddMinutes(number));

    private Task<bool> AddAsync(int number, int minutes = 0)
    {
        var sample = Sample(number);
        sample = sample with { CreatedAt = sample.CreatedAt.AddMinutes(minutes) };
        return World.Notifications.AddAsync(Tenant.Scope, sample, None);
    }

    private Task<List<Notification>> ListAsync() =>
        Samples.AllPagesAsync(2, page => World.Notifications.ListAsync(Tenant.Scope, page, None));
}

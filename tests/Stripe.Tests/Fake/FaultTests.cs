using Mothership.Local.FakeStripe.Faults;

namespace Stripe.Tests.Fake;

public sealed class FaultTests
{
    [Fact]
    public async Task Next_Predicate_HitsOnlyWhatIsMeant()
    {
        await using var rig = await Rig.StartAsync();
        rig.Server.Faults.Next(c => c.IdempotencyKey == "second", Fault.Unavailable503);
        await rig.Api.Customers.CreateAsync(new(), new() { IdempotencyKey = "first" });
        await Rig.RefusedAsync(() => rig.Api.Customers.CreateAsync(new(), new() { IdempotencyKey = "second" }), 503);
        await rig.Api.Customers.CreateAsync(new(), new() { IdempotencyKey = "second" });
        rig.Server.Faults.Log.ShouldHaveSingleItem().Request.Attempt.ShouldBe(1);
    }

    [Fact]
    public async Task Randomly_SameSeed_HitsTheSameRequests()
    {
        (await HitsAsync(seed: 5)).ShouldBe(await HitsAsync(seed: 5));
        (await HitsAsync(seed: 5)).ShouldNotBe(await HitsAsync(seed: 6));
    }

    [Fact]
    public async Task Randomly_Rate_IsAboutKept()
    {
        var hits = await HitsAsync(seed: 1);
        hits.Count(h => h).ShouldBeInRange(40, 160, "a hundred of a thousand requests were to go wrong");
    }

    [Fact]
    public async Task Stop_EndsAllFaults()
    {
        await using var rig = await Rig.StartAsync();
        rig.Server.Faults.Randomly(1, 1000, Fault.Unavailable503);
        rig.Server.Faults.Next("*", Fault.Unavailable503, times: 5);
        rig.Server.Faults.Stop();
        await rig.CustomerAsync();
    }

    private static async Task<List<bool>> HitsAsync(int seed)
    {
        await using var rig = await Rig.StartAsync(inProcess: true);
        rig.Server.Faults.Randomly(seed, 100, Fault.RateLimit429, Fault.Unavailable503);
        List<bool> hits = [];
        for (var i = 0; i < 1000; i++)
            try
            {
                await rig.Api.Customers.CreateAsync(new(), new() { IdempotencyKey = $"key-{i}" });
                hits.Add(false);
            }
            catch (StripeException)
            {
                hits.Add(true);
            }
        return hits;
    }
}

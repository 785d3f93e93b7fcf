using System.Net;
using Mothership.ControlPlane.Http;
using Mothership.Domain.Ids;
using Mothership.Local.Clock;
using Mothership.SystemTests.Api.Support;

namespace Mothership.SystemTests.Api;

public sealed class RateLimitTests
{
    private static readonly OrganizationId One = new("one");
    private static readonly OrganizationId Two = new("two");
    private readonly VirtualClock _clock = VirtualClock.Frozen(ApiWorld.Now);

    private RateLimiter Limiter(int requests = 10, int seconds = 60) =>
        new(new RateLimitOptions { Requests = requests, Window = TimeSpan.FromSeconds(seconds) }, _clock);

    [Fact]
    public void Take_AsManyAsTheWindowHas_FitsAndOneMoreDoesNot()
    {
        var limiter = Limiter();
        for (var left = 9; left >= 0; left--)
            limiter.Take(One).ShouldBe(new RateState(true, 10, left, (10 - left) * 6, 0));
        limiter.Take(One).ShouldBe(new RateState(false, 10, 0, 60, 6));
    }

    [Fact]
    public void Take_WhenRefused_CostsNothing()
    {
        var limiter = Limiter();
        for (var i = 0; i < 1000; i++)
            limiter.Take(One);
        _clock.Advance(TimeSpan.FromSeconds(6));
        limiter.Take(One).Allowed.ShouldBeTrue();
        limiter.Take(One).Allowed.ShouldBeFalse();
    }

    [Fact]
    public void Take_OfAnotherOrganisation_HasItsOwnBucket()
    {
        var limiter = Limiter(requests: 1);
        limiter.Take(One).Allowed.ShouldBeTrue();
        limiter.Take(One).Allowed.ShouldBeFalse();
        limiter.Take(Two).Allowed.ShouldBeTrue();
    }

    [Fact]
    public void Take_AfterALongRest_HasNoMoreThanOneWindow()
    {
        var limiter = Limiter();
        limiter.Take(One);
        _clock.Advance(TimeSpan.FromDays(1));
        limiter.Take(One).Remaining.ShouldBe(9);
    }

    [Fact]
    public async Task Request_BeyondTheAllowance_Answers429WithHeadersAndRecovers()
    {
        var world = new ApiWorld
        {
            Clock = _clock,
            Settings = { ["RateLimit:Requests"] = "3", ["RateLimit:Window"] = "00:00:30" },
        };
        await world.InitializeAsync();
        try
        {
            var client = world.Ours.Client;
            for (var i = 0; i < 3; i++)
                (await client.ReadAsync("/org/v2/environments")).Header("X-RateLimit-Remaining").ShouldBe($"{2 - i}");
            var refused = await client.ReadAsync("/org/v2/environments");
            refused.Status.ShouldBe(HttpStatusCode.TooManyRequests);
            refused.Header("Retry-After").ShouldBe("10");
            refused.Header("X-RateLimit-Limit").ShouldBe("3");
            world.Clock.Advance(TimeSpan.FromSeconds(10));
            (await client.ReadAsync("/org/v2/environments")).Status.ShouldBe(HttpStatusCode.OK);
        }
        finally
        {
            await world.DisposeAsync();
        }
    }
}

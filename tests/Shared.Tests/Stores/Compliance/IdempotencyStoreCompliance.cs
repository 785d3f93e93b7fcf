using System.Text;
using Mothership.Domain;
using Mothership.Domain.Errors;
using Mothership.Domain.Ports;
using Mothership.Shared.Tests.Stores.Support;

namespace Mothership.Shared.Tests.Stores.Compliance;

/// <summary>What every implementation of <see cref="IIdempotencyStore"/> does.</summary>
public abstract class IdempotencyStoreCompliance(TableAccount account) : StoreCompliance(account)
{
    private static readonly IdempotentRequest _request = new("POST /cmk/v2/clusters", "key 1 / # ?", "aa11");

    private IIdempotencyStore Store => World.Idempotency;

    [Fact]
    public async Task Claim_First_GetsTheProposedIdAndNoAnswer()
    {
        var claim = await ClaimAsync("lkc-first");

        claim.ResourceId.ShouldBe("lkc-first");
        claim.Seed.Count.ShouldBe(32);
        claim.Response.ShouldBeNull();
    }

    [Fact]
    public async Task Claim_AfterACrashBeforeTheAnswer_GetsTheSameIdAndSeed()
    {
        var first = await ClaimAsync("lkc-first");
        await using var restarted = World.AnotherProcess();

        var second = await restarted.Idempotency.ClaimAsync(Tenant.Scope, _request, "lkc-second", None);

        second.ShouldBeSame(first);
    }

    [Fact]
    public async Task Claim_AfterTheAnswer_RepeatsItByteForByte()
    {
        await ClaimAsync("lkc-first");
        var answer = Answer("{ \"name\" : \"grüße\"}\n");
        await Store.CompleteAsync(Tenant.Scope, _request, answer, None);
        await using var restarted = World.AnotherProcess();

        var claim = await restarted.Idempotency.ClaimAsync(Tenant.Scope, _request, "lkc-second", None);

        ShouldBeSameAnswer(claim.Response!, answer);
        claim.ResourceId.ShouldBe("lkc-first");
    }

    [Fact]
    public async Task Claim_TenAtOnce_AllGetOneIdAndOneAnswer()
    {
        await using var other = World.AnotherProcess();
        var effects = new HashSet<string>();
        var answers = new List<StoredResponse>();

        var outcomes = await RaceAsync(
            10,
            async i =>
            {
                var store = (i % 2 == 0 ? World : other).Idempotency;
                var claim = await store.ClaimAsync(Tenant.Scope, _request, $"lkc-{i}", None);
                // Each would answer differently, as with a time or a trace id in it: the first answer has to win.
                var answer =
                    claim.Response
                    ?? await store.CompleteAsync(Tenant.Scope, _request, Answer($"{claim.ResourceId} by {i}"), None);
                lock (effects)
                {
                    effects.Add(claim.ResourceId);
                    answers.Add(answer);
                }
            }
        );

        outcomes.ShouldAllBe(outcome => outcome == null);
        effects.Count.ShouldBe(1);
        answers.Select(a => Encoding.UTF8.GetString(a.Body.Span)).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Claim_WithAnotherRequest_IsRefused()
    {
        await ClaimAsync("lkc-first");

        var refusal = await RefusalAsync(
            ErrorKind.Invalid,
            () => Store.ClaimAsync(Tenant.Scope, _request with { RequestHash = "bb22" }, "lkc-second", None)
        );

        refusal.Faults.Single().Code.ShouldBe("idempotency_key_reused");
        refusal.Faults.Single().Parameter.ShouldBe("Idempotency-Key");
    }

    [Fact]
    public async Task Claim_OfAnotherOrganizationOrRoute_IsAnotherKey()
    {
        await ClaimAsync("lkc-first");
        var foreign = await World.NewTenantAsync();

        var theirs = await Store.ClaimAsync(foreign.Scope, _request, "lkc-theirs", None);
        var route = await Store.ClaimAsync(Tenant.Scope, _request with { Route = "POST /other" }, "lkc-other", None);

        theirs.ResourceId.ShouldBe("lkc-theirs");
        route.ResourceId.ShouldBe("lkc-other");
    }

    [Theory]
    [InlineData(-1, "lkc-first")]
    [InlineData(0, "lkc-second")]
    public async Task Claim_AroundItsExpiry_IsAsIfAbsentFromThenOn(int seconds, string expected)
    {
        await ClaimAsync("lkc-first");
        await Store.CompleteAsync(Tenant.Scope, _request, Answer("first"), None);
        // The clock runs: so just before the end is a minute before it.
        World.Clock.Advance(TimeSpan.FromHours(Limits.IdempotencyHours) + TimeSpan.FromMinutes(seconds));

        var claim = await Store.ClaimAsync(Tenant.Scope, _request, "lkc-second", None);

        claim.ResourceId.ShouldBe(expected);
        (claim.Response is null).ShouldBe(expected == "lkc-second");
    }

    [Fact]
    public async Task Claim_ExpiredOneTenAtOnce_AllGetOneNewId()
    {
        await ClaimAsync("lkc-old");
        World.Clock.Advance(TimeSpan.FromHours(25));
        var ids = new HashSet<string>();

        var outcomes = await RaceAsync(
            10,
            async i =>
            {
                var claim = await Store.ClaimAsync(Tenant.Scope, _request, $"lkc-{i}", None);
                lock (ids)
                    ids.Add(claim.ResourceId);
            }
        );

        outcomes.ShouldAllBe(outcome => outcome == null);
        ids.Count.ShouldBe(1);
        ids.ShouldNotContain("lkc-old");
    }

    [Fact]
    public async Task Complete_Twice_TheFirstAnswerCounts()
    {
        await ClaimAsync("lkc-first");
        await Store.CompleteAsync(Tenant.Scope, _request, Answer("first"), None);

        var second = await Store.CompleteAsync(Tenant.Scope, _request, Answer("second"), None);

        ShouldBeSameAnswer(second, Answer("first"));
    }

    [Fact]
    public async Task Complete_AfterItsClaimExpiredAndWasSwept_ChangesNothing()
    {
        await ClaimAsync("lkc-first");
        World.Clock.Advance(TimeSpan.FromHours(25));
        await Store.SweepAsync(None);

        var answer = await Store.CompleteAsync(Tenant.Scope, _request, Answer("late"), None);

        ShouldBeSameAnswer(answer, Answer("late"));
        (await ClaimAsync("lkc-second")).ResourceId.ShouldBe("lkc-second");
    }

    [Fact]
    public async Task Complete_TooLargeAnAnswer_IsAProgrammingError()
    {
        await ClaimAsync("lkc-first");

        await Should.ThrowAsync<InvalidOperationException>(() =>
            Store.CompleteAsync(Tenant.Scope, _request, Answer(new string('x', 100_000)), None)
        );
    }

    [Fact]
    public async Task Sweep_SomeExpired_RemovesThoseOnly()
    {
        await ClaimAsync("lkc-first");
        World.Clock.Advance(TimeSpan.FromHours(25));
        await Store.ClaimAsync(Tenant.Scope, _request with { Key = "fresh" }, "lkc-fresh", None);

        (await Store.SweepAsync(None)).ShouldBeGreaterThanOrEqualTo(1);

        var fresh = await Store.ClaimAsync(Tenant.Scope, _request with { Key = "fresh" }, "lkc-new", None);
        fresh.ResourceId.ShouldBe("lkc-fresh");
        (await Store.SweepAsync(None)).ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(256)]
    public async Task Claim_WithAKeyOfAWrongLength_IsRefused(int length)
    {
        await RefusalAsync(
            ErrorKind.Malformed,
            () => Store.ClaimAsync(Tenant.Scope, _request with { Key = new string('k', length) }, "lkc-1", None)
        );
    }

    [Fact]
    public async Task Claim_WithTheLongestKey_Works()
    {
        var request = _request with { Key = new string('k', 255) };

        var claim = await Store.ClaimAsync(Tenant.Scope, request, "lkc-1", None);

        claim.ResourceId.ShouldBe("lkc-1");
    }

    [Fact]
    public async Task Claim_AfterThePepperWasChanged_IsRefusedAndGivesNothingAway()
    {
        await ClaimAsync("lkc-first");
        await Store.CompleteAsync(Tenant.Scope, _request, Answer("first"), None);
        await using var other = World.AnotherProcess("quite another pepper");

        var refusal = await RefusalAsync(
            ErrorKind.Conflict,
            () => other.Idempotency.ClaimAsync(Tenant.Scope, _request, "lkc-second", None)
        );

        refusal.Faults.Single().Code.ShouldBe("idempotency_answer_lost");
    }

    private Task<IdempotencyClaim> ClaimAsync(string id) => Store.ClaimAsync(Tenant.Scope, _request, id, None);

    private static StoredResponse Answer(string body) =>
        new(
            202,
            [KeyValuePair.Create("Location", "/ops/v1/operations/op-1"), KeyValuePair.Create("ETag", "\"1\"")],
            Encoding.UTF8.GetBytes(body)
        );

    private static void ShouldBeSameAnswer(StoredResponse actual, StoredResponse expected)
    {
        actual.Status.ShouldBe(expected.Status);
        actual.Headers.ShouldBe(expected.Headers);
        actual.Body.ToArray().ShouldBe(expected.Body.ToArray());
    }
}

using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Mothership.Domain.Billing;
using Mothership.Domain.Ids;
using Mothership.Orchestrations.CloseMonth;
using Mothership.Shared.Tests.Billing;

namespace Mothership.Orchestrations.Tests.CloseMonth;

/// <summary>Several months that are due are closed one after another, whatever becomes of one of them.</summary>
public sealed class DueMonthsTests : IAsyncDisposable
{
    private static readonly OrganizationId Other = new("other-x");

    private readonly List<string> _passed = [];
    private readonly ClosingHub _hub = new() { GoesOn = true };

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task DueMonths_SeveralAreDue_AreClosedOneAfterAnotherOldestFirst()
    {
        _hub.AtBoundary = Note;
        await StartAsync();

        await LookAsync();

        (await FinishedAsync("2027-10", "2027-11", "2027-12")).ShouldBe([2, 2, 2]);
        // In each month the list, two organisations and the step to the next month, before and after each.
        Months().ShouldBe([.. Times("2027-10", 8), .. Times("2027-11", 8), .. Times("2027-12", 8)]);
        (await LookAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task DueMonths_OneIsUnderWay_StartsNoOther()
    {
        var (reached, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        _hub.AtBoundary = at =>
        {
            if (!at.Contains("before ListOpenOrganizations") || !at.Contains("2027-11"))
                return Task.CompletedTask;
            reached.TrySetResult();
            return gate.Task;
        };
        await StartAsync();
        await LookAsync();
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await FinishedAsync("2027-10");
        var late = new OrganizationId("late-x");
        await _hub.Account.AppendAsync(Created("2027-10-20", late));

        (await LookAsync()).ShouldBe([.. Due("2027-10", "2027-11")]);

        (await _hub.Client.GetInstanceAsync("close-2027-10", default))!.IsCompleted.ShouldBeTrue();
        (await _hub.Account.OpenInAsync("2027-10")).ShouldBe([late]);
        gate.SetResult();
        await FinishedAsync("2027-11", "2027-12");
        await LookAsync();
        (await FinishedAsync("2027-10")).ShouldBe([1]);
    }

    [Fact]
    public async Task DueMonths_OneOrganizationIsParked_HoldsUpNobodyElse()
    {
        await StartAsync();
        var bad = new OrganizationId("bad-x");
        await _hub.Account.AppendAsync(
            Given.Updated("2027-10-12T00:00:00", 0.20m) with
            {
                Organization = bad,
            },
            Created("2027-11-12", bad, "lkc-b")
        );

        await LookAsync();

        (await FinishedAsync("2027-10", "2027-11", "2027-12")).ShouldBe([2, 2, 2]);
        // Its other months cannot be closed before the first, and are tried again at each look.
        (await LookAsync()).ShouldBe([.. Due("2027-11")]);
    }

    [Fact]
    public async Task DueMonths_OneMonthCannotBeListed_GoesOnWithTheNext()
    {
        _hub.AtBoundary = at =>
            at.Contains("before ListOpenOrganizations") && at.Contains("2027-10")
                ? throw new InvalidOperationException("the store does not answer")
                : Task.CompletedTask;
        await StartAsync();
        await _hub.Account.AppendAsync(Created("2027-11-12", new OrganizationId("third-x")));

        await LookAsync();

        (await _hub.LetTimePassAsync(FinishedAsync("2027-11", "2027-12"))).ShouldBe([1, 1]);
        (await _hub.Client.GetInstanceAsync("close-2027-10", default))!.RuntimeStatus.ShouldBe(
            OrchestrationRuntimeStatus.Failed
        );
    }

    [Fact]
    public async Task DueMonths_KilledAtEveryActivityBoundary_GoOnToTheLastMonth()
    {
        for (var killAt = 1; killAt <= 24; killAt++)
        {
            await using var hub = new ClosingHub { GoesOn = true };
            var (passed, reached) = (0, new TaskCompletionSource());
            hub.AtBoundary = _ =>
            {
                if (Interlocked.Increment(ref passed) != killAt)
                    return Task.CompletedTask;
                reached.SetResult();
                return new TaskCompletionSource().Task;
            };
            await hub.StartAsync();
            await AppendAsync(hub);
            await hub.Due.StartAsync(hub.Client, default);
            await reached.Task.WaitAsync(TimeSpan.FromSeconds(60));

            await hub.KillAndRestartAsync();

            foreach (var month in (string[])["2027-10", "2027-11", "2027-12"])
                (await hub.FinishedAsync($"close-{month}")).Failed.ShouldBe(0, $"{month}, killed at {killAt}");
            (await hub.Due.StartAsync(hub.Client, default)).ShouldBeEmpty($"killed at {killAt}");
        }
    }

    private async Task StartAsync()
    {
        await _hub.StartAsync();
        await AppendAsync(_hub);
    }

    private static async Task AppendAsync(ClosingHub hub)
    {
        foreach (var organization in (OrganizationId[])[Given.Organization, Other])
            await hub.Account.AppendAsync(Created("2027-10-10", organization));
    }

    private static PriceEvent Created(string day, OrganizationId organization, string cluster = "lkc-a") =>
        Given.Created($"{day}T00:00:00", 0.10m, cluster) with
        {
            Organization = organization,
        };

    private Task<IReadOnlyList<BillingMonth>> LookAsync() => _hub.Due.StartAsync(_hub.Client, default);

    private async Task<int[]> FinishedAsync(params string[] months)
    {
        var closed = new List<int>();
        foreach (var month in months)
            closed.Add((await _hub.FinishedAsync($"close-{month}")).Closed);
        return [.. closed];
    }

    private static IEnumerable<BillingMonth> Due(params string[] months) => months.Select(Given.Month);

    private static IEnumerable<string> Times(string month, int count) => Enumerable.Repeat(month, count);

    private Task Note(string at)
    {
        lock (_passed)
            _passed.Add(at);
        return Task.CompletedTask;
    }

    private List<string> Months()
    {
        lock (_passed)
            return [.. _passed.Select(at => at[at.IndexOf("2027-", StringComparison.Ordinal)..][..7])];
    }
}

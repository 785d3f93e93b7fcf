using DurableTask.Core.Exceptions;
using Mothership.Domain.Billing;
using Mothership.Domain.Ids;
using Mothership.Orchestrations.CloseMonth;
using Mothership.Shared.Tests.Billing;
using Mothership.Stores.Billing;

namespace Mothership.Orchestrations.Tests.CloseMonth;

public sealed class CloseMonthTests : IAsyncDisposable
{
    private static readonly PriceEvent[] Example =
    [
        Given.Created("2027-03-15T00:00:00", 0.10m),
        Given.Updated("2027-03-16T00:00:00", 0.20m),
        Given.Deleted("2027-03-17T00:00:00"),
        Given.Created("2027-02-15T12:00:00", 0.000208333333m, "lkc-b"),
    ];

    private readonly ClosingHub _hub = new()
    {
        Options = new() { ClosePageSize = 4, CloseParallelism = 3 },
    };

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task CloseMonth_TenTimes_LeavesTheSameInvoices()
    {
        await _hub.StartAsync();
        await _hub.Account.AppendAsync(Example);
        (await _hub.CloseAsync("2027-03")).ShouldBe(new CloseTally(Closed: 1));
        var first = await _hub.Account.DocumentsAsync();
        first.Count.ShouldBe(2);

        for (var i = 0; i < 10; i++)
            (await _hub.CloseAsync("2027-03")).ShouldBe(new CloseTally());

        (await _hub.Account.DocumentsAsync()).ShouldBe(first);
    }

    [Fact]
    public async Task CloseMonth_ThreeAtTheSameTime_LeaveOneInvoiceAMonth()
    {
        await _hub.StartAsync();
        await _hub.Account.AppendAsync(Example);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(i => _hub.CloseAsync("2027-03", $"parallel-{i}")));

        (await _hub.Account.DocumentsAsync()).Count.ShouldBe(2);
        (await _hub.Account.TotalAsync()).ShouldBe(Given.Months(Example, "2027-03").Sum(m => m.Total));
    }

    [Fact]
    public async Task CloseMonth_KilledAtEveryActivityBoundary_LeavesTheSameInvoices()
    {
        var (expected, boundaries) = await RunAsync(killAt: int.MaxValue);
        boundaries.ShouldBe(8);

        for (var at = 1; at <= boundaries; at++)
            (await RunAsync(at)).Documents.ShouldBe(expected, $"killed at boundary {at}");
    }

    [Fact]
    public async Task CloseMonth_ManyOrganizations_AreClosedPageByPageAFewAtATime()
    {
        await _hub.StartAsync();
        var ids = Enumerable.Range(0, 13).Select(i => new OrganizationId($"org{i:D2}-x")).ToList();
        foreach (var id in ids)
            await _hub.Account.AppendAsync([.. Example[..3].Select(e => e with { Organization = id })]);

        (await _hub.CloseAsync("2027-03")).ShouldBe(new CloseTally(Closed: 13));

        (await _hub.Account.OpenInAsync("2027-03")).ShouldBeEmpty();
        _hub.MostAtOnce.ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public async Task CloseMonth_OneOrganizationContradictsItself_ParksItAndClosesTheOthers()
    {
        await _hub.StartAsync();
        await _hub.Account.AppendAsync(Example);
        var bad = new OrganizationId("bad-x");
        await _hub.Account.AppendAsync(Example[1] with { Organization = bad });

        (await _hub.CloseAsync("2027-03")).ShouldBe(new CloseTally(Closed: 1, Parked: 1));

        (await _hub.Account.DocumentsAsync()).Count.ShouldBe(2);
        (await _hub.Due.StartAsync(_hub.Client, default)).ShouldBe([Given.Month("2027-04")]);
        await _hub.FinishedAsync("close-2027-04");
        await _hub.Account.AppendAsync(Example[0] with { Organization = bad });
        (await _hub.Due.StartAsync(_hub.Client, default)).ShouldContain(Given.Month("2027-03"));
        (await _hub.FinishedAsync("close-2027-03")).ShouldBe(new CloseTally(Closed: 1));
    }

    [Fact]
    public async Task CloseMonth_OneOrganizationCannotBeRead_ClosesTheOthersAndLeavesItDue()
    {
        _hub.AtBoundary = at =>
            at.Contains("before CloseOrganization") && at.Contains("broken-x")
                ? throw new InvalidOperationException("the store does not answer")
                : Task.CompletedTask;
        await _hub.StartAsync();
        await _hub.Account.AppendAsync(Example);
        await _hub.Account.AppendAsync(Example[0] with { Organization = new OrganizationId("broken-x") });

        var tally = await _hub.LetTimePassAsync(_hub.CloseAsync("2027-03"));

        tally.ShouldBe(new CloseTally(Closed: 1, Failed: 1));
        (await _hub.Account.OpenInAsync("2027-03")).ShouldBe([new OrganizationId("broken-x")]);
    }

    [Fact]
    public async Task CloseMonth_BeforeItIsDue_DoesNothing()
    {
        await _hub.StartAsync();
        await _hub.Account.AppendAsync(Given.Created("2028-01-01T00:00:00", 0.1m));

        (await _hub.CloseAsync("2028-01")).ShouldBe(new CloseTally(TooEarly: true));
        (await _hub.Account.DocumentsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task DueMonths_TooEarlyLateOrTwice_CloseEachMonthOnce()
    {
        await _hub.StartAsync();
        await _hub.Account.AppendAsync(Given.Created("2028-01-01T00:30:00", 0.1m));
        (await _hub.Due.StartAsync(_hub.Client, default)).ShouldBeEmpty();

        _hub.Account.Clock.Advance(Given.Utc("2028-02-01T00:59:59.9999999") - _hub.Account.Clock.GetUtcNow());
        (await _hub.Due.StartAsync(_hub.Client, default)).ShouldBeEmpty();

        _hub.Account.Clock.Advance(TimeSpan.FromDays(3));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _hub.Due.StartAsync(_hub.Client, default)));
        await _hub.FinishedAsync("close-2028-01");
        (await _hub.Due.StartAsync(_hub.Client, default)).ShouldBeEmpty();
        (await _hub.Account.DocumentsAsync()).ShouldHaveSingleItem();
        (await _hub.Account.OpenInAsync("2028-02")).ShouldBe([Given.Organization]);
    }

    [Fact]
    public async Task CloseMonth_StartedTwiceUnderItsId_RunsOnce()
    {
        var gate = new TaskCompletionSource();
        _hub.AtBoundary = _ => gate.Task;
        await _hub.StartAsync();
        await _hub.Account.AppendAsync(Example);
        var first = _hub.CloseAsync("2027-03");

        await Should.ThrowAsync<OrchestrationAlreadyExistsException>(() => _hub.CloseAsync("2027-03"));
        gate.SetResult();

        (await first).Closed.ShouldBe(1);
    }

    private static async Task<(List<string> Documents, int Boundaries)> RunAsync(int killAt)
    {
        var passed = 0;
        var reached = new TaskCompletionSource();
        await using var hub = new ClosingHub();
        hub.AtBoundary = _ =>
        {
            if (Interlocked.Increment(ref passed) != killAt)
                return Task.CompletedTask;
            reached.SetResult();
            return new TaskCompletionSource().Task;
        };
        await hub.StartAsync();
        await hub.Account.AppendAsync(Example);
        await hub.Account.AppendAsync(Example[0] with { Organization = new OrganizationId("other-x") });
        var input = new CloseMonthInput("2027-03");
        var options = new Microsoft.DurableTask.StartOrchestrationOptions("close-2027-03");
        await hub.Client.ScheduleNewOrchestrationInstanceAsync(CloseMonthOrchestrator.Name, input, options);
        if (killAt < int.MaxValue)
        {
            await reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
            await hub.KillAndRestartAsync();
        }
        (await hub.FinishedAsync("close-2027-03")).Failed.ShouldBe(0);
        (await hub.Account.OpenInAsync("2027-03")).ShouldBeEmpty();
        return (await hub.Account.DocumentsAsync(), passed);
    }
}

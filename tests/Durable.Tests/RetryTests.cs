using Microsoft.DurableTask;

namespace Durable.Tests;

public sealed class RetryTests : IAsyncDisposable
{
    private readonly Hub _hub = new();
    private readonly List<DateTimeOffset> _attempts = [];
    private readonly SemaphoreSlim _attempted = new(0);

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    /// <summary>
    /// Starts one activity that fails the first <paramref name="failures"/> times, called with these options.
    /// </summary>
    private async Task<string> Start(int failures, TaskOptions options)
    {
        _hub.Activity<string>(
            "flaky",
            _ =>
            {
                _attempts.Add(_hub.Clock.GetUtcNow());
                _attempted.Release();
                return _attempts.Count > failures
                    ? _attempts.Count
                    : throw new IOException($"attempt {_attempts.Count}");
            }
        );
        _hub.Orchestrator("try", async c => await c.CallActivityAsync<int>("flaky", "x", options));
        await _hub.Start();
        return await _hub.Schedule("try");
    }

    /// <summary>Waits for an attempt and, after it, for the retry's timer.</summary>
    private async Task Attempted(string id)
    {
        (await _attempted.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue("no further attempt was made");
        await _hub.Until(id, s => s.IsCompleted || OpenTimers() == 1);
    }

    private int OpenTimers() => _hub.Engine.Store.Read(db => Mothership.Local.Durable.Store.Reads.Timers(db)).Count;

    private double[] Delays() => [.. _attempts.Zip(_attempts.Skip(1), (a, b) => (b - a).TotalSeconds)];

    [Fact]
    public async Task Policy_Backoff_GrowsUpToTheLongestInterval()
    {
        var policy = new RetryPolicy(6, TimeSpan.FromSeconds(1), 3, TimeSpan.FromSeconds(10));
        var id = await Start(4, TaskOptions.FromRetryPolicy(policy));
        foreach (var wait in new[] { 1, 3, 9, 10 })
        {
            await Attempted(id);
            _hub.Clock.Advance(TimeSpan.FromSeconds(wait));
        }
        (await _hub.Finished(id)).ReadOutputAs<int>().ShouldBe(5);
        Delays().ShouldBe([1, 3, 9, 10]);
    }

    [Fact]
    public async Task Policy_AllAttemptsFail_GivesTheLastFailure()
    {
        var id = await Start(9, TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromSeconds(5))));
        await Attempted(id);
        _hub.Clock.Advance(TimeSpan.FromSeconds(5));
        (await _hub.Finished(id)).FailureDetails!.InnerFailure!.ErrorMessage.ShouldBe("attempt 2");
        _attempts.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Policy_TimeoutReached_StopsRetrying()
    {
        var policy = new RetryPolicy(9, TimeSpan.FromSeconds(5), retryTimeout: TimeSpan.FromSeconds(8));
        var id = await Start(9, TaskOptions.FromRetryPolicy(policy));
        await Attempted(id);
        _hub.Clock.Advance(TimeSpan.FromSeconds(5));
        await Attempted(id);
        _hub.Clock.Advance(TimeSpan.FromSeconds(5));
        (await _hub.Finished(id)).FailureDetails!.InnerFailure!.ErrorMessage.ShouldBe("attempt 3");
    }

    [Fact]
    public async Task Policy_FailureNotHandled_IsNotRetried()
    {
        var policy = new RetryPolicy(9, TimeSpan.FromSeconds(5)) { HandleFailure = f => !f.IsCausedBy<IOException>() };
        var id = await Start(9, TaskOptions.FromRetryPolicy(policy));
        await _hub.Finished(id);
        _attempts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Handler_Asynchronous_DecidesAfterItsOwnTimer()
    {
        var seen = new List<string>();
        var id = await Start(
            2,
            TaskOptions.FromRetryHandler(async retry =>
            {
                await retry.OrchestrationContext.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
                seen.Add(
                    $"{retry.LastAttemptNumber} {retry.LastFailure.ErrorMessage} {retry.TotalRetryTime.TotalMinutes}"
                );
                return true;
            })
        );
        await Attempted(id);
        _hub.Clock.Advance(TimeSpan.FromMinutes(1));
        await Attempted(id);
        _hub.Clock.Advance(TimeSpan.FromMinutes(1));
        (await _hub.Finished(id)).ReadOutputAs<int>().ShouldBe(3);
        seen.ShouldBe(["1 attempt 1 0", "2 attempt 2 1"]);
    }

    [Fact]
    public async Task Handler_SaysNo_PassesTheFailureOn()
    {
        var id = await Start(9, TaskOptions.FromRetryHandler((RetryContext retry) => retry.LastAttemptNumber < 3));
        (await _hub.Finished(id)).FailureDetails!.InnerFailure!.ErrorMessage.ShouldBe("attempt 3");
    }
}

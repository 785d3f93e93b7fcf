using Microsoft.DurableTask;

namespace Mothership.Local.Durable.Replay;

/// <summary>
/// The rules by which a failed step is taken again. They run in the orchestrator, on its clock and its timers.
/// </summary>
internal static class Retries
{
    public static async Task<T> RunAsync<T>(
        OrchestratorContext context,
        string taskName,
        TaskRetryOptions? retry,
        Func<Task<T>> attempt
    )
    {
        var first = context.CurrentUtcDateTime;
        for (var failures = 1; ; failures++)
        {
            StepFailedException fault;
            try
            {
                return await attempt();
            }
            catch (StepFailedException e)
            {
                fault = e;
            }
            var failed = fault.ToTaskFailed(taskName);
            if (fault.Failure.Final || !await MayRetry(context, retry, failed, failures, first))
                throw failed;
        }
    }

    private static async Task<bool> MayRetry(
        OrchestratorContext context,
        TaskRetryOptions? retry,
        TaskFailedException failed,
        int failures,
        DateTime first
    )
    {
        if (retry?.Handler is { } handler)
            return await handler(
                new RetryContext(context, failures, failed.FailureDetails, context.CurrentUtcDateTime - first, default)
            );
        if (retry?.Policy is not { } policy || failures >= policy.MaxNumberOfAttempts)
            return false;
        if (DelayAfter(policy, failed, failures, context.CurrentUtcDateTime - first) is not { } delay)
            return false;
        await context.CreateTimer(delay, CancellationToken.None);
        return true;
    }

    private static TimeSpan? DelayAfter(RetryPolicy policy, TaskFailedException failed, int failures, TimeSpan elapsed)
    {
        if (policy.RetryTimeout != Timeout.InfiniteTimeSpan && elapsed >= policy.RetryTimeout)
            return null;
        if (!Handles(policy, failed))
            return null;
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        var delay = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, failures - 1);
        return delay < longest.TotalMilliseconds ? TimeSpan.FromMilliseconds(delay) : longest;
    }

    private static bool Handles(RetryPolicy policy, TaskFailedException failed)
    {
        try
        {
            return policy.Handle(failed);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A rule that cannot judge must not hide the failure that it was asked about.
            return false;
        }
    }
}

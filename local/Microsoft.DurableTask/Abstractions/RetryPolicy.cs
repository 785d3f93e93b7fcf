using System.ComponentModel;

namespace Microsoft.DurableTask;

/// <summary>Retries with a growing delay, up to a number of attempts and a total time.</summary>
public class RetryPolicy
{
    /// <summary>A policy; see the properties for units and defaults.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is not positive, or a bound is below the first
    /// interval.</exception>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfAttempts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1.0);
        ThrowIfBelow(maxRetryInterval, firstRetryInterval, nameof(maxRetryInterval));
        ThrowIfBelow(retryTimeout, firstRetryInterval, nameof(retryTimeout));
        (MaxNumberOfAttempts, FirstRetryInterval, BackoffCoefficient) = (
            maxNumberOfAttempts,
            firstRetryInterval,
            backoffCoefficient
        );
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
    }

    /// <summary>How often the call is made at most, the first time included.</summary>
    public int MaxNumberOfAttempts { get; }

    /// <summary>The delay before the second attempt.</summary>
    public TimeSpan FirstRetryInterval { get; }

    /// <summary>By how much the delay grows from attempt to attempt; 1 keeps it constant.</summary>
    public double BackoffCoefficient { get; }

    /// <summary>The longest delay; one hour unless set.</summary>
    public TimeSpan MaxRetryInterval { get; }

    /// <summary>The time after the first attempt in which retries start; infinite unless set.</summary>
    public TimeSpan RetryTimeout { get; }

    /// <summary>Whether a failure is retried; true for every one unless <see cref="HandleFailure"/> is set.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Func<Exception, bool> Handle { get; private init; } = static _ => true;

    /// <summary>Says for a failure whether it is retried.</summary>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init =>
            Handle = failure =>
                failure is TaskFailedException { FailureDetails: { } details }
                    ? value(details)
                    : throw new InvalidOperationException("Only the failure of a task can be judged.", failure);
    }

    private static void ThrowIfBelow(TimeSpan? value, TimeSpan least, string name)
    {
        if (value < least && value != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must not be below the first retry interval.");
    }
}

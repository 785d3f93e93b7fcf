namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// How often, and after which wait, a failed invocation is repeated. For timer and Kafka triggers only.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute : Attribute
{
    /// <summary>Used by the attributes that derive from this one.</summary>
    public RetryAttribute() { }

    /// <summary>Repetitions after the first attempt; -1 for no end.</summary>
    public int MaxRetryCount { get; set; }

    private protected static TimeSpan Interval(string text, string parameter)
    {
        if (!TimeSpan.TryParse(text, out var interval))
            throw new ArgumentOutOfRangeException(parameter);
        if (interval < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(parameter, "An interval must not be negative.");
        return interval;
    }
}

/// <summary>Repeats a failed invocation after the same wait each time.</summary>
public sealed class FixedDelayRetryAttribute : RetryAttribute
{
    /// <param name="maxRetryCount">Repetitions after the first attempt; -1 for no end.</param>
    /// <param name="delayInterval">The wait between attempts, such as <c>00:00:10</c>.</param>
    public FixedDelayRetryAttribute(int maxRetryCount, string delayInterval)
    {
        Interval(delayInterval, nameof(delayInterval));
        (MaxRetryCount, DelayInterval) = (maxRetryCount, delayInterval);
    }

    /// <summary>The wait between attempts, such as <c>00:00:10</c>.</summary>
    public string DelayInterval { get; }
}

/// <summary>Repeats a failed invocation after waits that grow from the minimum to the maximum.</summary>
public sealed class ExponentialBackoffRetryAttribute : RetryAttribute
{
    /// <param name="maxRetryCount">Repetitions after the first attempt; -1 for no end.</param>
    /// <param name="minimumInterval">The shortest wait, such as <c>00:00:01</c>.</param>
    /// <param name="maximumInterval">The longest wait, such as <c>00:05:00</c>.</param>
    public ExponentialBackoffRetryAttribute(int maxRetryCount, string minimumInterval, string maximumInterval)
    {
        if (Interval(minimumInterval, nameof(minimumInterval)) > Interval(maximumInterval, nameof(maximumInterval)))
            throw new ArgumentException("The minimum must not be above the maximum.", nameof(minimumInterval));
        (MaxRetryCount, MinimumInterval, MaximumInterval) = (maxRetryCount, minimumInterval, maximumInterval);
    }

    /// <summary>The shortest wait.</summary>
    public string MinimumInterval { get; }

    /// <summary>The longest wait.</summary>
    public string MaximumInterval { get; }
}

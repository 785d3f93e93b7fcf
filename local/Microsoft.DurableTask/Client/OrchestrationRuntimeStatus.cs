namespace Microsoft.DurableTask.Client;

/// <summary>Where an orchestration stands.</summary>
public enum OrchestrationRuntimeStatus
{
    /// <summary>It has started and is not finished.</summary>
    Running,

    /// <summary>It returned.</summary>
    Completed,

    /// <summary>Not used.</summary>
    [Obsolete("Not a status that an instance can be seen in; kept for its number.")]
    ContinuedAsNew,

    /// <summary>It threw.</summary>
    Failed,

    /// <summary>Not used.</summary>
    [Obsolete("Not a status that an instance can be seen in; kept for its number.")]
    Canceled,

    /// <summary>A client stopped it for good.</summary>
    Terminated,

    /// <summary>It has been scheduled and has not started.</summary>
    Pending,

    /// <summary>A client has put it on hold.</summary>
    Suspended,
}

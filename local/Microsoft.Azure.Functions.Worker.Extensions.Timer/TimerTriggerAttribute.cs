using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function on a schedule.</summary>
[BindingCapabilities(KnownBindingCapabilities.FunctionLevelRetry)]
public sealed class TimerTriggerAttribute : TriggerBindingAttribute
{
    /// <param name="schedule">
    /// Six NCRONTAB fields, seconds first (<c>0 0 * * * *</c> is each full hour, UTC), or a time span between
    /// invocations; <c>%Name%</c> takes either from the app's settings.
    /// </param>
    public TimerTriggerAttribute(string schedule) => (Schedule, UseMonitor) = (schedule, true);

    /// <summary>The schedule.</summary>
    public string Schedule { get; private set; }

    /// <summary>
    /// Whether runs are recorded, so that one that was missed while the host was down is made up for.
    /// </summary>
    public bool UseMonitor { get; set; }

    /// <summary>Whether the function also runs each time the host starts.</summary>
    public bool RunOnStartup { get; set; }
}

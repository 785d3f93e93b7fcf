using Status = Microsoft.DurableTask.Client.OrchestrationRuntimeStatus;

namespace Mothership.Local.Durable;

/// <summary>
/// Which statuses of an existing instance refuse a start under its id; the rules of the official host.
/// </summary>
internal static class DedupeRules
{
    /// <summary>Statuses of an instance that is not finished.</summary>
    public static readonly Status[] Unfinished = [Status.Running, Status.Pending, Status.Suspended];

    /// <summary>Null means every status that is not final.</summary>
    /// <exception cref="ArgumentException">A name is unknown, or the combination makes no sense.</exception>
    public static IReadOnlySet<Status> Read(IReadOnlyList<string>? names)
    {
        if (names is null)
            return Unfinished.ToHashSet();
        var statuses = names.Select(Parse).ToHashSet();
        if (statuses.Contains(Status.Terminated) && Unfinished.Any(status => !statuses.Contains(status)))
            throw new ArgumentException(
                "Terminated cannot refuse a start while a running instance may be replaced: replacing terminates it."
            );
        return statuses;
    }

    private static Status Parse(string name) =>
        Enum.TryParse<Status>(name, ignoreCase: true, out var status)
            ? status
            : throw new ArgumentException($"'{name}' is not a status of an orchestration.");
}

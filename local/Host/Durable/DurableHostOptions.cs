namespace Mothership.Local.Host;

/// <summary>The <c>extensions.durableTask</c> section of host.json, as far as the local engine has it.</summary>
internal sealed record DurableHostOptions(
    string? HubName,
    int? MaxConcurrentActivities,
    int? MaxConcurrentOrchestrators
)
{
    private const string Section = "extensions:durableTask";

    internal static DurableHostOptions Read(HostJson json) =>
        new(
            json.Text($"{Section}:hubName"),
            json.Number($"{Section}:maxConcurrentActivityFunctions"),
            json.Number($"{Section}:maxConcurrentOrchestratorFunctions")
        );
}

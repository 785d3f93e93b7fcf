using Mothership.Domain.Operations;

namespace Mothership.Orchestrations.Launching;

/// <summary>
/// The input of an operation's orchestration: ids only, plain types only, because histories keep it for years.
/// </summary>
/// <param name="Organization">The owner.</param>
/// <param name="Operation">The operation, which is also the instance's id.</param>
/// <param name="Cluster">The cluster that it is about, or that its service works on; empty where there is none.</param>
/// <param name="Generation">The generation of its resource that it brings about.</param>
/// <param name="TraceParent">W3C trace context of the request; null when there is none.</param>
/// <param name="Service">The service that it is about; null when it is about a cluster.</param>
/// <param name="Edition">Which edition of the step table it goes through: that of when it was started, whatever comes
/// later. Histories from before there were editions have none, which is 0.</param>
public sealed record OperationInput(
    string Organization,
    string Operation,
    string Cluster,
    long Generation,
    string? TraceParent,
    string? Service = null,
    int Edition = 0
)
{
    /// <summary>The edition that new operations get: with the steps of services.</summary>
    internal const int Present = 1;

    /// <summary>The input of an operation that starts now.</summary>
    internal static OperationInput Of(Operation operation, string? traceParent) =>
        new(
            operation.Organization.Value,
            operation.Id.Value,
            operation.Cluster?.Value ?? "",
            operation.Generation,
            traceParent,
            operation.Service?.Value,
            Present
        );
}

namespace Mothership.Orchestrations.Launching;

/// <summary>
/// The input of an operation's orchestration: ids only, plain types only, because histories keep it for years.
/// </summary>
/// <param name="Organization">The owner.</param>
/// <param name="Operation">The operation, which is also the instance's id.</param>
/// <param name="Cluster">The cluster that it is about.</param>
/// <param name="Generation">The generation of the cluster that it brings about.</param>
/// <param name="TraceParent">W3C trace context of the request; null when there is none.</param>
public sealed record OperationInput(
    string Organization,
    string Operation,
    string Cluster,
    long Generation,
    string? TraceParent
);

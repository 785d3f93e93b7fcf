using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Ids;
using Mothership.Domain.Operations;

namespace Mothership.ControlPlane.Operations;

/// <summary>An operation on the wire.</summary>
internal sealed record OperationBody(
    string ApiVersion,
    string Kind,
    string Id,
    ObjectMetadata Metadata,
    OperationSpecBody Spec,
    OperationStatusBody Status
)
{
    private static readonly WireNames<OperationKind> Kinds = new(
        (OperationKind.ClusterCreate, "CLUSTER_CREATE"),
        (OperationKind.ClusterUpdate, "CLUSTER_UPDATE"),
        (OperationKind.ClusterDelete, "CLUSTER_DELETE"),
        (OperationKind.ClusterSuspend, "CLUSTER_SUSPEND"),
        (OperationKind.ClusterResume, "CLUSTER_RESUME"),
        (OperationKind.ServiceCreate, "SERVICE_CREATE"),
        (OperationKind.ServiceUpdate, "SERVICE_UPDATE"),
        (OperationKind.ServiceDelete, "SERVICE_DELETE")
    );

    private static readonly WireNames<OperationStatus> Phases = new(
        (OperationStatus.Pending, "PENDING"),
        (OperationStatus.Running, "RUNNING"),
        (OperationStatus.Succeeded, "SUCCEEDED"),
        (OperationStatus.Failed, "FAILED"),
        (OperationStatus.Superseded, "SUPERSEDED")
    );

    private static readonly WireNames<StepStatus> StepPhases = new(
        (StepStatus.Pending, "PENDING"),
        (StepStatus.Running, "RUNNING"),
        (StepStatus.Succeeded, "SUCCEEDED"),
        (StepStatus.Failed, "FAILED"),
        (StepStatus.Undone, "UNDONE")
    );

    internal static string PathOf(OperationId id) => $"/ops/v1/operations/{id}";

    internal static OperationBody Of(Operation o, Links links, HttpRequest request)
    {
        var metadata = new ObjectMetadata(
            links.To(request, PathOf(o.Id)),
            $"{Crn.Of(o.Organization, o.Environment)}/operation={o.Id}",
            o.CreatedAt.UtcDateTime,
            o.UpdatedAt.UtcDateTime
        );
        var environment = new ReferenceBody(
            o.Environment.Value,
            links.To(request, $"/org/v2/environments/{o.Environment}"),
            Crn.Of(o.Organization, o.Environment)
        );
        var spec = new OperationSpecBody(
            Kinds.Of(o.Kind),
            ClusterOf(o, links, request),
            ServiceOf(o, links, request),
            environment,
            o.Generation,
            o.Actor
        );
        return new("ops/v1", "Operation", o.Id.Value, metadata, spec, StatusOf(o));
    }

    private static ReferenceBody? ClusterOf(Operation o, Links links, HttpRequest request) =>
        o.Cluster is { } id
            ? new(
                id.Value,
                links.To(request, $"/cmk/v2/clusters/{id}"),
                $"{Crn.Of(o.Organization, o.Environment)}/cloud-cluster={id}/kafka={id}"
            )
            : null;

    private static ReferenceBody? ServiceOf(Operation o, Links links, HttpRequest request) =>
        o.Service is { } id ? new(id.Value, links.To(request, ServicePaths.Of(o)), ServicePaths.CrnOf(o)) : null;

    private static OperationStatusBody StatusOf(Operation o) =>
        new(
            Phases.Of(o.Status),
            o.CompletedAt?.UtcDateTime,
            o.FailureCode is null ? null : new OperationErrorBody(o.FailureCode, o.FailureDetail ?? ""),
            [.. o.Steps.Select(StepOf)]
        );

    private static OperationStepBody StepOf(OperationStep s) =>
        new(
            s.Name,
            StepPhases.Of(s.Status),
            s.StartedAt?.UtcDateTime,
            s.EndedAt?.UtcDateTime,
            s.Attempts,
            s.Cause,
            s.Progress
        );
}

/// <summary>What an operation does.</summary>
internal sealed record OperationSpecBody(
    string Type,
    ReferenceBody? Cluster,
    ReferenceBody? Service,
    ReferenceBody Environment,
    long Generation,
    string RequestedBy
);

/// <summary>Where an operation stands.</summary>
internal sealed record OperationStatusBody(
    string Phase,
    DateTime? CompletedAt,
    OperationErrorBody? Error,
    IReadOnlyList<OperationStepBody> Steps
);

/// <summary>Why an operation failed.</summary>
internal sealed record OperationErrorBody(string Code, string Detail);

/// <summary>One step of an operation.</summary>
internal sealed record OperationStepBody(
    string Name,
    string Phase,
    DateTime? StartedAt,
    DateTime? EndedAt,
    int Attempts,
    string? Cause,
    string? Progress
);

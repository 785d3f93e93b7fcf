using System.Globalization;
using Mothership.DataPlane.Services;
using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Regions.Services;
using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.Services.Workloads;

/// <summary>What a Deployment says of its service, in customers' words. Pure.</summary>
internal static class WorkloadState
{
    private const string Starting = "The service is being started.";
    private const string Stopping = "The service is being stopped.";
    private const string Slow = "The service takes longer than usual to start.";
    private const string NoRoom = "The environment has no room for the service at present.";

    /// <param name="deployment">As it was read.</param>
    /// <param name="address">Where the region's app is reached; null when it has no address.</param>
    public static OperatedService Of(KubeObject deployment, string? address)
    {
        var id = deployment.Label(KubeNames.Service) ?? "";
        var kind = Enum.Parse<ServiceKind>(deployment.Label(KubeNames.ServiceKind)!);
        var generation = long.TryParse(
            deployment.Annotation(KubeNames.Generation),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var known
        )
            ? known
            : 0;
        var isReady = IsReady(deployment);
        return new(
            id,
            kind,
            deployment.Label(KubeNames.Organization) ?? "",
            generation,
            isReady ? OperatedState.Ready : OperatedState.Building,
            address is not null && DataPlanePaths.Of(kind, id) is { } path ? address + path : null,
            new Dictionary<string, string>(),
            Message: isReady ? null : Message(deployment)
        );
    }

    private static bool IsReady(KubeObject deployment)
    {
        if (deployment.IsDeleting || deployment.Number("status", "observedGeneration") != deployment.Generation)
            return false;
        var wanted = Wanted(deployment);
        var there = deployment.Number("status", "replicas") ?? 0;
        var updated = deployment.Number("status", "updatedReplicas") ?? 0;
        return there == wanted && updated == wanted && (wanted == 0 || Says(deployment, "Available", "True"));
    }

    private static string Message(KubeObject deployment) =>
        deployment.IsDeleting || Wanted(deployment) == 0 ? Stopping
        : Says(deployment, "ReplicaFailure", "True") ? NoRoom
        : Says(deployment, "Progressing", "False") ? Slow
        : Starting;

    private static long Wanted(KubeObject deployment) => deployment.Number("spec", "replicas") ?? 1;

    private static bool Says(KubeObject deployment, string type, string status) =>
        deployment.Items("status", "conditions").Any(c => (string?)c["type"] == type && (string?)c["status"] == status);
}

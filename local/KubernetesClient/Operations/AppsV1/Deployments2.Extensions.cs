using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public static partial class AppsV1OperationsExtensions
{
    /// <summary>Deletes a deployment.</summary>
    public static async Task<V1Status> DeleteNamespacedDeploymentAsync(
        this IAppsV1Operations operations,
        string name,
        string namespaceParameter,
        V1DeleteOptions body = null,
        string dryRun = null,
        int? gracePeriodSeconds = null,
        bool? orphanDependents = null,
        string propagationPolicy = null,
        bool? pretty = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .DeleteNamespacedDeploymentWithHttpMessagesAsync(
                name,
                namespaceParameter,
                body,
                dryRun,
                gracePeriodSeconds,
                orphanDependents,
                propagationPolicy,
                pretty,
                null,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Body;
    }

    /// <summary>Changes the status of a deployment.</summary>
    public static async Task<V1Deployment> PatchNamespacedDeploymentStatusAsync(
        this IAppsV1Operations operations,
        V1Patch body,
        string name,
        string namespaceParameter,
        string dryRun = null,
        string fieldManager = null,
        string fieldValidation = null,
        bool? force = null,
        bool? pretty = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .PatchNamespacedDeploymentStatusWithHttpMessagesAsync(
                body,
                name,
                namespaceParameter,
                dryRun,
                fieldManager,
                fieldValidation,
                force,
                pretty,
                null,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Body;
    }
}

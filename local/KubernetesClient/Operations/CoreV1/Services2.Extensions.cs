using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public static partial class CoreV1OperationsExtensions
{
    /// <summary>Deletes a service.</summary>
    public static async Task<V1Service> DeleteNamespacedServiceAsync(
        this ICoreV1Operations operations,
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
            .DeleteNamespacedServiceWithHttpMessagesAsync(
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

    /// <summary>Deletes the services of a namespace that the selectors name.</summary>
    public static async Task<V1Status> DeleteCollectionNamespacedServiceAsync(
        this ICoreV1Operations operations,
        string namespaceParameter,
        V1DeleteOptions body = null,
        string continueParameter = null,
        string dryRun = null,
        string fieldSelector = null,
        int? gracePeriodSeconds = null,
        string labelSelector = null,
        int? limit = null,
        bool? orphanDependents = null,
        string propagationPolicy = null,
        string resourceVersion = null,
        string resourceVersionMatch = null,
        int? timeoutSeconds = null,
        bool? pretty = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .DeleteCollectionNamespacedServiceWithHttpMessagesAsync(
                namespaceParameter,
                body,
                continueParameter,
                dryRun,
                fieldSelector,
                gracePeriodSeconds,
                labelSelector,
                limit,
                orphanDependents,
                propagationPolicy,
                resourceVersion,
                resourceVersionMatch,
                timeoutSeconds,
                pretty,
                null,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Body;
    }

    /// <summary>Changes the status of a service.</summary>
    public static async Task<V1Service> PatchNamespacedServiceStatusAsync(
        this ICoreV1Operations operations,
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
            .PatchNamespacedServiceStatusWithHttpMessagesAsync(
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

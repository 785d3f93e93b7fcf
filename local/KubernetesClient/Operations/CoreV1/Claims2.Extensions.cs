using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public static partial class CoreV1OperationsExtensions
{
    /// <summary>Deletes a claim of a volume.</summary>
    public static async Task<V1PersistentVolumeClaim> DeleteNamespacedPersistentVolumeClaimAsync(
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
            .DeleteNamespacedPersistentVolumeClaimWithHttpMessagesAsync(
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

    /// <summary>Deletes the claim of a volumes of a namespace that the selectors name.</summary>
    public static async Task<V1Status> DeleteCollectionNamespacedPersistentVolumeClaimAsync(
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
            .DeleteCollectionNamespacedPersistentVolumeClaimWithHttpMessagesAsync(
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

    /// <summary>Changes the status of a claim of a volume.</summary>
    public static async Task<V1PersistentVolumeClaim> PatchNamespacedPersistentVolumeClaimStatusAsync(
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
            .PatchNamespacedPersistentVolumeClaimStatusWithHttpMessagesAsync(
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

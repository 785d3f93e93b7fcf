using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public static partial class CoreV1OperationsExtensions
{
    /// <summary>Deletes a config map.</summary>
    public static async Task<V1Status> DeleteNamespacedConfigMapAsync(
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
            .DeleteNamespacedConfigMapWithHttpMessagesAsync(
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

    /// <summary>Deletes the config maps of a namespace that the selectors name.</summary>
    public static async Task<V1Status> DeleteCollectionNamespacedConfigMapAsync(
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
            .DeleteCollectionNamespacedConfigMapWithHttpMessagesAsync(
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
}

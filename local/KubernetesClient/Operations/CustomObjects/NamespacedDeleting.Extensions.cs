using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public static partial class CustomObjectsOperationsExtensions
{
    /// <summary>Deletes a custom object in a namespace.</summary>
    public static async Task<object> DeleteNamespacedCustomObjectAsync(
        this ICustomObjectsOperations operations,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        V1DeleteOptions body = null,
        int? gracePeriodSeconds = null,
        bool? orphanDependents = null,
        string propagationPolicy = null,
        string dryRun = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .DeleteNamespacedCustomObjectWithHttpMessagesAsync(
                group,
                version,
                namespaceParameter,
                plural,
                name,
                body,
                gracePeriodSeconds,
                orphanDependents,
                propagationPolicy,
                dryRun,
                null,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Body;
    }

    /// <summary>Deletes a custom object in a namespace.</summary>
    public static async Task<T> DeleteNamespacedCustomObjectAsync<T>(
        this ICustomObjectsOperations operations,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        V1DeleteOptions body = null,
        int? gracePeriodSeconds = null,
        bool? orphanDependents = null,
        string propagationPolicy = null,
        string dryRun = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .DeleteNamespacedCustomObjectWithHttpMessagesAsync<T>(
                group,
                version,
                namespaceParameter,
                plural,
                name,
                body,
                gracePeriodSeconds,
                orphanDependents,
                propagationPolicy,
                dryRun,
                null,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Body;
    }
}

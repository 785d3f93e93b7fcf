using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public static partial class CustomObjectsOperationsExtensions
{
    /// <summary>Changes a custom object that belongs to no namespace, or applies it.</summary>
    public static async Task<object> PatchClusterCustomObjectAsync(
        this ICustomObjectsOperations operations,
        object body,
        string group,
        string version,
        string plural,
        string name,
        string dryRun = null,
        string fieldManager = null,
        bool? force = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .PatchClusterCustomObjectWithHttpMessagesAsync(
                body,
                group,
                version,
                plural,
                name,
                dryRun,
                fieldManager,
                force,
                null,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Body;
    }

    /// <summary>Changes a custom object that belongs to no namespace, or applies it.</summary>
    public static async Task<T> PatchClusterCustomObjectAsync<T>(
        this ICustomObjectsOperations operations,
        object body,
        string group,
        string version,
        string plural,
        string name,
        string dryRun = null,
        string fieldManager = null,
        bool? force = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .PatchClusterCustomObjectWithHttpMessagesAsync<T>(
                body,
                group,
                version,
                plural,
                name,
                dryRun,
                fieldManager,
                force,
                null,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Body;
    }

    /// <summary>Deletes a custom object that belongs to no namespace.</summary>
    public static async Task<object> DeleteClusterCustomObjectAsync(
        this ICustomObjectsOperations operations,
        string group,
        string version,
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
            .DeleteClusterCustomObjectWithHttpMessagesAsync(
                group,
                version,
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

    /// <summary>Deletes a custom object that belongs to no namespace.</summary>
    public static async Task<T> DeleteClusterCustomObjectAsync<T>(
        this ICustomObjectsOperations operations,
        string group,
        string version,
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
            .DeleteClusterCustomObjectWithHttpMessagesAsync<T>(
                group,
                version,
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

using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public static partial class CustomObjectsOperationsExtensions
{
    /// <summary>Puts a custom object in a namespace in place of the one that is there.</summary>
    public static async Task<object> ReplaceNamespacedCustomObjectAsync(
        this ICustomObjectsOperations operations,
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        string dryRun = null,
        string fieldManager = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .ReplaceNamespacedCustomObjectWithHttpMessagesAsync(
                body,
                group,
                version,
                namespaceParameter,
                plural,
                name,
                dryRun,
                fieldManager,
                null,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Body;
    }

    /// <summary>Puts a custom object in a namespace in place of the one that is there.</summary>
    public static async Task<T> ReplaceNamespacedCustomObjectAsync<T>(
        this ICustomObjectsOperations operations,
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        string dryRun = null,
        string fieldManager = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .ReplaceNamespacedCustomObjectWithHttpMessagesAsync<T>(
                body,
                group,
                version,
                namespaceParameter,
                plural,
                name,
                dryRun,
                fieldManager,
                null,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Body;
    }

    /// <summary>Changes a custom object in a namespace, or applies it.</summary>
    public static async Task<object> PatchNamespacedCustomObjectAsync(
        this ICustomObjectsOperations operations,
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        string dryRun = null,
        string fieldManager = null,
        bool? force = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .PatchNamespacedCustomObjectWithHttpMessagesAsync(
                body,
                group,
                version,
                namespaceParameter,
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

    /// <summary>Changes a custom object in a namespace, or applies it.</summary>
    public static async Task<T> PatchNamespacedCustomObjectAsync<T>(
        this ICustomObjectsOperations operations,
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        string dryRun = null,
        string fieldManager = null,
        bool? force = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .PatchNamespacedCustomObjectWithHttpMessagesAsync<T>(
                body,
                group,
                version,
                namespaceParameter,
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

    /// <summary>Reads a custom object in a namespace by way of its status.</summary>
    public static async Task<object> GetNamespacedCustomObjectStatusAsync(
        this ICustomObjectsOperations operations,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .GetNamespacedCustomObjectStatusWithHttpMessagesAsync(
                group,
                version,
                namespaceParameter,
                plural,
                name,
                null,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Body;
    }

    /// <summary>Reads a custom object in a namespace by way of its status.</summary>
    public static async Task<T> GetNamespacedCustomObjectStatusAsync<T>(
        this ICustomObjectsOperations operations,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .GetNamespacedCustomObjectStatusWithHttpMessagesAsync<T>(
                group,
                version,
                namespaceParameter,
                plural,
                name,
                null,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Body;
    }

    /// <summary>Puts the status of a custom object in a namespace in place of the one that is there.</summary>
    public static async Task<object> ReplaceNamespacedCustomObjectStatusAsync(
        this ICustomObjectsOperations operations,
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        string dryRun = null,
        string fieldManager = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .ReplaceNamespacedCustomObjectStatusWithHttpMessagesAsync(
                body,
                group,
                version,
                namespaceParameter,
                plural,
                name,
                dryRun,
                fieldManager,
                null,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Body;
    }

    /// <summary>Puts the status of a custom object in a namespace in place of the one that is there.</summary>
    public static async Task<T> ReplaceNamespacedCustomObjectStatusAsync<T>(
        this ICustomObjectsOperations operations,
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        string dryRun = null,
        string fieldManager = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .ReplaceNamespacedCustomObjectStatusWithHttpMessagesAsync<T>(
                body,
                group,
                version,
                namespaceParameter,
                plural,
                name,
                dryRun,
                fieldManager,
                null,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Body;
    }

    /// <summary>Changes the status of a custom object in a namespace.</summary>
    public static async Task<object> PatchNamespacedCustomObjectStatusAsync(
        this ICustomObjectsOperations operations,
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        string dryRun = null,
        string fieldManager = null,
        bool? force = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .PatchNamespacedCustomObjectStatusWithHttpMessagesAsync(
                body,
                group,
                version,
                namespaceParameter,
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

    /// <summary>Changes the status of a custom object in a namespace.</summary>
    public static async Task<T> PatchNamespacedCustomObjectStatusAsync<T>(
        this ICustomObjectsOperations operations,
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        string dryRun = null,
        string fieldManager = null,
        bool? force = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .PatchNamespacedCustomObjectStatusWithHttpMessagesAsync<T>(
                body,
                group,
                version,
                namespaceParameter,
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
}

using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public static partial class CustomObjectsOperationsExtensions
{
    /// <summary>The custom objects of a kind in a namespace.</summary>
    public static async Task<object> ListNamespacedCustomObjectAsync(
        this ICustomObjectsOperations operations,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        bool? allowWatchBookmarks = null,
        string continueParameter = null,
        string fieldSelector = null,
        string labelSelector = null,
        int? limit = null,
        string resourceVersion = null,
        string resourceVersionMatch = null,
        int? timeoutSeconds = null,
        bool? pretty = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .ListNamespacedCustomObjectWithHttpMessagesAsync(
                group,
                version,
                namespaceParameter,
                plural,
                allowWatchBookmarks,
                continueParameter,
                fieldSelector,
                labelSelector,
                limit,
                resourceVersion,
                resourceVersionMatch,
                timeoutSeconds,
                null,
                pretty,
                null,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Body;
    }

    /// <summary>Watches instead: the custom objects of a kind in a namespace.</summary>
    public static IAsyncEnumerable<(WatchEventType, object)> WatchListNamespacedCustomObjectAsync(
        this ICustomObjectsOperations operations,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        bool? allowWatchBookmarks = null,
        string continueParameter = null,
        string fieldSelector = null,
        string labelSelector = null,
        int? limit = null,
        string resourceVersion = null,
        string resourceVersionMatch = null,
        int? timeoutSeconds = null,
        bool? pretty = null,
        Action<Exception> onError = null,
        CancellationToken cancellationToken = default
    ) =>
        operations
            .ListNamespacedCustomObjectWithHttpMessagesAsync(
                group,
                version,
                namespaceParameter,
                plural,
                allowWatchBookmarks,
                continueParameter,
                fieldSelector,
                labelSelector,
                limit,
                resourceVersion,
                resourceVersionMatch,
                timeoutSeconds,
                true,
                pretty,
                null,
                cancellationToken
            )
            .EventsOf<object, object>(onError, cancellationToken);

    /// <summary>The custom objects of a kind in a namespace.</summary>
    public static async Task<T> ListNamespacedCustomObjectAsync<T>(
        this ICustomObjectsOperations operations,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        bool? allowWatchBookmarks = null,
        string continueParameter = null,
        string fieldSelector = null,
        string labelSelector = null,
        int? limit = null,
        string resourceVersion = null,
        string resourceVersionMatch = null,
        int? timeoutSeconds = null,
        bool? pretty = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .ListNamespacedCustomObjectWithHttpMessagesAsync<T>(
                group,
                version,
                namespaceParameter,
                plural,
                allowWatchBookmarks,
                continueParameter,
                fieldSelector,
                labelSelector,
                limit,
                resourceVersion,
                resourceVersionMatch,
                timeoutSeconds,
                null,
                pretty,
                null,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Body;
    }

    /// <summary>Makes a custom object in a namespace.</summary>
    public static async Task<object> CreateNamespacedCustomObjectAsync(
        this ICustomObjectsOperations operations,
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string dryRun = null,
        string fieldManager = null,
        bool? pretty = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .CreateNamespacedCustomObjectWithHttpMessagesAsync(
                body,
                group,
                version,
                namespaceParameter,
                plural,
                dryRun,
                fieldManager,
                pretty,
                null,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Body;
    }

    /// <summary>Makes a custom object in a namespace.</summary>
    public static async Task<T> CreateNamespacedCustomObjectAsync<T>(
        this ICustomObjectsOperations operations,
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string dryRun = null,
        string fieldManager = null,
        bool? pretty = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .CreateNamespacedCustomObjectWithHttpMessagesAsync<T>(
                body,
                group,
                version,
                namespaceParameter,
                plural,
                dryRun,
                fieldManager,
                pretty,
                null,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Body;
    }

    /// <summary>Reads a custom object in a namespace.</summary>
    public static async Task<object> GetNamespacedCustomObjectAsync(
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
            .GetNamespacedCustomObjectWithHttpMessagesAsync(
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

    /// <summary>Reads a custom object in a namespace.</summary>
    public static async Task<T> GetNamespacedCustomObjectAsync<T>(
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
            .GetNamespacedCustomObjectWithHttpMessagesAsync<T>(
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
}

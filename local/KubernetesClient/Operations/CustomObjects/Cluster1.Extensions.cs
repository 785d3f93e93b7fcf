using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public static partial class CustomObjectsOperationsExtensions
{
    /// <summary>The custom objects of a kind that belongs to no namespace.</summary>
    public static async Task<object> ListClusterCustomObjectAsync(
        this ICustomObjectsOperations operations,
        string group,
        string version,
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
            .ListClusterCustomObjectWithHttpMessagesAsync(
                group,
                version,
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

    /// <summary>Watches instead: the custom objects of a kind that belongs to no namespace.</summary>
    public static IAsyncEnumerable<(WatchEventType, object)> WatchListClusterCustomObjectAsync(
        this ICustomObjectsOperations operations,
        string group,
        string version,
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
            .ListClusterCustomObjectWithHttpMessagesAsync(
                group,
                version,
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

    /// <summary>The custom objects of a kind that belongs to no namespace.</summary>
    public static async Task<T> ListClusterCustomObjectAsync<T>(
        this ICustomObjectsOperations operations,
        string group,
        string version,
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
            .ListClusterCustomObjectWithHttpMessagesAsync<T>(
                group,
                version,
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

    /// <summary>Makes a custom object that belongs to no namespace.</summary>
    public static async Task<object> CreateClusterCustomObjectAsync(
        this ICustomObjectsOperations operations,
        object body,
        string group,
        string version,
        string plural,
        string dryRun = null,
        string fieldManager = null,
        bool? pretty = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .CreateClusterCustomObjectWithHttpMessagesAsync(
                body,
                group,
                version,
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

    /// <summary>Makes a custom object that belongs to no namespace.</summary>
    public static async Task<T> CreateClusterCustomObjectAsync<T>(
        this ICustomObjectsOperations operations,
        object body,
        string group,
        string version,
        string plural,
        string dryRun = null,
        string fieldManager = null,
        bool? pretty = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .CreateClusterCustomObjectWithHttpMessagesAsync<T>(
                body,
                group,
                version,
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

    /// <summary>Reads a custom object that belongs to no namespace.</summary>
    public static async Task<object> GetClusterCustomObjectAsync(
        this ICustomObjectsOperations operations,
        string group,
        string version,
        string plural,
        string name,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .GetClusterCustomObjectWithHttpMessagesAsync(group, version, plural, name, null, cancellationToken)
            .ConfigureAwait(false);
        return answer.Body;
    }

    /// <summary>Reads a custom object that belongs to no namespace.</summary>
    public static async Task<T> GetClusterCustomObjectAsync<T>(
        this ICustomObjectsOperations operations,
        string group,
        string version,
        string plural,
        string name,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .GetClusterCustomObjectWithHttpMessagesAsync<T>(group, version, plural, name, null, cancellationToken)
            .ConfigureAwait(false);
        return answer.Body;
    }
}

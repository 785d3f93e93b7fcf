using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public static partial class CoreV1OperationsExtensions
{
    /// <summary>The services of a namespace.</summary>
    public static async Task<V1ServiceList> ListNamespacedServiceAsync(
        this ICoreV1Operations operations,
        string namespaceParameter,
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
            .ListNamespacedServiceWithHttpMessagesAsync(
                namespaceParameter,
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

    /// <summary>Watches instead: the services of a namespace.</summary>
    public static IAsyncEnumerable<(WatchEventType, V1Service)> WatchListNamespacedServiceAsync(
        this ICoreV1Operations operations,
        string namespaceParameter,
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
            .ListNamespacedServiceWithHttpMessagesAsync(
                namespaceParameter,
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
            .EventsOf<V1Service, V1ServiceList>(onError, cancellationToken);

    /// <summary>Watches instead, with a call for each event: the services of a namespace.</summary>
    public static Watcher<V1Service> WatchListNamespacedService(
        this ICoreV1Operations operations,
        string namespaceParameter,
        bool? allowWatchBookmarks = null,
        string continueParameter = null,
        string fieldSelector = null,
        string labelSelector = null,
        int? limit = null,
        string resourceVersion = null,
        string resourceVersionMatch = null,
        int? timeoutSeconds = null,
        bool? pretty = null,
        Action<WatchEventType, V1Service> onEvent = null,
        Action<Exception> onError = null,
        Action onClosed = null
    )
    {
        ArgumentNullException.ThrowIfNull(onEvent);
        return operations
            .ListNamespacedServiceWithHttpMessagesAsync(
                namespaceParameter,
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
                CancellationToken.None
            )
            .CallsOf<V1Service, V1ServiceList>(onEvent, onError, onClosed);
    }

    /// <summary>The services of all namespaces.</summary>
    public static async Task<V1ServiceList> ListServiceForAllNamespacesAsync(
        this ICoreV1Operations operations,
        bool? allowWatchBookmarks = null,
        string continueParameter = null,
        string fieldSelector = null,
        string labelSelector = null,
        int? limit = null,
        bool? pretty = null,
        string resourceVersion = null,
        string resourceVersionMatch = null,
        int? timeoutSeconds = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .ListServiceForAllNamespacesWithHttpMessagesAsync(
                allowWatchBookmarks,
                continueParameter,
                fieldSelector,
                labelSelector,
                limit,
                pretty,
                resourceVersion,
                resourceVersionMatch,
                timeoutSeconds,
                null,
                null,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Body;
    }

    /// <summary>Watches instead: the services of all namespaces.</summary>
    public static IAsyncEnumerable<(WatchEventType, V1Service)> WatchListServiceForAllNamespacesAsync(
        this ICoreV1Operations operations,
        bool? allowWatchBookmarks = null,
        string continueParameter = null,
        string fieldSelector = null,
        string labelSelector = null,
        int? limit = null,
        bool? pretty = null,
        string resourceVersion = null,
        string resourceVersionMatch = null,
        int? timeoutSeconds = null,
        Action<Exception> onError = null,
        CancellationToken cancellationToken = default
    ) =>
        operations
            .ListServiceForAllNamespacesWithHttpMessagesAsync(
                allowWatchBookmarks,
                continueParameter,
                fieldSelector,
                labelSelector,
                limit,
                pretty,
                resourceVersion,
                resourceVersionMatch,
                timeoutSeconds,
                true,
                null,
                cancellationToken
            )
            .EventsOf<V1Service, V1ServiceList>(onError, cancellationToken);

    /// <summary>Watches instead, with a call for each event: the services of all namespaces.</summary>
    public static Watcher<V1Service> WatchListServiceForAllNamespaces(
        this ICoreV1Operations operations,
        bool? allowWatchBookmarks = null,
        string continueParameter = null,
        string fieldSelector = null,
        string labelSelector = null,
        int? limit = null,
        bool? pretty = null,
        string resourceVersion = null,
        string resourceVersionMatch = null,
        int? timeoutSeconds = null,
        Action<WatchEventType, V1Service> onEvent = null,
        Action<Exception> onError = null,
        Action onClosed = null
    )
    {
        ArgumentNullException.ThrowIfNull(onEvent);
        return operations
            .ListServiceForAllNamespacesWithHttpMessagesAsync(
                allowWatchBookmarks,
                continueParameter,
                fieldSelector,
                labelSelector,
                limit,
                pretty,
                resourceVersion,
                resourceVersionMatch,
                timeoutSeconds,
                true,
                null,
                CancellationToken.None
            )
            .CallsOf<V1Service, V1ServiceList>(onEvent, onError, onClosed);
    }

    /// <summary>Makes a service.</summary>
    public static async Task<V1Service> CreateNamespacedServiceAsync(
        this ICoreV1Operations operations,
        V1Service body,
        string namespaceParameter,
        string dryRun = null,
        string fieldManager = null,
        string fieldValidation = null,
        bool? pretty = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .CreateNamespacedServiceWithHttpMessagesAsync(
                body,
                namespaceParameter,
                dryRun,
                fieldManager,
                fieldValidation,
                pretty,
                null,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Body;
    }

    /// <summary>Reads a service.</summary>
    public static async Task<V1Service> ReadNamespacedServiceAsync(
        this ICoreV1Operations operations,
        string name,
        string namespaceParameter,
        bool? pretty = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .ReadNamespacedServiceWithHttpMessagesAsync(name, namespaceParameter, pretty, null, cancellationToken)
            .ConfigureAwait(false);
        return answer.Body;
    }

    /// <summary>Puts a service in place of the one that is there.</summary>
    public static async Task<V1Service> ReplaceNamespacedServiceAsync(
        this ICoreV1Operations operations,
        V1Service body,
        string name,
        string namespaceParameter,
        string dryRun = null,
        string fieldManager = null,
        string fieldValidation = null,
        bool? pretty = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .ReplaceNamespacedServiceWithHttpMessagesAsync(
                body,
                name,
                namespaceParameter,
                dryRun,
                fieldManager,
                fieldValidation,
                pretty,
                null,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Body;
    }

    /// <summary>Changes a service, or applies it.</summary>
    public static async Task<V1Service> PatchNamespacedServiceAsync(
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
            .PatchNamespacedServiceWithHttpMessagesAsync(
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

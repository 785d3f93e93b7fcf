using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public static partial class AppsV1OperationsExtensions
{
    /// <summary>The deployments of a namespace.</summary>
    public static async Task<V1DeploymentList> ListNamespacedDeploymentAsync(
        this IAppsV1Operations operations,
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
            .ListNamespacedDeploymentWithHttpMessagesAsync(
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

    /// <summary>Watches instead: the deployments of a namespace.</summary>
    public static IAsyncEnumerable<(WatchEventType, V1Deployment)> WatchListNamespacedDeploymentAsync(
        this IAppsV1Operations operations,
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
            .ListNamespacedDeploymentWithHttpMessagesAsync(
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
            .EventsOf<V1Deployment, V1DeploymentList>(onError, cancellationToken);

    /// <summary>Watches instead, with a call for each event: the deployments of a namespace.</summary>
    public static Watcher<V1Deployment> WatchListNamespacedDeployment(
        this IAppsV1Operations operations,
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
        Action<WatchEventType, V1Deployment> onEvent = null,
        Action<Exception> onError = null,
        Action onClosed = null
    )
    {
        ArgumentNullException.ThrowIfNull(onEvent);
        return operations
            .ListNamespacedDeploymentWithHttpMessagesAsync(
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
            .CallsOf<V1Deployment, V1DeploymentList>(onEvent, onError, onClosed);
    }

    /// <summary>The deployments of all namespaces.</summary>
    public static async Task<V1DeploymentList> ListDeploymentForAllNamespacesAsync(
        this IAppsV1Operations operations,
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
            .ListDeploymentForAllNamespacesWithHttpMessagesAsync(
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

    /// <summary>Watches instead: the deployments of all namespaces.</summary>
    public static IAsyncEnumerable<(WatchEventType, V1Deployment)> WatchListDeploymentForAllNamespacesAsync(
        this IAppsV1Operations operations,
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
            .ListDeploymentForAllNamespacesWithHttpMessagesAsync(
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
            .EventsOf<V1Deployment, V1DeploymentList>(onError, cancellationToken);

    /// <summary>Watches instead, with a call for each event: the deployments of all namespaces.</summary>
    public static Watcher<V1Deployment> WatchListDeploymentForAllNamespaces(
        this IAppsV1Operations operations,
        bool? allowWatchBookmarks = null,
        string continueParameter = null,
        string fieldSelector = null,
        string labelSelector = null,
        int? limit = null,
        bool? pretty = null,
        string resourceVersion = null,
        string resourceVersionMatch = null,
        int? timeoutSeconds = null,
        Action<WatchEventType, V1Deployment> onEvent = null,
        Action<Exception> onError = null,
        Action onClosed = null
    )
    {
        ArgumentNullException.ThrowIfNull(onEvent);
        return operations
            .ListDeploymentForAllNamespacesWithHttpMessagesAsync(
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
            .CallsOf<V1Deployment, V1DeploymentList>(onEvent, onError, onClosed);
    }

    /// <summary>Makes a deployment.</summary>
    public static async Task<V1Deployment> CreateNamespacedDeploymentAsync(
        this IAppsV1Operations operations,
        V1Deployment body,
        string namespaceParameter,
        string dryRun = null,
        string fieldManager = null,
        string fieldValidation = null,
        bool? pretty = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .CreateNamespacedDeploymentWithHttpMessagesAsync(
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

    /// <summary>Reads a deployment.</summary>
    public static async Task<V1Deployment> ReadNamespacedDeploymentAsync(
        this IAppsV1Operations operations,
        string name,
        string namespaceParameter,
        bool? pretty = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .ReadNamespacedDeploymentWithHttpMessagesAsync(name, namespaceParameter, pretty, null, cancellationToken)
            .ConfigureAwait(false);
        return answer.Body;
    }

    /// <summary>Puts a deployment in place of the one that is there.</summary>
    public static async Task<V1Deployment> ReplaceNamespacedDeploymentAsync(
        this IAppsV1Operations operations,
        V1Deployment body,
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
            .ReplaceNamespacedDeploymentWithHttpMessagesAsync(
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

    /// <summary>Changes a deployment, or applies it.</summary>
    public static async Task<V1Deployment> PatchNamespacedDeploymentAsync(
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
            .PatchNamespacedDeploymentWithHttpMessagesAsync(
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

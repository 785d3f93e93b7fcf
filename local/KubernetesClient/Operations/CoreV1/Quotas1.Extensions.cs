using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public static partial class CoreV1OperationsExtensions
{
    /// <summary>The quotas of a namespace.</summary>
    public static async Task<V1ResourceQuotaList> ListNamespacedResourceQuotaAsync(
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
            .ListNamespacedResourceQuotaWithHttpMessagesAsync(
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

    /// <summary>Watches instead: the quotas of a namespace.</summary>
    public static IAsyncEnumerable<(WatchEventType, V1ResourceQuota)> WatchListNamespacedResourceQuotaAsync(
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
            .ListNamespacedResourceQuotaWithHttpMessagesAsync(
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
            .EventsOf<V1ResourceQuota, V1ResourceQuotaList>(onError, cancellationToken);

    /// <summary>Watches instead, with a call for each event: the quotas of a namespace.</summary>
    public static Watcher<V1ResourceQuota> WatchListNamespacedResourceQuota(
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
        Action<WatchEventType, V1ResourceQuota> onEvent = null,
        Action<Exception> onError = null,
        Action onClosed = null
    )
    {
        ArgumentNullException.ThrowIfNull(onEvent);
        return operations
            .ListNamespacedResourceQuotaWithHttpMessagesAsync(
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
            .CallsOf<V1ResourceQuota, V1ResourceQuotaList>(onEvent, onError, onClosed);
    }

    /// <summary>The quotas of all namespaces.</summary>
    public static async Task<V1ResourceQuotaList> ListResourceQuotaForAllNamespacesAsync(
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
            .ListResourceQuotaForAllNamespacesWithHttpMessagesAsync(
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

    /// <summary>Watches instead: the quotas of all namespaces.</summary>
    public static IAsyncEnumerable<(WatchEventType, V1ResourceQuota)> WatchListResourceQuotaForAllNamespacesAsync(
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
            .ListResourceQuotaForAllNamespacesWithHttpMessagesAsync(
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
            .EventsOf<V1ResourceQuota, V1ResourceQuotaList>(onError, cancellationToken);

    /// <summary>Watches instead, with a call for each event: the quotas of all namespaces.</summary>
    public static Watcher<V1ResourceQuota> WatchListResourceQuotaForAllNamespaces(
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
        Action<WatchEventType, V1ResourceQuota> onEvent = null,
        Action<Exception> onError = null,
        Action onClosed = null
    )
    {
        ArgumentNullException.ThrowIfNull(onEvent);
        return operations
            .ListResourceQuotaForAllNamespacesWithHttpMessagesAsync(
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
            .CallsOf<V1ResourceQuota, V1ResourceQuotaList>(onEvent, onError, onClosed);
    }

    /// <summary>Makes a quota.</summary>
    public static async Task<V1ResourceQuota> CreateNamespacedResourceQuotaAsync(
        this ICoreV1Operations operations,
        V1ResourceQuota body,
        string namespaceParameter,
        string dryRun = null,
        string fieldManager = null,
        string fieldValidation = null,
        bool? pretty = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .CreateNamespacedResourceQuotaWithHttpMessagesAsync(
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

    /// <summary>Reads a quota.</summary>
    public static async Task<V1ResourceQuota> ReadNamespacedResourceQuotaAsync(
        this ICoreV1Operations operations,
        string name,
        string namespaceParameter,
        bool? pretty = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .ReadNamespacedResourceQuotaWithHttpMessagesAsync(name, namespaceParameter, pretty, null, cancellationToken)
            .ConfigureAwait(false);
        return answer.Body;
    }

    /// <summary>Puts a quota in place of the one that is there.</summary>
    public static async Task<V1ResourceQuota> ReplaceNamespacedResourceQuotaAsync(
        this ICoreV1Operations operations,
        V1ResourceQuota body,
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
            .ReplaceNamespacedResourceQuotaWithHttpMessagesAsync(
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

    /// <summary>Changes a quota, or applies it.</summary>
    public static async Task<V1ResourceQuota> PatchNamespacedResourceQuotaAsync(
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
            .PatchNamespacedResourceQuotaWithHttpMessagesAsync(
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

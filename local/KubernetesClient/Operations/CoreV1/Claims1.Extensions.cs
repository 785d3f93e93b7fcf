using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public static partial class CoreV1OperationsExtensions
{
    /// <summary>The claim of a volumes of a namespace.</summary>
    public static async Task<V1PersistentVolumeClaimList> ListNamespacedPersistentVolumeClaimAsync(
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
            .ListNamespacedPersistentVolumeClaimWithHttpMessagesAsync(
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

    /// <summary>Watches instead: the claim of a volumes of a namespace.</summary>
    public static IAsyncEnumerable<(
        WatchEventType,
        V1PersistentVolumeClaim
    )> WatchListNamespacedPersistentVolumeClaimAsync(
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
            .ListNamespacedPersistentVolumeClaimWithHttpMessagesAsync(
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
            .EventsOf<V1PersistentVolumeClaim, V1PersistentVolumeClaimList>(onError, cancellationToken);

    /// <summary>Watches instead, with a call for each event: the claim of a volumes of a namespace.</summary>
    public static Watcher<V1PersistentVolumeClaim> WatchListNamespacedPersistentVolumeClaim(
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
        Action<WatchEventType, V1PersistentVolumeClaim> onEvent = null,
        Action<Exception> onError = null,
        Action onClosed = null
    )
    {
        ArgumentNullException.ThrowIfNull(onEvent);
        return operations
            .ListNamespacedPersistentVolumeClaimWithHttpMessagesAsync(
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
            .CallsOf<V1PersistentVolumeClaim, V1PersistentVolumeClaimList>(onEvent, onError, onClosed);
    }

    /// <summary>The claim of a volumes of all namespaces.</summary>
    public static async Task<V1PersistentVolumeClaimList> ListPersistentVolumeClaimForAllNamespacesAsync(
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
            .ListPersistentVolumeClaimForAllNamespacesWithHttpMessagesAsync(
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

    /// <summary>Watches instead: the claim of a volumes of all namespaces.</summary>
    public static IAsyncEnumerable<(
        WatchEventType,
        V1PersistentVolumeClaim
    )> WatchListPersistentVolumeClaimForAllNamespacesAsync(
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
            .ListPersistentVolumeClaimForAllNamespacesWithHttpMessagesAsync(
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
            .EventsOf<V1PersistentVolumeClaim, V1PersistentVolumeClaimList>(onError, cancellationToken);

    /// <summary>Watches instead, with a call for each event: the claim of a volumes of all namespaces.</summary>
    public static Watcher<V1PersistentVolumeClaim> WatchListPersistentVolumeClaimForAllNamespaces(
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
        Action<WatchEventType, V1PersistentVolumeClaim> onEvent = null,
        Action<Exception> onError = null,
        Action onClosed = null
    )
    {
        ArgumentNullException.ThrowIfNull(onEvent);
        return operations
            .ListPersistentVolumeClaimForAllNamespacesWithHttpMessagesAsync(
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
            .CallsOf<V1PersistentVolumeClaim, V1PersistentVolumeClaimList>(onEvent, onError, onClosed);
    }

    /// <summary>Makes a claim of a volume.</summary>
    public static async Task<V1PersistentVolumeClaim> CreateNamespacedPersistentVolumeClaimAsync(
        this ICoreV1Operations operations,
        V1PersistentVolumeClaim body,
        string namespaceParameter,
        string dryRun = null,
        string fieldManager = null,
        string fieldValidation = null,
        bool? pretty = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .CreateNamespacedPersistentVolumeClaimWithHttpMessagesAsync(
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

    /// <summary>Reads a claim of a volume.</summary>
    public static async Task<V1PersistentVolumeClaim> ReadNamespacedPersistentVolumeClaimAsync(
        this ICoreV1Operations operations,
        string name,
        string namespaceParameter,
        bool? pretty = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .ReadNamespacedPersistentVolumeClaimWithHttpMessagesAsync(
                name,
                namespaceParameter,
                pretty,
                null,
                cancellationToken
            )
            .ConfigureAwait(false);
        return answer.Body;
    }

    /// <summary>Puts a claim of a volume in place of the one that is there.</summary>
    public static async Task<V1PersistentVolumeClaim> ReplaceNamespacedPersistentVolumeClaimAsync(
        this ICoreV1Operations operations,
        V1PersistentVolumeClaim body,
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
            .ReplaceNamespacedPersistentVolumeClaimWithHttpMessagesAsync(
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

    /// <summary>Changes a claim of a volume, or applies it.</summary>
    public static async Task<V1PersistentVolumeClaim> PatchNamespacedPersistentVolumeClaimAsync(
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
            .PatchNamespacedPersistentVolumeClaimWithHttpMessagesAsync(
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

using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public static partial class CoreV1OperationsExtensions
{
    /// <summary>The nodes.</summary>
    public static async Task<V1NodeList> ListNodeAsync(
        this ICoreV1Operations operations,
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
            .ListNodeWithHttpMessagesAsync(
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

    /// <summary>Watches instead: the nodes.</summary>
    public static IAsyncEnumerable<(WatchEventType, V1Node)> WatchListNodeAsync(
        this ICoreV1Operations operations,
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
            .ListNodeWithHttpMessagesAsync(
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
            .EventsOf<V1Node, V1NodeList>(onError, cancellationToken);

    /// <summary>Watches instead, with a call for each event: the nodes.</summary>
    public static Watcher<V1Node> WatchListNode(
        this ICoreV1Operations operations,
        bool? allowWatchBookmarks = null,
        string continueParameter = null,
        string fieldSelector = null,
        string labelSelector = null,
        int? limit = null,
        string resourceVersion = null,
        string resourceVersionMatch = null,
        int? timeoutSeconds = null,
        bool? pretty = null,
        Action<WatchEventType, V1Node> onEvent = null,
        Action<Exception> onError = null,
        Action onClosed = null
    )
    {
        ArgumentNullException.ThrowIfNull(onEvent);
        return operations
            .ListNodeWithHttpMessagesAsync(
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
            .CallsOf<V1Node, V1NodeList>(onEvent, onError, onClosed);
    }

    /// <summary>Makes a node.</summary>
    public static async Task<V1Node> CreateNodeAsync(
        this ICoreV1Operations operations,
        V1Node body,
        string dryRun = null,
        string fieldManager = null,
        string fieldValidation = null,
        bool? pretty = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .CreateNodeWithHttpMessagesAsync(
                body,
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

    /// <summary>Reads a node.</summary>
    public static async Task<V1Node> ReadNodeAsync(
        this ICoreV1Operations operations,
        string name,
        bool? pretty = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .ReadNodeWithHttpMessagesAsync(name, pretty, null, cancellationToken)
            .ConfigureAwait(false);
        return answer.Body;
    }

    /// <summary>Changes the status of a node.</summary>
    public static async Task<V1Node> PatchNodeStatusAsync(
        this ICoreV1Operations operations,
        V1Patch body,
        string name,
        string dryRun = null,
        string fieldManager = null,
        string fieldValidation = null,
        bool? force = null,
        bool? pretty = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .PatchNodeStatusWithHttpMessagesAsync(
                body,
                name,
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

    /// <summary>Deletes a node.</summary>
    public static async Task<V1Status> DeleteNodeAsync(
        this ICoreV1Operations operations,
        string name,
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
            .DeleteNodeWithHttpMessagesAsync(
                name,
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
}

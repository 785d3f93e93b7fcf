using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public static partial class NetworkingV1OperationsExtensions
{
    /// <summary>The network policies of a namespace.</summary>
    public static async Task<V1NetworkPolicyList> ListNamespacedNetworkPolicyAsync(
        this INetworkingV1Operations operations,
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
            .ListNamespacedNetworkPolicyWithHttpMessagesAsync(
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

    /// <summary>Watches instead: the network policies of a namespace.</summary>
    public static IAsyncEnumerable<(WatchEventType, V1NetworkPolicy)> WatchListNamespacedNetworkPolicyAsync(
        this INetworkingV1Operations operations,
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
            .ListNamespacedNetworkPolicyWithHttpMessagesAsync(
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
            .EventsOf<V1NetworkPolicy, V1NetworkPolicyList>(onError, cancellationToken);

    /// <summary>Watches instead, with a call for each event: the network policies of a namespace.</summary>
    public static Watcher<V1NetworkPolicy> WatchListNamespacedNetworkPolicy(
        this INetworkingV1Operations operations,
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
        Action<WatchEventType, V1NetworkPolicy> onEvent = null,
        Action<Exception> onError = null,
        Action onClosed = null
    )
    {
        ArgumentNullException.ThrowIfNull(onEvent);
        return operations
            .ListNamespacedNetworkPolicyWithHttpMessagesAsync(
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
            .CallsOf<V1NetworkPolicy, V1NetworkPolicyList>(onEvent, onError, onClosed);
    }

    /// <summary>The network policies of all namespaces.</summary>
    public static async Task<V1NetworkPolicyList> ListNetworkPolicyForAllNamespacesAsync(
        this INetworkingV1Operations operations,
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
            .ListNetworkPolicyForAllNamespacesWithHttpMessagesAsync(
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

    /// <summary>Watches instead: the network policies of all namespaces.</summary>
    public static IAsyncEnumerable<(WatchEventType, V1NetworkPolicy)> WatchListNetworkPolicyForAllNamespacesAsync(
        this INetworkingV1Operations operations,
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
            .ListNetworkPolicyForAllNamespacesWithHttpMessagesAsync(
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
            .EventsOf<V1NetworkPolicy, V1NetworkPolicyList>(onError, cancellationToken);

    /// <summary>Watches instead, with a call for each event: the network policies of all namespaces.</summary>
    public static Watcher<V1NetworkPolicy> WatchListNetworkPolicyForAllNamespaces(
        this INetworkingV1Operations operations,
        bool? allowWatchBookmarks = null,
        string continueParameter = null,
        string fieldSelector = null,
        string labelSelector = null,
        int? limit = null,
        bool? pretty = null,
        string resourceVersion = null,
        string resourceVersionMatch = null,
        int? timeoutSeconds = null,
        Action<WatchEventType, V1NetworkPolicy> onEvent = null,
        Action<Exception> onError = null,
        Action onClosed = null
    )
    {
        ArgumentNullException.ThrowIfNull(onEvent);
        return operations
            .ListNetworkPolicyForAllNamespacesWithHttpMessagesAsync(
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
            .CallsOf<V1NetworkPolicy, V1NetworkPolicyList>(onEvent, onError, onClosed);
    }

    /// <summary>Makes a network policy.</summary>
    public static async Task<V1NetworkPolicy> CreateNamespacedNetworkPolicyAsync(
        this INetworkingV1Operations operations,
        V1NetworkPolicy body,
        string namespaceParameter,
        string dryRun = null,
        string fieldManager = null,
        string fieldValidation = null,
        bool? pretty = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .CreateNamespacedNetworkPolicyWithHttpMessagesAsync(
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

    /// <summary>Reads a network policy.</summary>
    public static async Task<V1NetworkPolicy> ReadNamespacedNetworkPolicyAsync(
        this INetworkingV1Operations operations,
        string name,
        string namespaceParameter,
        bool? pretty = null,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations
            .ReadNamespacedNetworkPolicyWithHttpMessagesAsync(name, namespaceParameter, pretty, null, cancellationToken)
            .ConfigureAwait(false);
        return answer.Body;
    }

    /// <summary>Puts a network policy in place of the one that is there.</summary>
    public static async Task<V1NetworkPolicy> ReplaceNamespacedNetworkPolicyAsync(
        this INetworkingV1Operations operations,
        V1NetworkPolicy body,
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
            .ReplaceNamespacedNetworkPolicyWithHttpMessagesAsync(
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

    /// <summary>Changes a network policy, or applies it.</summary>
    public static async Task<V1NetworkPolicy> PatchNamespacedNetworkPolicyAsync(
        this INetworkingV1Operations operations,
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
            .PatchNamespacedNetworkPolicyWithHttpMessagesAsync(
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

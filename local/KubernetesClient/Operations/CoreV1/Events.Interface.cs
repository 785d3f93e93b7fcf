using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public partial interface ICoreV1Operations
{
    /// <summary>The events of a namespace.</summary>
    Task<HttpOperationResponse<Corev1EventList>> ListNamespacedEventWithHttpMessagesAsync(
        string namespaceParameter,
        bool? allowWatchBookmarks = null,
        string continueParameter = null,
        string fieldSelector = null,
        string labelSelector = null,
        int? limit = null,
        string resourceVersion = null,
        string resourceVersionMatch = null,
        int? timeoutSeconds = null,
        bool? watch = null,
        bool? pretty = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>The events of all namespaces.</summary>
    Task<HttpOperationResponse<Corev1EventList>> ListEventForAllNamespacesWithHttpMessagesAsync(
        bool? allowWatchBookmarks = null,
        string continueParameter = null,
        string fieldSelector = null,
        string labelSelector = null,
        int? limit = null,
        bool? pretty = null,
        string resourceVersion = null,
        string resourceVersionMatch = null,
        int? timeoutSeconds = null,
        bool? watch = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Makes an event.</summary>
    Task<HttpOperationResponse<Corev1Event>> CreateNamespacedEventWithHttpMessagesAsync(
        Corev1Event body,
        string namespaceParameter,
        string dryRun = null,
        string fieldManager = null,
        string fieldValidation = null,
        bool? pretty = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Reads an event.</summary>
    Task<HttpOperationResponse<Corev1Event>> ReadNamespacedEventWithHttpMessagesAsync(
        string name,
        string namespaceParameter,
        bool? pretty = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );
}

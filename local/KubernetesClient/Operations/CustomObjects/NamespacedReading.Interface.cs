using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public partial interface ICustomObjectsOperations
{
    /// <summary>The custom objects of a kind in a namespace.</summary>
    Task<HttpOperationResponse<object>> ListNamespacedCustomObjectWithHttpMessagesAsync(
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
        bool? watch = null,
        bool? pretty = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>The custom objects of a kind in a namespace.</summary>
    Task<HttpOperationResponse<T>> ListNamespacedCustomObjectWithHttpMessagesAsync<T>(
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
        bool? watch = null,
        bool? pretty = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Makes a custom object in a namespace.</summary>
    Task<HttpOperationResponse<object>> CreateNamespacedCustomObjectWithHttpMessagesAsync(
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string dryRun = null,
        string fieldManager = null,
        bool? pretty = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Makes a custom object in a namespace.</summary>
    Task<HttpOperationResponse<T>> CreateNamespacedCustomObjectWithHttpMessagesAsync<T>(
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string dryRun = null,
        string fieldManager = null,
        bool? pretty = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Reads a custom object in a namespace.</summary>
    Task<HttpOperationResponse<object>> GetNamespacedCustomObjectWithHttpMessagesAsync(
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Reads a custom object in a namespace.</summary>
    Task<HttpOperationResponse<T>> GetNamespacedCustomObjectWithHttpMessagesAsync<T>(
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );
}

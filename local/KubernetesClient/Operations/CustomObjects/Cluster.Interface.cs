using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public partial interface ICustomObjectsOperations
{
    /// <summary>The custom objects of a kind that belongs to no namespace.</summary>
    Task<HttpOperationResponse<object>> ListClusterCustomObjectWithHttpMessagesAsync(
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
        bool? watch = null,
        bool? pretty = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>The custom objects of a kind that belongs to no namespace.</summary>
    Task<HttpOperationResponse<T>> ListClusterCustomObjectWithHttpMessagesAsync<T>(
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
        bool? watch = null,
        bool? pretty = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Makes a custom object that belongs to no namespace.</summary>
    Task<HttpOperationResponse<object>> CreateClusterCustomObjectWithHttpMessagesAsync(
        object body,
        string group,
        string version,
        string plural,
        string dryRun = null,
        string fieldManager = null,
        bool? pretty = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Makes a custom object that belongs to no namespace.</summary>
    Task<HttpOperationResponse<T>> CreateClusterCustomObjectWithHttpMessagesAsync<T>(
        object body,
        string group,
        string version,
        string plural,
        string dryRun = null,
        string fieldManager = null,
        bool? pretty = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Reads a custom object that belongs to no namespace.</summary>
    Task<HttpOperationResponse<object>> GetClusterCustomObjectWithHttpMessagesAsync(
        string group,
        string version,
        string plural,
        string name,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Reads a custom object that belongs to no namespace.</summary>
    Task<HttpOperationResponse<T>> GetClusterCustomObjectWithHttpMessagesAsync<T>(
        string group,
        string version,
        string plural,
        string name,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Changes a custom object that belongs to no namespace, or applies it.</summary>
    Task<HttpOperationResponse<object>> PatchClusterCustomObjectWithHttpMessagesAsync(
        object body,
        string group,
        string version,
        string plural,
        string name,
        string dryRun = null,
        string fieldManager = null,
        bool? force = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Changes a custom object that belongs to no namespace, or applies it.</summary>
    Task<HttpOperationResponse<T>> PatchClusterCustomObjectWithHttpMessagesAsync<T>(
        object body,
        string group,
        string version,
        string plural,
        string name,
        string dryRun = null,
        string fieldManager = null,
        bool? force = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Deletes a custom object that belongs to no namespace.</summary>
    Task<HttpOperationResponse<object>> DeleteClusterCustomObjectWithHttpMessagesAsync(
        string group,
        string version,
        string plural,
        string name,
        V1DeleteOptions body = null,
        int? gracePeriodSeconds = null,
        bool? orphanDependents = null,
        string propagationPolicy = null,
        string dryRun = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Deletes a custom object that belongs to no namespace.</summary>
    Task<HttpOperationResponse<T>> DeleteClusterCustomObjectWithHttpMessagesAsync<T>(
        string group,
        string version,
        string plural,
        string name,
        V1DeleteOptions body = null,
        int? gracePeriodSeconds = null,
        bool? orphanDependents = null,
        string propagationPolicy = null,
        string dryRun = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );
}

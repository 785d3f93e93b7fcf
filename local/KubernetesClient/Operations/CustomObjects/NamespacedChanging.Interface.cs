using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public partial interface ICustomObjectsOperations
{
    /// <summary>Puts a custom object in a namespace in place of the one that is there.</summary>
    Task<HttpOperationResponse<object>> ReplaceNamespacedCustomObjectWithHttpMessagesAsync(
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        string dryRun = null,
        string fieldManager = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Puts a custom object in a namespace in place of the one that is there.</summary>
    Task<HttpOperationResponse<T>> ReplaceNamespacedCustomObjectWithHttpMessagesAsync<T>(
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        string dryRun = null,
        string fieldManager = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Changes a custom object in a namespace, or applies it.</summary>
    Task<HttpOperationResponse<object>> PatchNamespacedCustomObjectWithHttpMessagesAsync(
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        string dryRun = null,
        string fieldManager = null,
        bool? force = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Changes a custom object in a namespace, or applies it.</summary>
    Task<HttpOperationResponse<T>> PatchNamespacedCustomObjectWithHttpMessagesAsync<T>(
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        string dryRun = null,
        string fieldManager = null,
        bool? force = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Reads a custom object in a namespace by way of its status.</summary>
    Task<HttpOperationResponse<object>> GetNamespacedCustomObjectStatusWithHttpMessagesAsync(
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Reads a custom object in a namespace by way of its status.</summary>
    Task<HttpOperationResponse<T>> GetNamespacedCustomObjectStatusWithHttpMessagesAsync<T>(
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Puts the status of a custom object in a namespace in place of the one that is there.</summary>
    Task<HttpOperationResponse<object>> ReplaceNamespacedCustomObjectStatusWithHttpMessagesAsync(
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        string dryRun = null,
        string fieldManager = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Puts the status of a custom object in a namespace in place of the one that is there.</summary>
    Task<HttpOperationResponse<T>> ReplaceNamespacedCustomObjectStatusWithHttpMessagesAsync<T>(
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        string dryRun = null,
        string fieldManager = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Changes the status of a custom object in a namespace.</summary>
    Task<HttpOperationResponse<object>> PatchNamespacedCustomObjectStatusWithHttpMessagesAsync(
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        string dryRun = null,
        string fieldManager = null,
        bool? force = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Changes the status of a custom object in a namespace.</summary>
    Task<HttpOperationResponse<T>> PatchNamespacedCustomObjectStatusWithHttpMessagesAsync<T>(
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        string dryRun = null,
        string fieldManager = null,
        bool? force = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );
}

using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public abstract partial class AbstractKubernetes
{
    Task<HttpOperationResponse<object>> ICustomObjectsOperations.ListNamespacedCustomObjectWithHttpMessagesAsync(
        string group,
        string version,
        string namespaceParameter,
        string plural,
        bool? allowWatchBookmarks,
        string continueParameter,
        string fieldSelector,
        string labelSelector,
        int? limit,
        string resourceVersion,
        string resourceVersionMatch,
        int? timeoutSeconds,
        bool? watch,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<object>(
            new Call(HttpMethod.Get, customHeaders, "apis", group, version, "namespaces", namespaceParameter, plural)
                .Query("allowWatchBookmarks", allowWatchBookmarks)
                .Query("continue", continueParameter)
                .Query("fieldSelector", fieldSelector)
                .Query("labelSelector", labelSelector)
                .Query("limit", limit)
                .Query("resourceVersion", resourceVersion)
                .Query("resourceVersionMatch", resourceVersionMatch)
                .Query("timeoutSeconds", timeoutSeconds)
                .Watch(watch)
                .Query("pretty", pretty),
            cancellationToken
        );

    Task<HttpOperationResponse<T>> ICustomObjectsOperations.ListNamespacedCustomObjectWithHttpMessagesAsync<T>(
        string group,
        string version,
        string namespaceParameter,
        string plural,
        bool? allowWatchBookmarks,
        string continueParameter,
        string fieldSelector,
        string labelSelector,
        int? limit,
        string resourceVersion,
        string resourceVersionMatch,
        int? timeoutSeconds,
        bool? watch,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<T>(
            new Call(HttpMethod.Get, customHeaders, "apis", group, version, "namespaces", namespaceParameter, plural)
                .Query("allowWatchBookmarks", allowWatchBookmarks)
                .Query("continue", continueParameter)
                .Query("fieldSelector", fieldSelector)
                .Query("labelSelector", labelSelector)
                .Query("limit", limit)
                .Query("resourceVersion", resourceVersion)
                .Query("resourceVersionMatch", resourceVersionMatch)
                .Query("timeoutSeconds", timeoutSeconds)
                .Watch(watch)
                .Query("pretty", pretty),
            cancellationToken
        );

    Task<HttpOperationResponse<object>> ICustomObjectsOperations.CreateNamespacedCustomObjectWithHttpMessagesAsync(
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string dryRun,
        string fieldManager,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<object>(
            new Call(HttpMethod.Post, customHeaders, "apis", group, version, "namespaces", namespaceParameter, plural)
                .RequiredBody(body)
                .Query("dryRun", dryRun)
                .Query("fieldManager", fieldManager)
                .Query("pretty", pretty),
            cancellationToken
        );

    Task<HttpOperationResponse<T>> ICustomObjectsOperations.CreateNamespacedCustomObjectWithHttpMessagesAsync<T>(
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string dryRun,
        string fieldManager,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<T>(
            new Call(HttpMethod.Post, customHeaders, "apis", group, version, "namespaces", namespaceParameter, plural)
                .RequiredBody(body)
                .Query("dryRun", dryRun)
                .Query("fieldManager", fieldManager)
                .Query("pretty", pretty),
            cancellationToken
        );

    Task<HttpOperationResponse<object>> ICustomObjectsOperations.GetNamespacedCustomObjectWithHttpMessagesAsync(
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<object>(
            new Call(
                HttpMethod.Get,
                customHeaders,
                "apis",
                group,
                version,
                "namespaces",
                namespaceParameter,
                plural,
                name
            ),
            cancellationToken
        );

    Task<HttpOperationResponse<T>> ICustomObjectsOperations.GetNamespacedCustomObjectWithHttpMessagesAsync<T>(
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<T>(
            new Call(
                HttpMethod.Get,
                customHeaders,
                "apis",
                group,
                version,
                "namespaces",
                namespaceParameter,
                plural,
                name
            ),
            cancellationToken
        );
}

using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public abstract partial class AbstractKubernetes
{
    Task<HttpOperationResponse<Corev1EventList>> ICoreV1Operations.ListNamespacedEventWithHttpMessagesAsync(
        string namespaceParameter,
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
        RequestAsync<Corev1EventList>(
            new Call(HttpMethod.Get, customHeaders, "api", "v1", "namespaces", namespaceParameter, "events")
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

    Task<HttpOperationResponse<Corev1EventList>> ICoreV1Operations.ListEventForAllNamespacesWithHttpMessagesAsync(
        bool? allowWatchBookmarks,
        string continueParameter,
        string fieldSelector,
        string labelSelector,
        int? limit,
        bool? pretty,
        string resourceVersion,
        string resourceVersionMatch,
        int? timeoutSeconds,
        bool? watch,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<Corev1EventList>(
            new Call(HttpMethod.Get, customHeaders, "api", "v1", "events")
                .Query("allowWatchBookmarks", allowWatchBookmarks)
                .Query("continue", continueParameter)
                .Query("fieldSelector", fieldSelector)
                .Query("labelSelector", labelSelector)
                .Query("limit", limit)
                .Query("pretty", pretty)
                .Query("resourceVersion", resourceVersion)
                .Query("resourceVersionMatch", resourceVersionMatch)
                .Query("timeoutSeconds", timeoutSeconds)
                .Watch(watch),
            cancellationToken
        );

    Task<HttpOperationResponse<Corev1Event>> ICoreV1Operations.CreateNamespacedEventWithHttpMessagesAsync(
        Corev1Event body,
        string namespaceParameter,
        string dryRun,
        string fieldManager,
        string fieldValidation,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<Corev1Event>(
            new Call(HttpMethod.Post, customHeaders, "api", "v1", "namespaces", namespaceParameter, "events")
                .RequiredBody(body)
                .Query("dryRun", dryRun)
                .Query("fieldManager", fieldManager)
                .Query("fieldValidation", fieldValidation)
                .Query("pretty", pretty),
            cancellationToken
        );

    Task<HttpOperationResponse<Corev1Event>> ICoreV1Operations.ReadNamespacedEventWithHttpMessagesAsync(
        string name,
        string namespaceParameter,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<Corev1Event>(
            new Call(
                HttpMethod.Get,
                customHeaders,
                "api",
                "v1",
                "namespaces",
                namespaceParameter,
                "events",
                name
            ).Query("pretty", pretty),
            cancellationToken
        );
}

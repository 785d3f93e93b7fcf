using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public abstract partial class AbstractKubernetes
{
    Task<HttpOperationResponse<V1ConfigMapList>> ICoreV1Operations.ListNamespacedConfigMapWithHttpMessagesAsync(
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
        RequestAsync<V1ConfigMapList>(
            new Call(HttpMethod.Get, customHeaders, "api", "v1", "namespaces", namespaceParameter, "configmaps")
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

    Task<HttpOperationResponse<V1ConfigMap>> ICoreV1Operations.CreateNamespacedConfigMapWithHttpMessagesAsync(
        V1ConfigMap body,
        string namespaceParameter,
        string dryRun,
        string fieldManager,
        string fieldValidation,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<V1ConfigMap>(
            new Call(HttpMethod.Post, customHeaders, "api", "v1", "namespaces", namespaceParameter, "configmaps")
                .RequiredBody(body)
                .Query("dryRun", dryRun)
                .Query("fieldManager", fieldManager)
                .Query("fieldValidation", fieldValidation)
                .Query("pretty", pretty),
            cancellationToken
        );

    Task<HttpOperationResponse<V1ConfigMap>> ICoreV1Operations.ReadNamespacedConfigMapWithHttpMessagesAsync(
        string name,
        string namespaceParameter,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<V1ConfigMap>(
            new Call(
                HttpMethod.Get,
                customHeaders,
                "api",
                "v1",
                "namespaces",
                namespaceParameter,
                "configmaps",
                name
            ).Query("pretty", pretty),
            cancellationToken
        );

    Task<HttpOperationResponse<V1ConfigMap>> ICoreV1Operations.PatchNamespacedConfigMapWithHttpMessagesAsync(
        V1Patch body,
        string name,
        string namespaceParameter,
        string dryRun,
        string fieldManager,
        string fieldValidation,
        bool? force,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<V1ConfigMap>(
            new Call(HttpMethod.Patch, customHeaders, "api", "v1", "namespaces", namespaceParameter, "configmaps", name)
                .RequiredBody(body)
                .Query("dryRun", dryRun)
                .Query("fieldManager", fieldManager)
                .Query("fieldValidation", fieldValidation)
                .Query("force", force)
                .Query("pretty", pretty),
            cancellationToken
        );

    Task<HttpOperationResponse<V1Status>> ICoreV1Operations.DeleteNamespacedConfigMapWithHttpMessagesAsync(
        string name,
        string namespaceParameter,
        V1DeleteOptions body,
        string dryRun,
        int? gracePeriodSeconds,
        bool? orphanDependents,
        string propagationPolicy,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<V1Status>(
            new Call(
                HttpMethod.Delete,
                customHeaders,
                "api",
                "v1",
                "namespaces",
                namespaceParameter,
                "configmaps",
                name
            )
                .Body(body)
                .Query("dryRun", dryRun)
                .Query("gracePeriodSeconds", gracePeriodSeconds)
                .Query("orphanDependents", orphanDependents)
                .Query("propagationPolicy", propagationPolicy)
                .Query("pretty", pretty),
            cancellationToken
        );

    Task<HttpOperationResponse<V1Status>> ICoreV1Operations.DeleteCollectionNamespacedConfigMapWithHttpMessagesAsync(
        string namespaceParameter,
        V1DeleteOptions body,
        string continueParameter,
        string dryRun,
        string fieldSelector,
        int? gracePeriodSeconds,
        string labelSelector,
        int? limit,
        bool? orphanDependents,
        string propagationPolicy,
        string resourceVersion,
        string resourceVersionMatch,
        int? timeoutSeconds,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<V1Status>(
            new Call(HttpMethod.Delete, customHeaders, "api", "v1", "namespaces", namespaceParameter, "configmaps")
                .Body(body)
                .Query("continue", continueParameter)
                .Query("dryRun", dryRun)
                .Query("fieldSelector", fieldSelector)
                .Query("gracePeriodSeconds", gracePeriodSeconds)
                .Query("labelSelector", labelSelector)
                .Query("limit", limit)
                .Query("orphanDependents", orphanDependents)
                .Query("propagationPolicy", propagationPolicy)
                .Query("resourceVersion", resourceVersion)
                .Query("resourceVersionMatch", resourceVersionMatch)
                .Query("timeoutSeconds", timeoutSeconds)
                .Query("pretty", pretty),
            cancellationToken
        );
}

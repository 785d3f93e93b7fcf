using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public abstract partial class AbstractKubernetes
{
    Task<HttpOperationResponse<V1NamespaceList>> ICoreV1Operations.ListNamespaceWithHttpMessagesAsync(
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
        RequestAsync<V1NamespaceList>(
            new Call(HttpMethod.Get, customHeaders, "api", "v1", "namespaces")
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

    Task<HttpOperationResponse<V1Namespace>> ICoreV1Operations.CreateNamespaceWithHttpMessagesAsync(
        V1Namespace body,
        string dryRun,
        string fieldManager,
        string fieldValidation,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<V1Namespace>(
            new Call(HttpMethod.Post, customHeaders, "api", "v1", "namespaces")
                .RequiredBody(body)
                .Query("dryRun", dryRun)
                .Query("fieldManager", fieldManager)
                .Query("fieldValidation", fieldValidation)
                .Query("pretty", pretty),
            cancellationToken
        );

    Task<HttpOperationResponse<V1Namespace>> ICoreV1Operations.ReadNamespaceWithHttpMessagesAsync(
        string name,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<V1Namespace>(
            new Call(HttpMethod.Get, customHeaders, "api", "v1", "namespaces", name).Query("pretty", pretty),
            cancellationToken
        );

    Task<HttpOperationResponse<V1Namespace>> ICoreV1Operations.PatchNamespaceWithHttpMessagesAsync(
        V1Patch body,
        string name,
        string dryRun,
        string fieldManager,
        string fieldValidation,
        bool? force,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<V1Namespace>(
            new Call(HttpMethod.Patch, customHeaders, "api", "v1", "namespaces", name)
                .RequiredBody(body)
                .Query("dryRun", dryRun)
                .Query("fieldManager", fieldManager)
                .Query("fieldValidation", fieldValidation)
                .Query("force", force)
                .Query("pretty", pretty),
            cancellationToken
        );

    Task<HttpOperationResponse<V1Status>> ICoreV1Operations.DeleteNamespaceWithHttpMessagesAsync(
        string name,
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
            new Call(HttpMethod.Delete, customHeaders, "api", "v1", "namespaces", name)
                .Body(body)
                .Query("dryRun", dryRun)
                .Query("gracePeriodSeconds", gracePeriodSeconds)
                .Query("orphanDependents", orphanDependents)
                .Query("propagationPolicy", propagationPolicy)
                .Query("pretty", pretty),
            cancellationToken
        );
}

using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public abstract partial class AbstractKubernetes
{
    Task<HttpOperationResponse<V1SecretList>> ICoreV1Operations.ListNamespacedSecretWithHttpMessagesAsync(
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
        RequestAsync<V1SecretList>(
            new Call(HttpMethod.Get, customHeaders, "api", "v1", "namespaces", namespaceParameter, "secrets")
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

    Task<HttpOperationResponse<V1Secret>> ICoreV1Operations.CreateNamespacedSecretWithHttpMessagesAsync(
        V1Secret body,
        string namespaceParameter,
        string dryRun,
        string fieldManager,
        string fieldValidation,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<V1Secret>(
            new Call(HttpMethod.Post, customHeaders, "api", "v1", "namespaces", namespaceParameter, "secrets")
                .RequiredBody(body)
                .Query("dryRun", dryRun)
                .Query("fieldManager", fieldManager)
                .Query("fieldValidation", fieldValidation)
                .Query("pretty", pretty),
            cancellationToken
        );

    Task<HttpOperationResponse<V1Secret>> ICoreV1Operations.ReadNamespacedSecretWithHttpMessagesAsync(
        string name,
        string namespaceParameter,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<V1Secret>(
            new Call(
                HttpMethod.Get,
                customHeaders,
                "api",
                "v1",
                "namespaces",
                namespaceParameter,
                "secrets",
                name
            ).Query("pretty", pretty),
            cancellationToken
        );

    Task<HttpOperationResponse<V1Secret>> ICoreV1Operations.PatchNamespacedSecretWithHttpMessagesAsync(
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
        RequestAsync<V1Secret>(
            new Call(HttpMethod.Patch, customHeaders, "api", "v1", "namespaces", namespaceParameter, "secrets", name)
                .RequiredBody(body)
                .Query("dryRun", dryRun)
                .Query("fieldManager", fieldManager)
                .Query("fieldValidation", fieldValidation)
                .Query("force", force)
                .Query("pretty", pretty),
            cancellationToken
        );

    Task<HttpOperationResponse<V1Status>> ICoreV1Operations.DeleteNamespacedSecretWithHttpMessagesAsync(
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
            new Call(HttpMethod.Delete, customHeaders, "api", "v1", "namespaces", namespaceParameter, "secrets", name)
                .Body(body)
                .Query("dryRun", dryRun)
                .Query("gracePeriodSeconds", gracePeriodSeconds)
                .Query("orphanDependents", orphanDependents)
                .Query("propagationPolicy", propagationPolicy)
                .Query("pretty", pretty),
            cancellationToken
        );
}

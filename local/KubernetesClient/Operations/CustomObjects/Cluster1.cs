using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public abstract partial class AbstractKubernetes
{
    Task<HttpOperationResponse<object>> ICustomObjectsOperations.ListClusterCustomObjectWithHttpMessagesAsync(
        string group,
        string version,
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
            new Call(HttpMethod.Get, customHeaders, "apis", group, version, plural)
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

    Task<HttpOperationResponse<T>> ICustomObjectsOperations.ListClusterCustomObjectWithHttpMessagesAsync<T>(
        string group,
        string version,
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
            new Call(HttpMethod.Get, customHeaders, "apis", group, version, plural)
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

    Task<HttpOperationResponse<object>> ICustomObjectsOperations.CreateClusterCustomObjectWithHttpMessagesAsync(
        object body,
        string group,
        string version,
        string plural,
        string dryRun,
        string fieldManager,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<object>(
            new Call(HttpMethod.Post, customHeaders, "apis", group, version, plural)
                .RequiredBody(body)
                .Query("dryRun", dryRun)
                .Query("fieldManager", fieldManager)
                .Query("pretty", pretty),
            cancellationToken
        );

    Task<HttpOperationResponse<T>> ICustomObjectsOperations.CreateClusterCustomObjectWithHttpMessagesAsync<T>(
        object body,
        string group,
        string version,
        string plural,
        string dryRun,
        string fieldManager,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<T>(
            new Call(HttpMethod.Post, customHeaders, "apis", group, version, plural)
                .RequiredBody(body)
                .Query("dryRun", dryRun)
                .Query("fieldManager", fieldManager)
                .Query("pretty", pretty),
            cancellationToken
        );

    Task<HttpOperationResponse<object>> ICustomObjectsOperations.GetClusterCustomObjectWithHttpMessagesAsync(
        string group,
        string version,
        string plural,
        string name,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<object>(
            new Call(HttpMethod.Get, customHeaders, "apis", group, version, plural, name),
            cancellationToken
        );

    Task<HttpOperationResponse<T>> ICustomObjectsOperations.GetClusterCustomObjectWithHttpMessagesAsync<T>(
        string group,
        string version,
        string plural,
        string name,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<T>(
            new Call(HttpMethod.Get, customHeaders, "apis", group, version, plural, name),
            cancellationToken
        );

    Task<HttpOperationResponse<object>> ICustomObjectsOperations.PatchClusterCustomObjectWithHttpMessagesAsync(
        object body,
        string group,
        string version,
        string plural,
        string name,
        string dryRun,
        string fieldManager,
        bool? force,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<object>(
            new Call(HttpMethod.Patch, customHeaders, "apis", group, version, plural, name)
                .RequiredBody(body)
                .Query("dryRun", dryRun)
                .Query("fieldManager", fieldManager)
                .Query("force", force),
            cancellationToken
        );

    Task<HttpOperationResponse<T>> ICustomObjectsOperations.PatchClusterCustomObjectWithHttpMessagesAsync<T>(
        object body,
        string group,
        string version,
        string plural,
        string name,
        string dryRun,
        string fieldManager,
        bool? force,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<T>(
            new Call(HttpMethod.Patch, customHeaders, "apis", group, version, plural, name)
                .RequiredBody(body)
                .Query("dryRun", dryRun)
                .Query("fieldManager", fieldManager)
                .Query("force", force),
            cancellationToken
        );

    Task<HttpOperationResponse<object>> ICustomObjectsOperations.DeleteClusterCustomObjectWithHttpMessagesAsync(
        string group,
        string version,
        string plural,
        string name,
        V1DeleteOptions body,
        int? gracePeriodSeconds,
        bool? orphanDependents,
        string propagationPolicy,
        string dryRun,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<object>(
            new Call(HttpMethod.Delete, customHeaders, "apis", group, version, plural, name)
                .Body(body)
                .Query("gracePeriodSeconds", gracePeriodSeconds)
                .Query("orphanDependents", orphanDependents)
                .Query("propagationPolicy", propagationPolicy)
                .Query("dryRun", dryRun),
            cancellationToken
        );
}

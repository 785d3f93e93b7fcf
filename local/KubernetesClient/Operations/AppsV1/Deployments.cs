using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public abstract partial class AbstractKubernetes
{
    Task<HttpOperationResponse<V1DeploymentList>> IAppsV1Operations.ListNamespacedDeploymentWithHttpMessagesAsync(
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
        RequestAsync<V1DeploymentList>(
            new Call(
                HttpMethod.Get,
                customHeaders,
                "apis",
                "apps",
                "v1",
                "namespaces",
                namespaceParameter,
                "deployments"
            )
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

    Task<HttpOperationResponse<V1Deployment>> IAppsV1Operations.CreateNamespacedDeploymentWithHttpMessagesAsync(
        V1Deployment body,
        string namespaceParameter,
        string dryRun,
        string fieldManager,
        string fieldValidation,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<V1Deployment>(
            new Call(
                HttpMethod.Post,
                customHeaders,
                "apis",
                "apps",
                "v1",
                "namespaces",
                namespaceParameter,
                "deployments"
            )
                .RequiredBody(body)
                .Query("dryRun", dryRun)
                .Query("fieldManager", fieldManager)
                .Query("fieldValidation", fieldValidation)
                .Query("pretty", pretty),
            cancellationToken
        );

    Task<HttpOperationResponse<V1Deployment>> IAppsV1Operations.ReadNamespacedDeploymentWithHttpMessagesAsync(
        string name,
        string namespaceParameter,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<V1Deployment>(
            new Call(
                HttpMethod.Get,
                customHeaders,
                "apis",
                "apps",
                "v1",
                "namespaces",
                namespaceParameter,
                "deployments",
                name
            ).Query("pretty", pretty),
            cancellationToken
        );

    Task<HttpOperationResponse<V1Deployment>> IAppsV1Operations.PatchNamespacedDeploymentWithHttpMessagesAsync(
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
        RequestAsync<V1Deployment>(
            new Call(
                HttpMethod.Patch,
                customHeaders,
                "apis",
                "apps",
                "v1",
                "namespaces",
                namespaceParameter,
                "deployments",
                name
            )
                .RequiredBody(body)
                .Query("dryRun", dryRun)
                .Query("fieldManager", fieldManager)
                .Query("fieldValidation", fieldValidation)
                .Query("force", force)
                .Query("pretty", pretty),
            cancellationToken
        );

    Task<HttpOperationResponse<V1Status>> IAppsV1Operations.DeleteNamespacedDeploymentWithHttpMessagesAsync(
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
                "apis",
                "apps",
                "v1",
                "namespaces",
                namespaceParameter,
                "deployments",
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

    Task<HttpOperationResponse<V1Deployment>> IAppsV1Operations.PatchNamespacedDeploymentStatusWithHttpMessagesAsync(
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
        RequestAsync<V1Deployment>(
            new Call(
                HttpMethod.Patch,
                customHeaders,
                "apis",
                "apps",
                "v1",
                "namespaces",
                namespaceParameter,
                "deployments",
                name,
                "status"
            )
                .RequiredBody(body)
                .Query("dryRun", dryRun)
                .Query("fieldManager", fieldManager)
                .Query("fieldValidation", fieldValidation)
                .Query("force", force)
                .Query("pretty", pretty),
            cancellationToken
        );
}

using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public abstract partial class AbstractKubernetes
{
    Task<
        HttpOperationResponse<V1NetworkPolicyList>
    > INetworkingV1Operations.ListNamespacedNetworkPolicyWithHttpMessagesAsync(
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
        RequestAsync<V1NetworkPolicyList>(
            new Call(
                HttpMethod.Get,
                customHeaders,
                "apis",
                "networking.k8s.io",
                "v1",
                "namespaces",
                namespaceParameter,
                "networkpolicies"
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

    Task<
        HttpOperationResponse<V1NetworkPolicyList>
    > INetworkingV1Operations.ListNetworkPolicyForAllNamespacesWithHttpMessagesAsync(
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
        RequestAsync<V1NetworkPolicyList>(
            new Call(HttpMethod.Get, customHeaders, "apis", "networking.k8s.io", "v1", "networkpolicies")
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

    Task<
        HttpOperationResponse<V1NetworkPolicy>
    > INetworkingV1Operations.CreateNamespacedNetworkPolicyWithHttpMessagesAsync(
        V1NetworkPolicy body,
        string namespaceParameter,
        string dryRun,
        string fieldManager,
        string fieldValidation,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<V1NetworkPolicy>(
            new Call(
                HttpMethod.Post,
                customHeaders,
                "apis",
                "networking.k8s.io",
                "v1",
                "namespaces",
                namespaceParameter,
                "networkpolicies"
            )
                .RequiredBody(body)
                .Query("dryRun", dryRun)
                .Query("fieldManager", fieldManager)
                .Query("fieldValidation", fieldValidation)
                .Query("pretty", pretty),
            cancellationToken
        );

    Task<
        HttpOperationResponse<V1NetworkPolicy>
    > INetworkingV1Operations.ReadNamespacedNetworkPolicyWithHttpMessagesAsync(
        string name,
        string namespaceParameter,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<V1NetworkPolicy>(
            new Call(
                HttpMethod.Get,
                customHeaders,
                "apis",
                "networking.k8s.io",
                "v1",
                "namespaces",
                namespaceParameter,
                "networkpolicies",
                name
            ).Query("pretty", pretty),
            cancellationToken
        );

    Task<
        HttpOperationResponse<V1NetworkPolicy>
    > INetworkingV1Operations.ReplaceNamespacedNetworkPolicyWithHttpMessagesAsync(
        V1NetworkPolicy body,
        string name,
        string namespaceParameter,
        string dryRun,
        string fieldManager,
        string fieldValidation,
        bool? pretty,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<V1NetworkPolicy>(
            new Call(
                HttpMethod.Put,
                customHeaders,
                "apis",
                "networking.k8s.io",
                "v1",
                "namespaces",
                namespaceParameter,
                "networkpolicies",
                name
            )
                .RequiredBody(body)
                .Query("dryRun", dryRun)
                .Query("fieldManager", fieldManager)
                .Query("fieldValidation", fieldValidation)
                .Query("pretty", pretty),
            cancellationToken
        );

    Task<
        HttpOperationResponse<V1NetworkPolicy>
    > INetworkingV1Operations.PatchNamespacedNetworkPolicyWithHttpMessagesAsync(
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
        RequestAsync<V1NetworkPolicy>(
            new Call(
                HttpMethod.Patch,
                customHeaders,
                "apis",
                "networking.k8s.io",
                "v1",
                "namespaces",
                namespaceParameter,
                "networkpolicies",
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

    Task<HttpOperationResponse<V1Status>> INetworkingV1Operations.DeleteNamespacedNetworkPolicyWithHttpMessagesAsync(
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
                "networking.k8s.io",
                "v1",
                "namespaces",
                namespaceParameter,
                "networkpolicies",
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

    Task<
        HttpOperationResponse<V1Status>
    > INetworkingV1Operations.DeleteCollectionNamespacedNetworkPolicyWithHttpMessagesAsync(
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
            new Call(
                HttpMethod.Delete,
                customHeaders,
                "apis",
                "networking.k8s.io",
                "v1",
                "namespaces",
                namespaceParameter,
                "networkpolicies"
            )
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

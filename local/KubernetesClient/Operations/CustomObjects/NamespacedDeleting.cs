using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public abstract partial class AbstractKubernetes
{
    Task<HttpOperationResponse<object>> ICustomObjectsOperations.DeleteNamespacedCustomObjectWithHttpMessagesAsync(
        string group,
        string version,
        string namespaceParameter,
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
            new Call(
                HttpMethod.Delete,
                customHeaders,
                "apis",
                group,
                version,
                "namespaces",
                namespaceParameter,
                plural,
                name
            )
                .Body(body)
                .Query("gracePeriodSeconds", gracePeriodSeconds)
                .Query("orphanDependents", orphanDependents)
                .Query("propagationPolicy", propagationPolicy)
                .Query("dryRun", dryRun),
            cancellationToken
        );

    Task<HttpOperationResponse<T>> ICustomObjectsOperations.DeleteNamespacedCustomObjectWithHttpMessagesAsync<T>(
        string group,
        string version,
        string namespaceParameter,
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
        RequestAsync<T>(
            new Call(
                HttpMethod.Delete,
                customHeaders,
                "apis",
                group,
                version,
                "namespaces",
                namespaceParameter,
                plural,
                name
            )
                .Body(body)
                .Query("gracePeriodSeconds", gracePeriodSeconds)
                .Query("orphanDependents", orphanDependents)
                .Query("propagationPolicy", propagationPolicy)
                .Query("dryRun", dryRun),
            cancellationToken
        );
}

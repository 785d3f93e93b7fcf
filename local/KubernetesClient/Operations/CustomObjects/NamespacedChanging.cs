using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public abstract partial class AbstractKubernetes
{
    Task<HttpOperationResponse<object>> ICustomObjectsOperations.ReplaceNamespacedCustomObjectWithHttpMessagesAsync(
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        string dryRun,
        string fieldManager,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<object>(
            new Call(
                HttpMethod.Put,
                customHeaders,
                "apis",
                group,
                version,
                "namespaces",
                namespaceParameter,
                plural,
                name
            )
                .RequiredBody(body)
                .Query("dryRun", dryRun)
                .Query("fieldManager", fieldManager),
            cancellationToken
        );

    Task<HttpOperationResponse<T>> ICustomObjectsOperations.ReplaceNamespacedCustomObjectWithHttpMessagesAsync<T>(
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        string dryRun,
        string fieldManager,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<T>(
            new Call(
                HttpMethod.Put,
                customHeaders,
                "apis",
                group,
                version,
                "namespaces",
                namespaceParameter,
                plural,
                name
            )
                .RequiredBody(body)
                .Query("dryRun", dryRun)
                .Query("fieldManager", fieldManager),
            cancellationToken
        );

    Task<HttpOperationResponse<object>> ICustomObjectsOperations.PatchNamespacedCustomObjectWithHttpMessagesAsync(
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        string dryRun,
        string fieldManager,
        bool? force,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<object>(
            new Call(
                HttpMethod.Patch,
                customHeaders,
                "apis",
                group,
                version,
                "namespaces",
                namespaceParameter,
                plural,
                name
            )
                .RequiredBody(body)
                .Query("dryRun", dryRun)
                .Query("fieldManager", fieldManager)
                .Query("force", force),
            cancellationToken
        );

    Task<HttpOperationResponse<T>> ICustomObjectsOperations.PatchNamespacedCustomObjectWithHttpMessagesAsync<T>(
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        string dryRun,
        string fieldManager,
        bool? force,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<T>(
            new Call(
                HttpMethod.Patch,
                customHeaders,
                "apis",
                group,
                version,
                "namespaces",
                namespaceParameter,
                plural,
                name
            )
                .RequiredBody(body)
                .Query("dryRun", dryRun)
                .Query("fieldManager", fieldManager)
                .Query("force", force),
            cancellationToken
        );

    Task<HttpOperationResponse<object>> ICustomObjectsOperations.GetNamespacedCustomObjectStatusWithHttpMessagesAsync(
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
                name,
                "status"
            ),
            cancellationToken
        );

    Task<HttpOperationResponse<T>> ICustomObjectsOperations.GetNamespacedCustomObjectStatusWithHttpMessagesAsync<T>(
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
                name,
                "status"
            ),
            cancellationToken
        );

    Task<
        HttpOperationResponse<object>
    > ICustomObjectsOperations.ReplaceNamespacedCustomObjectStatusWithHttpMessagesAsync(
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        string dryRun,
        string fieldManager,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<object>(
            new Call(
                HttpMethod.Put,
                customHeaders,
                "apis",
                group,
                version,
                "namespaces",
                namespaceParameter,
                plural,
                name,
                "status"
            )
                .RequiredBody(body)
                .Query("dryRun", dryRun)
                .Query("fieldManager", fieldManager),
            cancellationToken
        );

    Task<HttpOperationResponse<T>> ICustomObjectsOperations.ReplaceNamespacedCustomObjectStatusWithHttpMessagesAsync<T>(
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        string dryRun,
        string fieldManager,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<T>(
            new Call(
                HttpMethod.Put,
                customHeaders,
                "apis",
                group,
                version,
                "namespaces",
                namespaceParameter,
                plural,
                name,
                "status"
            )
                .RequiredBody(body)
                .Query("dryRun", dryRun)
                .Query("fieldManager", fieldManager),
            cancellationToken
        );

    Task<HttpOperationResponse<object>> ICustomObjectsOperations.PatchNamespacedCustomObjectStatusWithHttpMessagesAsync(
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        string dryRun,
        string fieldManager,
        bool? force,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<object>(
            new Call(
                HttpMethod.Patch,
                customHeaders,
                "apis",
                group,
                version,
                "namespaces",
                namespaceParameter,
                plural,
                name,
                "status"
            )
                .RequiredBody(body)
                .Query("dryRun", dryRun)
                .Query("fieldManager", fieldManager)
                .Query("force", force),
            cancellationToken
        );

    Task<HttpOperationResponse<T>> ICustomObjectsOperations.PatchNamespacedCustomObjectStatusWithHttpMessagesAsync<T>(
        object body,
        string group,
        string version,
        string namespaceParameter,
        string plural,
        string name,
        string dryRun,
        string fieldManager,
        bool? force,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) =>
        RequestAsync<T>(
            new Call(
                HttpMethod.Patch,
                customHeaders,
                "apis",
                group,
                version,
                "namespaces",
                namespaceParameter,
                plural,
                name,
                "status"
            )
                .RequiredBody(body)
                .Query("dryRun", dryRun)
                .Query("fieldManager", fieldManager)
                .Query("force", force),
            cancellationToken
        );
}

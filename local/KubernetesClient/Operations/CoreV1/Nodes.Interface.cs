using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public partial interface ICoreV1Operations
{
    /// <summary>The nodes.</summary>
    Task<HttpOperationResponse<V1NodeList>> ListNodeWithHttpMessagesAsync(
        bool? allowWatchBookmarks = null,
        string continueParameter = null,
        string fieldSelector = null,
        string labelSelector = null,
        int? limit = null,
        string resourceVersion = null,
        string resourceVersionMatch = null,
        int? timeoutSeconds = null,
        bool? watch = null,
        bool? pretty = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Makes a node.</summary>
    Task<HttpOperationResponse<V1Node>> CreateNodeWithHttpMessagesAsync(
        V1Node body,
        string dryRun = null,
        string fieldManager = null,
        string fieldValidation = null,
        bool? pretty = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Reads a node.</summary>
    Task<HttpOperationResponse<V1Node>> ReadNodeWithHttpMessagesAsync(
        string name,
        bool? pretty = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Changes the status of a node.</summary>
    Task<HttpOperationResponse<V1Node>> PatchNodeStatusWithHttpMessagesAsync(
        V1Patch body,
        string name,
        string dryRun = null,
        string fieldManager = null,
        string fieldValidation = null,
        bool? force = null,
        bool? pretty = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Deletes a node.</summary>
    Task<HttpOperationResponse<V1Status>> DeleteNodeWithHttpMessagesAsync(
        string name,
        V1DeleteOptions body = null,
        string dryRun = null,
        int? gracePeriodSeconds = null,
        bool? orphanDependents = null,
        string propagationPolicy = null,
        bool? pretty = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders = null,
        CancellationToken cancellationToken = default
    );
}

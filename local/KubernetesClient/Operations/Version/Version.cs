using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public abstract partial class AbstractKubernetes
{
    Task<HttpOperationResponse<VersionInfo>> IVersionOperations.GetCodeWithHttpMessagesAsync(
        IReadOnlyDictionary<string, IReadOnlyList<string>> customHeaders,
        CancellationToken cancellationToken
    ) => RequestAsync<VersionInfo>(new Call(HttpMethod.Get, customHeaders, "version"), cancellationToken);
}

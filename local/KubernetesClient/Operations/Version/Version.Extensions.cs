using System.Net.Http;
using k8s.Autorest;
using k8s.Models;

namespace k8s;

public static partial class VersionOperationsExtensions
{
    /// <summary>The release of the server.</summary>
    public static async Task<VersionInfo> GetCodeAsync(
        this IVersionOperations operations,
        CancellationToken cancellationToken = default
    )
    {
        using var answer = await operations.GetCodeWithHttpMessagesAsync(null, cancellationToken).ConfigureAwait(false);
        return answer.Body;
    }
}

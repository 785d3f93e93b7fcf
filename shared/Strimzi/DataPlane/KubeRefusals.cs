using Mothership.DataPlane;
using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.DataPlane;

/// <summary>What Kubernetes refuses, in the words of Kafka's REST API. What only we should know is not told.</summary>
internal static class KubeRefusals
{
    internal static async Task<T> ToldAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (KubeException e)
        {
            throw Of(e);
        }
    }

    private static DataPlaneException Of(KubeException e) =>
        e switch
        {
            { IsQuota: true } => Refusals.Invalid("The cluster has no room for more."),
            { Fault: KubeFault.Missing, IsKindMissing: false } => Refusals.UnknownTopic(),
            { Fault: KubeFault.Invalid } => Refusals.Invalid("The cluster does not take this."),
            _ => Refusals.Unavailable("The cluster can't be managed for the moment.", e),
        };
}

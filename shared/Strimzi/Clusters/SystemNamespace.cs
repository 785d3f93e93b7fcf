using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Mothership.Strimzi.Clusters;

/// <summary>Where a region keeps what it was told.</summary>
internal static class SystemNamespace
{
    /// <summary>Makes an object there, and the namespace with its first one.</summary>
    /// <exception cref="KubeException">As of <see cref="IKubeObjects.CreateAsync"/>.</exception>
    public static async Task<KubeObject> CreateInAsync(
        IKubeObjects objects,
        StrimziSettings settings,
        KubeObject wanted,
        CancellationToken cancellation
    )
    {
        try
        {
            return await objects.CreateAsync(wanted, cancellation).ConfigureAwait(false);
        }
        catch (KubeException e) when (e.Fault == KubeFault.Missing)
        {
            await objects.ApplyAsync(Home(settings), cancellation).ConfigureAwait(false);
            return await objects.CreateAsync(wanted, cancellation).ConfigureAwait(false);
        }
    }

    // Not under the label of what is ours to tidy up: it belongs to no environment.
    private static KubeObject Home(StrimziSettings settings) =>
        KubeObject.New(KubeKind.Namespace, null, settings.SystemNamespace, [new(KubeNames.Role, "system")]);
}

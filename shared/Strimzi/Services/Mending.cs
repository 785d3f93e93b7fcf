using System.Text.Json.Nodes;
using Mothership.Strimzi.Converging;
using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.Services;

/// <summary>
/// Makes single objects of services be as they are wanted, with as few writes as it takes: mostly none.
/// </summary>
internal static class Mending
{
    // What has nothing in it but what we write; null: the whole specification. What is in a connector beside its
    // configuration may be a request that is under way, and most of a Deployment is the server's to fill in.
    private static readonly Dictionary<KubeKind, string?> AllOurs = new()
    {
        [KubeKind.KafkaUser] = null,
        [KubeKind.KafkaConnect] = null,
        [KubeKind.NetworkPolicy] = null,
        [KubeKind.KafkaConnector] = "config",
        [KubeKind.Service] = "selector",
    };

    /// <param name="objects">Where.</param>
    /// <param name="wanted">What it is to be.</param>
    /// <param name="live">What it is; null when it is not there.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What it is now.</returns>
    public static async Task<KubeObject> EnsureAsync(
        IKubeObjects objects,
        KubeObject wanted,
        KubeObject? live,
        CancellationToken cancellation
    )
    {
        if (live is not null && Additions(wanted, live) is { } change)
            live = await MergeAsync(objects, wanted, change, cancellation).ConfigureAwait(false);
        if (!Drift.Needs(wanted, live))
            return live!;
        var now = await objects.ApplyAsync(wanted, cancellation).ConfigureAwait(false);
        // Lists whose items have names: an apply leaves those of others in.
        return Drift.Needs(wanted, now) && wanted.Json["spec"] is JsonObject spec
            ? await MergeAsync(objects, wanted, new() { ["spec"] = spec.DeepClone() }, cancellation)
                .ConfigureAwait(false)
            : now;
    }

    private static JsonObject? Additions(KubeObject wanted, KubeObject live)
    {
        if (!AllOurs.TryGetValue(wanted.Kind, out var part) || Drift.Additions(wanted, live) is not { } change)
            return null;
        if (part is null)
            return change;
        return change["spec"]?[part] is { } within
            ? new JsonObject { ["spec"] = new JsonObject { [part] = within.DeepClone() } }
            : null;
    }

    private static Task<KubeObject> MergeAsync(
        IKubeObjects objects,
        KubeObject wanted,
        JsonObject change,
        CancellationToken cancellation
    ) => objects.MergeAsync(wanted.Kind, wanted.Namespace, wanted.Name, change, cancellation);
}

using k8s.Models;

namespace Mothership.Strimzi.Objects;

/// <summary>How objects are deleted.</summary>
internal static class Deletions
{
    private static readonly HashSet<KubeKind> Owners =
    [
        KubeKind.Namespace,
        KubeKind.Kafka,
        KubeKind.KafkaNodePool,
        KubeKind.KafkaUser,
        KubeKind.KafkaConnect,
        KubeKind.StrimziPodSet,
        KubeKind.Deployment,
    ];

    /// <summary>One of a kind, whichever has the name.</summary>
    public static V1DeleteOptions Of(KubeKind kind) =>
        // What owns nothing goes at once; waiting for what it owns would only keep it there.
        new() { PropagationPolicy = Owners.Contains(kind) ? "Foreground" : "Background" };

    /// <summary>This very object.</summary>
    public static V1DeleteOptions Of(KubeObject exactly) =>
        Of(exactly.Kind) with
        {
            Preconditions = new() { Uid = exactly.Uid },
        };
}

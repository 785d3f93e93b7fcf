using System.Globalization;
using System.Text.Json.Nodes;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Mothership.Strimzi.Clusters;

/// <summary>A cluster that is gone.</summary>
/// <param name="Intent">What it was to be last: nothing.</param>
/// <param name="At">When nothing of it was left.</param>
internal sealed record Departure(ClusterIntent Intent, DateTimeOffset At);

/// <summary>
/// The clusters that went lately. Whoever was at work on one when it went, Strimzi or another worker, may still write
/// what it decided on before: volumes above all, which nothing owns. So what is left of these is looked for once more.
/// </summary>
internal sealed class Departed(IKubeObjects objects, StrimziSettings settings, TimeProvider time)
{
    /// <summary>
    /// How long they are remembered. Strimzi waits five minutes for each thing at the most, and makes a cluster's
    /// volumes among the first.
    /// </summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private const string Role = "cluster-departed";
    private const string At = "at";
    private const string Selector = $"{KubeNames.Ours},{KubeNames.Role}={Role}";

    /// <summary>Notes that nothing is left of a cluster.</summary>
    public Task NoteAsync(ClusterIntent intent, CancellationToken cancellation)
    {
        var note = KubeObject.New(
            KubeKind.ConfigMap,
            settings.SystemNamespace,
            NameOf(intent.ClusterId),
            [new(KubeNames.ManagedBy, KubeNames.FieldManager), new(KubeNames.Role, Role)]
        );
        var kept = (JsonObject)intent.ToObject(settings.SystemNamespace, null).Json["data"]!.DeepClone();
        kept[At] = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        note.Json["data"] = kept;
        return objects.ApplyAsync(note, cancellation);
    }

    /// <summary>All that are remembered.</summary>
    public async Task<IReadOnlyList<Departure>> ListAsync(CancellationToken cancellation)
    {
        var list = await objects
            .ListAsync(KubeKind.ConfigMap, settings.SystemNamespace, Selector, cancellation)
            .ConfigureAwait(false);
        return [.. list.Items.Select(Read).OfType<Departure>()];
    }

    /// <summary>Whether nobody can be at work on it any more.</summary>
    public bool IsLongAgo(Departure departure) => time.GetUtcNow() - departure.At > Memory;

    /// <summary>Remembers it no longer.</summary>
    public Task ForgetAsync(Departure departure, CancellationToken cancellation) =>
        objects.DeleteAsync(
            KubeKind.ConfigMap,
            settings.SystemNamespace,
            NameOf(departure.Intent.ClusterId),
            cancellation
        );

    private static string NameOf(string clusterId) => $"{clusterId}-departed";

    // One that somebody has made unreadable counts as long ago, where it can be told whose it is.
    private static Departure? Read(KubeObject note) =>
        ClusterIntent.Of(note) is { } intent
            ? new(
                intent,
                DateTimeOffset.TryParse(
                    note.Text("data", At),
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.RoundtripKind,
                    out var at
                )
                    ? at
                    : default
            )
            : null;
}

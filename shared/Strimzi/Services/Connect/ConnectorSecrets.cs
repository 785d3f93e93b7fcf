using System.Text;
using System.Text.Json.Nodes;
using Mothership.Strimzi.Converging;
using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.Services.Connect;

/// <summary>
/// The Secret with the secrets of all connectors of a cluster. It also is what they agree on: who has a key in it uses
/// what is shared, and who takes the last key out closes it in the same write. What is closed is not used any more; it
/// is taken away whole, by whoever comes by, and then made anew.
/// </summary>
internal static class ConnectorSecrets
{
    private const int Attempts = 8;

    /// <summary>Puts keys of a connector in, and takes its others out unless they are to be kept.</summary>
    /// <returns>The Secret; null when it is closed.</returns>
    public static async Task<KubeObject?> PutAsync(
        ClusterPlace place,
        string connector,
        IReadOnlyDictionary<string, string> values,
        Func<string, bool> keeps,
        CancellationToken cancellation
    )
    {
        for (var left = Attempts; ; left--)
        {
            var live = await OpenAsync(place, cancellation).ConfigureAwait(false);
            if (IsClosed(live))
                return null;
            var change = Difference(live, connector, values, keeps);
            try
            {
                return change.Count == 0
                    ? live
                    : await MergeAsync(place.Pool, live, change, isLast: false, cancellation).ConfigureAwait(false);
            }
            catch (KubeException e) when (e.Fault is KubeFault.Conflict or KubeFault.Missing && left > 1)
            {
                // Somebody else was quicker: decide anew on what is there now.
            }
        }
    }

    /// <summary>Takes out what a connector has there, and closes it if nobody else has anything.</summary>
    /// <returns>The Secret as it is now.</returns>
    public static async Task<KubeObject> TakeAsync(
        KubePool pool,
        KubeObject live,
        string connector,
        CancellationToken cancellation
    )
    {
        var change = Difference(live, connector, new Dictionary<string, string>(), _ => false);
        var isLast = KeysOf(live).Count() == change.Count;
        return IsClosed(live) || (change.Count == 0 && !isLast)
            ? live
            : await MergeAsync(pool, live, change, isLast, cancellation).ConfigureAwait(false);
    }

    /// <summary>Whether what is shared is going.</summary>
    public static bool IsClosed(KubeObject secrets) =>
        secrets.IsDeleting || secrets.Annotation(ConnectNames.Closing) is not null;

    private static async Task<KubeObject> OpenAsync(ClusterPlace place, CancellationToken cancellation)
    {
        var wanted = ConnectRenderer.Secrets(place);
        var live = await place
            .Pool.Objects.FindAsync(wanted.Kind, wanted.Namespace, wanted.Name, cancellation)
            .ConfigureAwait(false);
        return live is { } there && (IsClosed(there) || !Drift.Needs(wanted, there))
            ? there
            : await place.Pool.Objects.ApplyAsync(wanted, cancellation).ConfigureAwait(false);
    }

    private static JsonObject Difference(
        KubeObject live,
        string connector,
        IReadOnlyDictionary<string, string> values,
        Func<string, bool> keeps
    )
    {
        var change = new JsonObject();
        foreach (var (key, value) in values)
        {
            var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(value));
            if (live.Text("data", key) != encoded)
                change[key] = encoded;
        }
        foreach (var key in KeysOf(live))
            if (
                key.StartsWith(ConnectNames.Prefix(connector), StringComparison.Ordinal)
                && !values.ContainsKey(key)
                && !keeps(key)
            )
                change[key] = null;
        return change;
    }

    private static IEnumerable<string> KeysOf(KubeObject secrets) =>
        (secrets.At("data") as JsonObject)?.Select(d => d.Key) ?? [];

    // Only if nobody has written since it was read.
    private static Task<KubeObject> MergeAsync(
        KubePool pool,
        KubeObject live,
        JsonObject data,
        bool isLast,
        CancellationToken cancellation
    )
    {
        var metadata = new JsonObject { ["resourceVersion"] = live.ResourceVersion };
        if (isLast)
            metadata["annotations"] = new JsonObject { [ConnectNames.Closing] = "true" };
        return pool.Objects.MergeAsync(
            live.Kind,
            live.Namespace,
            live.Name,
            new() { ["metadata"] = metadata, ["data"] = data },
            cancellation
        );
    }
}

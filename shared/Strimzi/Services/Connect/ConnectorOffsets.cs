using System.Globalization;
using System.Text.Json.Nodes;
using Mothership.Domain.Services;
using Mothership.Regions.Services;
using Mothership.Strimzi.Converging;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Mothership.Strimzi.Services.Connect;

/// <summary>
/// Reads and alters offsets by way of Strimzi, step by step from what is there, so that whoever comes by goes on. What
/// is asked of Strimzi is an annotation that it takes away when it is done; beside it is noted, in the same write, what
/// was asked, so that it is asked once.
/// </summary>
internal sealed class ConnectorOffsets(TimeProvider time)
{
    private const int StepsMax = 5;
    private const string Listed = "mothership.io/offsets-listed";
    private const string Stopped = "stopped";
    private static readonly TimeSpan ListEvery = TimeSpan.FromMinutes(5);

    /// <summary>Notes what is asked for, where that is news.</summary>
    /// <param name="place">The cluster.</param>
    /// <param name="desired">The connector.</param>
    /// <param name="before">It, as it is.</param>
    /// <param name="owner">What the note goes with.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The connector's config map.</returns>
    public static async Task<KubeObject> BeginAsync(
        ClusterPlace place,
        DesiredService desired,
        KubeObject? before,
        KubeObject owner,
        CancellationToken cancellation
    )
    {
        var book = await EnsureAsync(place.Pool, OffsetsBook.Render(place, desired.Id, owner), cancellation)
            .ConfigureAwait(false);
        var asked = OffsetsBook.Asked(desired.Spec.Settings.GetValueOrDefault(ServiceNames.OffsetsRequest));
        var known = OffsetsBook.RequestOf(book);
        if (asked?["id"]?.ToString() == known?["id"]?.ToString())
            return book;
        if (asked is not null)
            // Should the note have been lost: what was done is not done again.
            asked["phase"] =
                before?.Annotation(ConnectNames.OffsetsStep) == Done(asked)
                    ? nameof(OffsetsPhase.Applied)
                    : nameof(OffsetsPhase.Listing);
        return await NoteAsync(place.Pool, book, asked, cancellation).ConfigureAwait(false);
    }

    /// <summary>Goes as far as it gets without waiting.</summary>
    /// <returns>The connector and its config map as they are now.</returns>
    public async Task<(KubeObject Connector, KubeObject? Book)> ContinueAsync(
        KubePool pool,
        KubeObject connector,
        KubeObject? book,
        CancellationToken cancellation
    )
    {
        for (var steps = 0; steps < StepsMax && book is not null && !connector.IsDeleting; steps++)
            try
            {
                var change = Next(connector, book);
                if (change is { Request: { } request })
                    book = await NoteAsync(pool, book, request, cancellation).ConfigureAwait(false);
                else if (change.Ask is { } ask)
                    connector = await AskAsync(pool, connector, book, ask, cancellation).ConfigureAwait(false);
                else
                    break;
            }
            catch (KubeException e) when (e.Fault is KubeFault.Conflict or KubeFault.Missing)
            {
                // Somebody else goes on with it, or takes it away.
                break;
            }
        return (connector, book);
    }

    // One step: either the next note, or what is to be asked of Strimzi; neither while there is nothing to do but wait.
    private (JsonObject? Request, JsonObject? Ask) Next(KubeObject connector, KubeObject book)
    {
        var request = OffsetsBook.RequestOf(book);
        if (request is null || !OffsetsBook.IsUnderWay(book))
            return (null, Rest(connector, request));
        if (IsSuspended(connector))
            return default;
        var phase = OffsetsBook.PhaseOf(request);
        var verb =
            phase == OffsetsPhase.Listing ? "list"
            : request["type"]?.ToString() == "DELETE" ? "reset"
            : "alter";
        if (connector.Annotation(ConnectNames.OffsetsStep) != Step(request, verb))
            // Strimzi takes away what it finds there when it is done with what it has begun.
            return connector.Annotation(ConnectNames.OffsetsDo) is not null
                ? default
                : (null, Ask(connector, Step(request, verb), verb, Stopped));
        if (connector.Annotation(ConnectNames.OffsetsDo) is null)
            return (phase == OffsetsPhase.Listing ? Read(request, book) : Applied(request), null);
        return (phase == OffsetsPhase.Altering ? Refused(request, connector) : null, null);
    }

    // Where no change is under way: as it was before, and its offsets read from time to time.
    private JsonObject? Rest(KubeObject connector, JsonObject? request)
    {
        var state = ConnectorRenderer.StateOf(connector);
        var pending = connector.Annotation(ConnectNames.OffsetsDo);
        if (request is not null && connector.Annotation(ConnectNames.OffsetsStep) != Done(request))
            return Ask(connector, Done(request), IsSuspended(connector) ? null : "list", state);
        if (pending is "alter" or "reset")
            return Ask(connector, null, null, state);
        if (pending is not null || IsSuspended(connector) || !ClusterConditions.IsReady(connector) || !IsDue(connector))
            return null;
        return Ask(connector, connector.Annotation(ConnectNames.OffsetsStep), "list", null);
    }

    private bool IsDue(KubeObject connector) =>
        !DateTimeOffset.TryParse(
            connector.Annotation(Listed),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var last
        )
        || time.GetUtcNow() - last >= ListEvery;

    private JsonObject Ask(KubeObject connector, string? step, string? verb, string? state)
    {
        var ask = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["resourceVersion"] = connector.ResourceVersion,
                ["annotations"] = new JsonObject { [ConnectNames.OffsetsStep] = step, [ConnectNames.OffsetsDo] = verb },
            },
        };
        if (verb == "list")
            ask["metadata"]!["annotations"]![Listed] = OffsetsBook.Moment(time.GetUtcNow());
        if (state is not null)
            ask["spec"] = new JsonObject { ["state"] = state };
        return ask;
    }

    private static JsonObject Read(JsonObject request, KubeObject book)
    {
        var next = (JsonObject)request.DeepClone();
        next["phase"] = nameof(OffsetsPhase.Altering);
        next["previous_offsets"] = OffsetsBook.Short(OffsetsBook.OffsetsOf(book));
        return next;
    }

    private JsonObject Applied(JsonObject request)
    {
        var next = (JsonObject)request.DeepClone();
        next["phase"] = nameof(OffsetsPhase.Applied);
        next["applied_at"] = OffsetsBook.Moment(time.GetUtcNow());
        next["message"] =
            "What Connect keeps of the connector's offsets is as asked. What the connector keeps elsewhere is not.";
        return next;
    }

    // Anything else passes: Strimzi tries again.
    private static JsonObject? Refused(JsonObject request, KubeObject connector)
    {
        if (ConnectorConditions.OffsetsRefusal(connector) is not { } why)
            return null;
        var next = (JsonObject)request.DeepClone();
        (next["phase"], next["message"]) = (nameof(OffsetsPhase.Failed), why);
        return next;
    }

    private static bool IsSuspended(KubeObject connector) =>
        connector.Annotation(ConnectNames.RunState) == nameof(ServiceRunState.Suspended);

    private static string Step(JsonObject request, string verb) => $"{request["id"]}/{verb}";

    private static string Done(JsonObject request) => Step(request, "done");

    private static async Task<KubeObject> AskAsync(
        KubePool pool,
        KubeObject connector,
        KubeObject book,
        JsonObject ask,
        CancellationToken cancellation
    )
    {
        if (ask["metadata"]!["annotations"]![ConnectNames.OffsetsDo]?.ToString() == "alter")
        {
            var offsets = OffsetsBook.RequestOf(book)?["offsets"] ?? new JsonArray();
            await EnsureAsync(pool, OffsetsBook.RenderWanted(book, offsets), cancellation).ConfigureAwait(false);
        }
        return await pool
            .Objects.MergeAsync(connector.Kind, connector.Namespace, connector.Name, ask, cancellation)
            .ConfigureAwait(false);
    }

    private static Task<KubeObject> NoteAsync(
        KubePool pool,
        KubeObject book,
        JsonObject? request,
        CancellationToken cancellation
    ) =>
        pool.Objects.MergeAsync(
            book.Kind,
            book.Namespace,
            book.Name,
            new()
            {
                ["metadata"] = new JsonObject { ["resourceVersion"] = book.ResourceVersion },
                ["data"] = new JsonObject { [OffsetsBook.Request] = request?.ToJsonString() },
            },
            cancellation
        );

    private static async Task<KubeObject> EnsureAsync(KubePool pool, KubeObject wanted, CancellationToken cancellation)
    {
        var live = await pool
            .Objects.FindAsync(wanted.Kind, wanted.Namespace, wanted.Name, cancellation)
            .ConfigureAwait(false);
        return Drift.Needs(wanted, live)
            ? await pool.Objects.ApplyAsync(wanted, cancellation).ConfigureAwait(false)
            : live!;
    }
}

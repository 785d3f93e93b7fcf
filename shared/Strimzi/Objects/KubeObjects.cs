using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Mothership.Strimzi.Access;

namespace Mothership.Strimzi.Objects;

/// <summary>The objects of a real Kubernetes cluster.</summary>
public sealed class KubeObjects(IKubeConnection connection, TimeProvider time) : IKubeObjects
{
    private const int PageSize = 500;
    private const int Attempts = 4;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public async Task<KubeObject?> FindAsync(
        KubeKind kind,
        string? @namespace,
        string name,
        CancellationToken cancellation
    )
    {
        try
        {
            return await CallAsync(
                    kind,
                    $"GET {kind} {@namespace}/{name}",
                    api =>
                        kind.IsNamespaced
                            ? api.GetNamespacedCustomObjectWithHttpMessagesAsync<JsonObject>(
                                kind.Group,
                                kind.Version,
                                @namespace,
                                kind.Plural,
                                name,
                                cancellationToken: cancellation
                            )
                            : api.GetClusterCustomObjectWithHttpMessagesAsync<JsonObject>(
                                kind.Group,
                                kind.Version,
                                kind.Plural,
                                name,
                                cancellationToken: cancellation
                            ),
                    cancellation
                )
                .ConfigureAwait(false);
        }
        catch (KubeException e) when (e.Fault == KubeFault.Missing)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<KubeList> ListAsync(
        KubeKind kind,
        string? @namespace,
        string? labels,
        CancellationToken cancellation
    )
    {
        var found = new List<KubeObject>();
        string? more = null;
        while (true)
        {
            var page = await PageAsync(kind, @namespace, labels, more, cancellation).ConfigureAwait(false);
            // They are taken out of the page, because a node has one parent and they outlive it.
            var items = page.At("items") as JsonArray ?? [];
            var taken = items.OfType<JsonObject>().ToList();
            items.Clear();
            found.AddRange(taken.Select(item => Whole(kind, item)));
            more = page.Text("metadata", "continue");
            if (string.IsNullOrEmpty(more))
                return new(found, page.ResourceVersion);
        }
    }

    /// <inheritdoc/>
    public Task<KubeObject> ApplyAsync(KubeObject wanted, CancellationToken cancellation) =>
        PatchAsync(
            wanted.Kind,
            wanted.Namespace,
            wanted.Name,
            new V1Patch(wanted.Json.ToJsonString(), V1Patch.PatchType.ApplyPatch),
            force: true,
            cancellation
        );

    /// <inheritdoc/>
    public Task<KubeObject> MergeAsync(
        KubeKind kind,
        string? @namespace,
        string name,
        JsonObject change,
        CancellationToken cancellation
    ) =>
        PatchAsync(
            kind,
            @namespace,
            name,
            new V1Patch(change.ToJsonString(), V1Patch.PatchType.MergePatch),
            force: null,
            cancellation
        );

    /// <inheritdoc/>
    public Task<KubeObject> CreateAsync(KubeObject wanted, CancellationToken cancellation) =>
        CallAsync(
            wanted.Kind,
            $"POST {wanted}",
            api =>
                wanted.Kind.IsNamespaced
                    ? api.CreateNamespacedCustomObjectWithHttpMessagesAsync<JsonObject>(
                        wanted.Json,
                        wanted.Kind.Group,
                        wanted.Kind.Version,
                        wanted.Namespace,
                        wanted.Kind.Plural,
                        fieldManager: KubeNames.FieldManager,
                        cancellationToken: cancellation
                    )
                    : api.CreateClusterCustomObjectWithHttpMessagesAsync<JsonObject>(
                        wanted.Json,
                        wanted.Kind.Group,
                        wanted.Kind.Version,
                        wanted.Kind.Plural,
                        fieldManager: KubeNames.FieldManager,
                        cancellationToken: cancellation
                    ),
            cancellation
        );

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(KubeKind kind, string? @namespace, string name, CancellationToken cancellation) =>
        DeleteAsync(kind, @namespace, name, Deletions.Of(kind), cancellation);

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(KubeObject exactly, CancellationToken cancellation)
    {
        try
        {
            return await DeleteAsync(exactly.Kind, exactly.Namespace, exactly.Name, Deletions.Of(exactly), cancellation)
                .ConfigureAwait(false);
        }
        catch (KubeException e) when (e.Fault == KubeFault.Conflict)
        {
            // Another has its name now.
            return true;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<KubeChange> WatchAsync(
        KubeKind kind,
        string? labels,
        string resourceVersion,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var what = $"WATCH {kind}";
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        KubeException? told = null;
        var client = await OpenAsync(what, cancellation).ConfigureAwait(false);
        await using var events = client
            .CustomObjects.WatchListClusterCustomObjectAsync(
                kind.Group,
                kind.Version,
                kind.Plural,
                allowWatchBookmarks: true,
                labelSelector: labels,
                resourceVersion: resourceVersion,
                onError: e =>
                {
                    told = ClientFaults.Of(e, kind, what, cancellation) ?? new(KubeFault.Unavailable, e.Message, e);
                    ending.Cancel();
                },
                cancellationToken: ending.Token
            )
            .GetAsyncEnumerator(ending.Token);
        while (await NextAsync(events, kind, what, client, () => told, cancellation).ConfigureAwait(false))
            if (Change(kind, events.Current) is { } change)
                yield return change;
    }

    private async Task<bool> DeleteAsync(
        KubeKind kind,
        string? @namespace,
        string name,
        V1DeleteOptions options,
        CancellationToken cancellation
    )
    {
        try
        {
            await CallAsync(
                    kind,
                    $"DELETE {kind} {@namespace}/{name}",
                    api =>
                        kind.IsNamespaced
                            ? api.DeleteNamespacedCustomObjectWithHttpMessagesAsync<JsonObject>(
                                kind.Group,
                                kind.Version,
                                @namespace,
                                kind.Plural,
                                name,
                                options,
                                cancellationToken: cancellation
                            )
                            : api.DeleteClusterCustomObjectWithHttpMessagesAsync<JsonObject>(
                                kind.Group,
                                kind.Version,
                                kind.Plural,
                                name,
                                options,
                                cancellationToken: cancellation
                            ),
                    cancellation
                )
                .ConfigureAwait(false);
            return false;
        }
        catch (KubeException e) when (e.Fault == KubeFault.Missing)
        {
            return true;
        }
    }

    // The items of a list of the server's own kinds don't say what they are.
    private static KubeObject Whole(KubeKind kind, JsonObject item)
    {
        item["apiVersion"] = kind.ApiVersion;
        item["kind"] = kind.Name;
        return new(kind, item);
    }

    private static KubeChange? Change(KubeKind kind, (WatchEventType Type, object Object) seen)
    {
        if (seen.Object is not JsonElement { ValueKind: JsonValueKind.Object } element)
            return null;
        var read = new KubeObject(kind, JsonObject.Create(element)!);
        return seen.Type switch
        {
            WatchEventType.Bookmark => new(KubeChangeKind.Bookmark, read),
            WatchEventType.Deleted => new(KubeChangeKind.Deleted, read),
            WatchEventType.Added or WatchEventType.Modified => new(KubeChangeKind.Written, read),
            _ => null,
        };
    }

    private async Task<bool> NextAsync(
        IAsyncEnumerator<(WatchEventType, object)> events,
        KubeKind kind,
        string what,
        IKubernetes client,
        Func<KubeException?> told,
        CancellationToken cancellation
    )
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false) || (told() is { } error ? throw error : false);
        }
        catch (EndOfStreamException)
        {
            return false;
        }
        catch (Exception e) when ((told() ?? ClientFaults.Of(e, kind, what, cancellation)) is { } fault)
        {
            if (fault.Fault == KubeFault.Unauthorized)
                connection.Renew(client);
            throw fault;
        }
    }

    private Task<KubeObject> PageAsync(
        KubeKind kind,
        string? @namespace,
        string? labels,
        string? more,
        CancellationToken cancellation
    ) =>
        CallAsync(
            kind,
            $"LIST {kind} {@namespace} {labels}",
            api =>
                @namespace is null
                    ? api.ListClusterCustomObjectWithHttpMessagesAsync<JsonObject>(
                        kind.Group,
                        kind.Version,
                        kind.Plural,
                        continueParameter: more,
                        labelSelector: labels,
                        limit: PageSize,
                        cancellationToken: cancellation
                    )
                    : api.ListNamespacedCustomObjectWithHttpMessagesAsync<JsonObject>(
                        kind.Group,
                        kind.Version,
                        @namespace,
                        kind.Plural,
                        continueParameter: more,
                        labelSelector: labels,
                        limit: PageSize,
                        cancellationToken: cancellation
                    ),
            cancellation
        );

    private Task<KubeObject> PatchAsync(
        KubeKind kind,
        string? @namespace,
        string name,
        V1Patch patch,
        bool? force,
        CancellationToken cancellation
    ) =>
        CallAsync(
            kind,
            $"PATCH {kind} {@namespace}/{name}",
            api =>
                kind.IsNamespaced
                    ? api.PatchNamespacedCustomObjectWithHttpMessagesAsync<JsonObject>(
                        patch,
                        kind.Group,
                        kind.Version,
                        @namespace,
                        kind.Plural,
                        name,
                        fieldManager: KubeNames.FieldManager,
                        force: force,
                        cancellationToken: cancellation
                    )
                    : api.PatchClusterCustomObjectWithHttpMessagesAsync<JsonObject>(
                        patch,
                        kind.Group,
                        kind.Version,
                        kind.Plural,
                        name,
                        fieldManager: KubeNames.FieldManager,
                        force: force,
                        cancellationToken: cancellation
                    ),
            cancellation
        );

    private async Task<KubeObject> CallAsync(
        KubeKind kind,
        string what,
        Func<ICustomObjectsOperations, Task<HttpOperationResponse<JsonObject>>> call,
        CancellationToken cancellation
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            var client = await OpenAsync(what, cancellation).ConfigureAwait(false);
            try
            {
                using var answer = await call(client.CustomObjects).ConfigureAwait(false);
                return new(kind, answer.Body);
            }
            catch (Exception e) when (ClientFaults.Of(e, kind, what, cancellation) is { } fault)
            {
                if (fault.Fault == KubeFault.Unauthorized)
                    connection.Renew(client);
                if (attempt >= Attempts || WaitBefore(fault, attempt) is not { } wait)
                    throw fault;
                await Task.Delay(wait, time, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task<IKubernetes> OpenAsync(string what, CancellationToken cancellation)
    {
        try
        {
            return await connection.OpenAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new KubeException(KubeFault.Unavailable, $"{what}: no way in: {e.Message}", e);
        }
    }

    /// <summary>How long until another try has a point; null when it has none.</summary>
    private static TimeSpan? WaitBefore(KubeException fault, int attempt) =>
        fault switch
        {
            { Fault: KubeFault.Unauthorized } when attempt == 1 => TimeSpan.Zero,
            { Fault: KubeFault.Unavailable, RetryAfter: { } asked } => asked < LongestWait ? asked : LongestWait,
            _ => null,
        };
}

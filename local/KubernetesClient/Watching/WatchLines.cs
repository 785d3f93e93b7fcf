using System.Runtime.CompilerServices;
using k8s.Autorest;
using k8s.Exceptions;
using k8s.Models;

namespace k8s;

/// <summary>From the answer to a watch to its events.</summary>
internal static class WatchLines
{
    /// <summary>
    /// The events until the server ends the watch. What the server calls an error goes to <paramref name="onError" />,
    /// and so does a line that cannot be read; a connection that breaks is thrown.
    /// </summary>
    public static async IAsyncEnumerable<(WatchEventType, T)> ReadAsync<T>(
        Func<Task<TextReader>> open,
        Action<Exception> onError,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var reader = await open().WaitAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Event<T>(line, onError) is { } known)
                yield return (known.Type, known.Object);
        }
    }

    public static IAsyncEnumerable<(WatchEventType, T)> EventsOf<T, TList>(
        this Task<HttpOperationResponse<TList>> answer,
        Action<Exception> onError,
        CancellationToken cancellationToken
    ) => ReadAsync<T>(() => LinesOf(answer), onError, cancellationToken);

    public static Watcher<T> CallsOf<T, TList>(
        this Task<HttpOperationResponse<TList>> answer,
        Action<WatchEventType, T> onEvent,
        Action<Exception> onError,
        Action onClosed
    ) => new(() => LinesOf(answer), onEvent, onError, onClosed);

    private static async Task<TextReader> LinesOf<TList>(Task<HttpOperationResponse<TList>> answer) =>
        (await answer.ConfigureAwait(false)).Response.Content is LineContent content
            ? content.Lines
            : throw new KubernetesClientException("The request was not one for a watch.");

    private static Watcher<T>.WatchEvent Event<T>(string line, Action<Exception> onError)
    {
        try
        {
            if (KubernetesJson.Deserialize<Watcher<KubernetesObject>.WatchEvent>(line).Object.Kind != V1Status.KubeKind)
                return KubernetesJson.Deserialize<Watcher<T>.WatchEvent>(line);
            onError?.Invoke(
                new KubernetesException(KubernetesJson.Deserialize<Watcher<V1Status>.WatchEvent>(line).Object)
            );
        }
        catch (Exception e)
        {
            onError?.Invoke(e);
        }
        return null;
    }
}

/// <summary>Watching by an answer that was asked for with <c>watch: true</c>.</summary>
public static class WatcherExt
{
    [Obsolete("This method will be deprecated in future versions. Please use the Watch method instead.")]
    public static Watcher<T> Watch<T, L>(
        this Task<HttpOperationResponse<L>> responseTask,
        Action<WatchEventType, T> onEvent,
        Action<Exception> onError = null,
        Action onClosed = null
    ) => responseTask.CallsOf(onEvent, onError, onClosed);

    [Obsolete("This method will be deprecated in future versions. Please use the Watch method instead.")]
    public static Watcher<T> Watch<T, L>(
        this HttpOperationResponse<L> response,
        Action<WatchEventType, T> onEvent,
        Action<Exception> onError = null,
        Action onClosed = null
    ) => Task.FromResult(response).CallsOf(onEvent, onError, onClosed);

    [Obsolete("This method will be deprecated in future versions. Please use the WatchAsync method instead.")]
    public static IAsyncEnumerable<(WatchEventType, T)> WatchAsync<T, L>(
        this Task<HttpOperationResponse<L>> responseTask,
        Action<Exception> onError = null,
        CancellationToken cancellationToken = default
    ) => responseTask.EventsOf<T, L>(onError, cancellationToken);
}

using System.Runtime.Serialization;
using System.Text.Json.Serialization;

namespace k8s;

/// <summary>What happened to an object.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WatchEventType>))]
public enum WatchEventType
{
    [EnumMember(Value = "ADDED")]
    Added,

    [EnumMember(Value = "MODIFIED")]
    Modified,

    [EnumMember(Value = "DELETED")]
    Deleted,

    [EnumMember(Value = "ERROR")]
    Error,

    /// <summary>Nothing happened; the object's resourceVersion is how far the watch has come.</summary>
    [EnumMember(Value = "BOOKMARK")]
    Bookmark,
}

/// <summary>A watch that calls; disposing of it ends it.</summary>
public class Watcher<T> : IDisposable
{
    private readonly CancellationTokenSource ending = new();

    public Watcher(
        Func<Task<StreamReader>> streamReaderCreator,
        Action<WatchEventType, T> onEvent,
        Action<Exception> onError,
        Action onClosed = null
    )
        : this(async () => (TextReader)await streamReaderCreator().ConfigureAwait(false), onEvent, onError, onClosed)
    { }

    public Watcher(
        Func<Task<TextReader>> streamReaderCreator,
        Action<WatchEventType, T> onEvent,
        Action<Exception> onError,
        Action onClosed = null
    )
    {
        OnEvent += onEvent;
        OnError += onError;
        OnClosed += onClosed;
        Watching = true;
        _ = RunAsync(streamReaderCreator);
    }

    public event Action<WatchEventType, T> OnEvent;

    public event Action<Exception> OnError;

    public event Action OnClosed;

    /// <summary>It has not ended yet.</summary>
    public bool Watching { get; private set; }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            ending.Cancel();
    }

    private async Task RunAsync(Func<Task<TextReader>> open)
    {
        await Task.Yield();
        try
        {
            var events = WatchLines.ReadAsync<T>(open, e => OnError?.Invoke(e), ending.Token);
            await foreach (var (type, item) in events.ConfigureAwait(false))
                OnEvent?.Invoke(type, item);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested) { }
        catch (Exception e)
        {
            OnError?.Invoke(e);
        }
        finally
        {
            Watching = false;
            OnClosed?.Invoke();
        }
    }

    /// <summary>A line of a watch.</summary>
    public class WatchEvent
    {
        [JsonPropertyName("type")]
        public WatchEventType Type { get; set; }

        [JsonPropertyName("object")]
        public T Object { get; set; }
    }
}

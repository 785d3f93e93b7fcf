using System.Text.Json;
using System.Threading.Channels;
using k8s;

namespace Kube.Tests.Support;

/// <summary>Follows the topics of a namespace until it is disposed of.</summary>
internal sealed class Following : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private readonly CancellationTokenSource _ending = new();
    private readonly Channel<(WatchEventType Type, JsonElement Item)> _events = Channel.CreateUnbounded<(
        WatchEventType,
        JsonElement
    )>();

    public Following(IKubernetes client, string space, string? version = null) =>
        Ended = FollowAsync(client, space, version).WaitAsync(Limit);

    /// <summary>Done when the watch has ended; fails as it did.</summary>
    public Task Ended { get; }

    /// <summary>What the server called an error.</summary>
    public List<Exception> Errors { get; } = [];

    /// <summary>The next event, which has to be this one.</summary>
    public async Task<JsonElement> NextAsync(WatchEventType type, string name)
    {
        var next = await _events.Reader.ReadAsync().AsTask().WaitAsync(Limit);
        (next.Type, next.Item.Text("metadata", "name")).ShouldBe((type, name));
        return next.Item;
    }

    public void Dispose() => _ending.Cancel();

    private async Task FollowAsync(IKubernetes client, string space, string? version)
    {
        var events = client.CustomObjects.WatchListNamespacedCustomObjectAsync(
            Kinds.Group,
            Kinds.Version,
            space,
            Kinds.Topics,
            resourceVersion: version,
            onError: Errors.Add,
            cancellationToken: _ending.Token
        );
        await foreach (var (type, item) in events)
            await _events.Writer.WriteAsync((type, (JsonElement)item));
    }
}

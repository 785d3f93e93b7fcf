using Mothership.Bus.Planning;
using Mothership.Local.EmbeddedKafka;

namespace Mothership.Local.Host;

/// <summary>The bus: a real cluster, or one embedded in this process.</summary>
internal sealed class BusBroker : IDisposable
{
    private readonly EmbeddedBroker? _embedded;

    private BusBroker(string servers, EmbeddedBroker? embedded) => (Servers, _embedded) = (servers, embedded);

    internal string Servers { get; }

    // Short enough not to be felt, long enough for a handful of idle consumers to cost next to nothing.
    internal TimeSpan? FetchWait => _embedded is null ? null : TimeSpan.FromMilliseconds(15);

    internal static BusBroker Start(string? servers)
    {
        if (servers is not null)
            return new BusBroker(servers, null);
        var embedded = EmbeddedBroker.Start();
        // A consumer that asks for a topic before it is there would look again only minutes later.
        foreach (var topic in TopicPlan.All)
            embedded.CreateTopic(topic.Name, topic.Partitions);
        return new BusBroker(embedded.BootstrapServers, embedded);
    }

    public void Dispose() => _embedded?.Dispose();
}

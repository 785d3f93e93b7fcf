using Confluent.Kafka.Admin;

namespace Bus.Tests.Front;

/// <summary>Refuses what a user may not do, as brokers refuse it, and hides what it may not see.</summary>
internal sealed class Guard(AclBook? rights)
{
    private const int TopicForbidden = 29;
    private const int GroupForbidden = 30;

    /// <summary>The refusal of a request, without its header; null when it may pass.</summary>
    public byte[]? Refuse(string user, KafkaRequest request) =>
        rights is null
            ? null
            : request.Api switch
            {
                WireApi.Produce => RefuseProduce(user, request.Body()),
                WireApi.Fetch => RefuseFetch(user, request.Body()),
                WireApi.FindCoordinator => RefuseGroup(user, request),
                _ => null,
            };

    /// <summary>
    /// An answer to Metadata (version 5) in which the one broker has the front's address and topics that the user may
    /// not see are forbidden.
    /// </summary>
    public byte[] RewriteMetadata(string user, byte[] frame, int at, int port, bool allTopics)
    {
        var read = new WireReader(frame, at);
        var answer = new WireWriter().Int32(read.Int32());
        var brokers = read.Array(() => (Id: read.Int32(), Host: read.Text(), Port: read.Int32(), read.NullableText()));
        answer.Array(brokers, b => answer.Int32(b.Id).Text("127.0.0.1").Int32(port).Text(null));
        answer.Text(read.NullableText());
        // Administration goes to the controller, and the broker behind names none.
        read.Skip(sizeof(int));
        answer.Int32(brokers[0].Id);
        var topics = read.Array(() => Topic(read));
        if (allTopics)
            topics.RemoveAll(t => !MaySee(user, t.Name));
        answer.Array(
            topics,
            t => Write(answer, MaySee(user, t.Name) ? t : t with { Error = TopicForbidden, Parts = [] })
        );
        return answer.ToArray();
    }

    /// <summary>An answer to FindCoordinator with the front's address.</summary>
    public static byte[] RewriteCoordinator(byte[] frame, int at, int version, int port)
    {
        var read = new WireReader(frame, at);
        var answer = new WireWriter();
        if (version >= 1)
            answer.Int32(read.Int32());
        answer.Int16(read.Int16());
        if (version >= 1)
            answer.Text(read.NullableText());
        return answer.Int32(read.Int32()).Text("127.0.0.1").Int32(port).ToArray();
    }

    private bool MaySee(string user, string topic) => rights is null || rights.MaySee(user, topic);

    private byte[]? RefuseProduce(string user, WireReader read)
    {
        read.NullableText();
        read.Skip(sizeof(short) + sizeof(int));
        var topics = read.Array(() =>
            (
                Name: read.Text(),
                Parts: read.Array(() =>
                {
                    var partition = read.Int32();
                    read.Bytes();
                    return partition;
                })
            )
        );
        if (topics.All(t => rights!.May(user, AclOperation.Write, ResourceType.Topic, t.Name)))
            return null;
        var answer = new WireWriter();
        answer.Array(
            topics,
            t => answer.Text(t.Name).Array(t.Parts, p => answer.Int32(p).Int16(TopicForbidden).Int64(-1).Int64(-1))
        );
        return answer.Int32(0).ToArray();
    }

    private byte[]? RefuseFetch(string user, WireReader read)
    {
        read.Skip((4 * sizeof(int)) + 1);
        var topics = read.Array(() =>
            (
                Name: read.Text(),
                Parts: read.Array(() =>
                {
                    var partition = read.Int32();
                    read.Skip(sizeof(long) + sizeof(int));
                    return partition;
                })
            )
        );
        if (topics.All(t => rights!.May(user, AclOperation.Read, ResourceType.Topic, t.Name)))
            return null;
        var answer = new WireWriter().Int32(0);
        return answer
            .Array(
                topics,
                t =>
                    answer
                        .Text(t.Name)
                        .Array(
                            t.Parts,
                            p => answer.Int32(p).Int16(TopicForbidden).Int64(-1).Int64(-1).Int32(-1).Int32(-1)
                        )
            )
            .ToArray();
    }

    private byte[]? RefuseGroup(string user, KafkaRequest request)
    {
        var group = request.Body().Text();
        if (rights!.May(user, AclOperation.Read, ResourceType.Group, group))
            return null;
        var answer = new WireWriter();
        if (request.Version >= 1)
            answer.Int32(0);
        answer.Int16(GroupForbidden);
        if (request.Version >= 1)
            answer.Text(null);
        return answer.Int32(-1).Text("").Int32(-1).ToArray();
    }

    private static SeenTopic Topic(WireReader read) =>
        new(
            read.Int16(),
            read.Text(),
            read.Bool(),
            read.Array(() =>
                new SeenPartition(
                    read.Int16(),
                    read.Int32(),
                    read.Int32(),
                    read.Array(read.Int32),
                    read.Array(read.Int32),
                    read.Array(read.Int32)
                )
            )
        );

    private static void Write(WireWriter answer, SeenTopic topic)
    {
        answer.Int16(topic.Error).Text(topic.Name).Bool(topic.IsInternal);
        answer.Array(
            topic.Parts,
            p =>
            {
                answer.Int16(p.Error).Int32(p.Index).Int32(p.Leader);
                foreach (var nodes in new[] { p.Replicas, p.InSync, p.Offline })
                    answer.Array(nodes, node => answer.Int32(node));
            }
        );
    }

    private sealed record SeenTopic(int Error, string Name, bool IsInternal, List<SeenPartition> Parts);

    private sealed record SeenPartition(
        int Error,
        int Index,
        int Leader,
        List<int> Replicas,
        List<int> InSync,
        List<int> Offline
    );
}

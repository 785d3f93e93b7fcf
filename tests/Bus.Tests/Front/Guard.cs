using Confluent.Kafka.Admin;

namespace Bus.Tests.Front;

/// <summary>Refuses what a user may not do, as brokers refuse it, and hides what it may not see.</summary>
internal sealed class Guard(AclBook? rights)
{
    private const int TopicForbidden = 29;
    private const int GroupForbidden = 30;
    private const int ClusterForbidden = 31;

    /// <summary>The refusal of a request, without its header; null when it may pass.</summary>
    public byte[]? Refuse(string user, KafkaRequest request) =>
        rights is null
            ? null
            : request.Api switch
            {
                WireApi.Produce => RefuseProduce(user, request.Body()),
                WireApi.Fetch => RefuseFetch(user, request.Body()),
                WireApi.ListOffsets => RefuseOffsets(user, request.Body()),
                WireApi.FindCoordinator => RefuseGroup(user, request),
                _ when IsOfGroup(request.Api) => MayJoin(user, request) ? null : OfGroup(request),
                WireApi.InitProducerId => MayWriteAny(user) ? null : NoProducer(),
                _ => null,
            };

    /// <summary>
    /// What brokers answer whoever administers without being allowed to: of all things named, the first is enough,
    /// since nobody but the administrator may do anything of it.
    /// </summary>
    public static byte[]? RefuseAdministration(KafkaRequest request)
    {
        var read = request.Body();
        return request.Api switch
        {
            WireApi.CreateTopics or WireApi.CreatePartitions => new WireWriter()
                .Int32(0)
                .Int32(1)
                .Text(Named(read))
                .Int16(request.Api == WireApi.CreateTopics ? ClusterForbidden : TopicForbidden)
                .Text("Authorization failed")
                .ToArray(),
            WireApi.DescribeConfigs => OfResource(read).Int32(0).ToArray(),
            WireApi.IncrementalAlterConfigs => OfResource(read).ToArray(),
            WireApi.DescribeAcls => new WireWriter()
                .Int32(0)
                .Int16(ClusterForbidden)
                .Text("Cluster authorization failed")
                .Int32(0)
                .ToArray(),
            WireApi.CreateAcls => new WireWriter()
                .Int32(0)
                .Int32(1)
                .Int16(ClusterForbidden)
                .Text("Cluster authorization failed")
                .ToArray(),
            _ => null,
        };
    }

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

    private byte[]? RefuseOffsets(string user, WireReader read)
    {
        read.Skip(sizeof(int));
        var topics = read.Array(() =>
            (Name: read.Text(), Parts: read.Array(() => (Index: read.Int32(), read.Int64())))
        );
        if (topics.All(t => rights!.MaySee(user, t.Name)))
            return null;
        var answer = new WireWriter();
        return answer
            .Array(
                topics,
                t =>
                    answer
                        .Text(t.Name)
                        .Array(t.Parts, p => answer.Int32(p.Index).Int16(TopicForbidden).Int64(-1).Int64(-1))
            )
            .ToArray();
    }

    private static bool IsOfGroup(WireApi api) =>
        api
            is WireApi.JoinGroup
                or WireApi.SyncGroup
                or WireApi.Heartbeat
                or WireApi.LeaveGroup
                or WireApi.OffsetCommit
                or WireApi.OffsetFetch;

    // All of these begin with the group's name.
    private bool MayJoin(string user, KafkaRequest request) =>
        rights!.May(user, AclOperation.Read, ResourceType.Group, request.Body().Text());

    /// <summary>The refusals of requests about a group, in the newest versions that the front offers.</summary>
    private static byte[] OfGroup(KafkaRequest request)
    {
        var answer = new WireWriter().Int32(0);
        return request.Api switch
        {
            WireApi.JoinGroup => answer.Int16(GroupForbidden).Int32(-1).Text("").Text("").Text("").Int32(0).ToArray(),
            WireApi.SyncGroup => answer.Int16(GroupForbidden).Int32(0).ToArray(),
            WireApi.OffsetFetch => answer.Int32(0).Int16(GroupForbidden).ToArray(),
            WireApi.OffsetCommit => Uncommitted(answer, request.Body()).ToArray(),
            _ => answer.Int16(GroupForbidden).ToArray(),
        };
    }

    private static WireWriter Uncommitted(WireWriter answer, WireReader read)
    {
        read.Text();
        read.Skip(sizeof(int));
        read.Text();
        read.NullableText();
        var topics = read.Array(() =>
            (
                Name: read.Text(),
                Parts: read.Array(() =>
                {
                    var partition = read.Int32();
                    read.Skip(sizeof(long) + sizeof(int));
                    read.NullableText();
                    return partition;
                })
            )
        );
        return answer.Array(
            topics,
            t => answer.Text(t.Name).Array(t.Parts, p => answer.Int32(p).Int16(GroupForbidden))
        );
    }

    // Since Kafka 2.8 the right to write to any topic is enough to do so idempotently.
    private bool MayWriteAny(string user) =>
        user == AclBook.Admin
        || rights!.All.Any(b =>
            b.Entry.Principal == $"User:{user}"
            && b.Entry.Operation == AclOperation.Write
            && b.Pattern.Type == ResourceType.Topic
        );

    private static byte[] NoProducer() =>
        new WireWriter().Int32(0).Int16(ClusterForbidden).Int64(-1).Int16(-1).ToArray();

    private static string Named(WireReader read)
    {
        read.Skip(sizeof(int));
        return read.Text();
    }

    private static WireWriter OfResource(WireReader read)
    {
        read.Skip(sizeof(int));
        var (type, name) = (read.Int8(), read.Text());
        return new WireWriter().Int32(0).Int32(1).Int16(TopicForbidden).Text(null).Int8(type).Text(name);
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

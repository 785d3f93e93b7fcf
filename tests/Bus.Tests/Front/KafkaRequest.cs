namespace Bus.Tests.Front;

/// <summary>The requests that the front knows.</summary>
internal enum WireApi : short
{
    Produce = 0,
    Fetch = 1,
    ListOffsets = 2,
    Metadata = 3,
    OffsetCommit = 8,
    OffsetFetch = 9,
    FindCoordinator = 10,
    JoinGroup = 11,
    Heartbeat = 12,
    LeaveGroup = 13,
    SyncGroup = 14,
    SaslHandshake = 17,
    ApiVersions = 18,
    CreateTopics = 19,
    InitProducerId = 22,
    DescribeAcls = 29,
    CreateAcls = 30,
    DescribeConfigs = 32,
    SaslAuthenticate = 36,
    CreatePartitions = 37,
    IncrementalAlterConfigs = 44,
}

/// <summary>One request as it came, header included, without its length.</summary>
internal sealed class KafkaRequest
{
    // What a client is told it may use: versions whose layout the front can read, none of them flexible.
    private static readonly (WireApi Api, int Most)[] Known =
    [
        (WireApi.Produce, 3),
        (WireApi.Fetch, 4),
        (WireApi.ListOffsets, 1),
        (WireApi.Metadata, 5),
        (WireApi.OffsetCommit, 7),
        (WireApi.OffsetFetch, 5),
        (WireApi.FindCoordinator, 2),
        (WireApi.JoinGroup, 5),
        (WireApi.Heartbeat, 3),
        (WireApi.LeaveGroup, 1),
        (WireApi.SyncGroup, 3),
        (WireApi.SaslHandshake, 1),
        (WireApi.ApiVersions, 3),
        (WireApi.CreateTopics, 4),
        (WireApi.InitProducerId, 1),
        (WireApi.DescribeAcls, 1),
        (WireApi.CreateAcls, 1),
        (WireApi.DescribeConfigs, 1),
        (WireApi.SaslAuthenticate, 0),
        (WireApi.CreatePartitions, 1),
        (WireApi.IncrementalAlterConfigs, 0),
    ];

    private readonly int _bodyAt;

    public KafkaRequest(byte[] frame)
    {
        var read = new WireReader(frame);
        Frame = frame;
        Api = (WireApi)read.Int16();
        Version = read.Int16();
        Correlation = read.Int32();
        read.NullableText();
        _bodyAt = read.Position;
    }

    public byte[] Frame { get; }

    public WireApi Api { get; }

    public int Version { get; }

    /// <summary>Whether it is one that clients were told of; what is not is nothing that the front can judge.</summary>
    public bool IsKnown => Known.Any(k => k.Api == Api && Version <= k.Most);

    public int Correlation { get; }

    public WireReader Body() => new(Frame, _bodyAt);

    /// <summary>The answer to ApiVersions, in the version that was asked for.</summary>
    public byte[] Versions()
    {
        var answer = new WireWriter().Int16(0);
        if (Version < 3)
            answer.Int32(Known.Length);
        else
            answer.Int8(Known.Length + 1);
        foreach (var (api, most) in Known)
        {
            answer.Int16((short)api).Int16(0).Int16(most);
            if (Version >= 3)
                answer.Int8(0);
        }
        if (Version >= 1)
            answer.Int32(0);
        if (Version >= 3)
            answer.Int8(0);
        return answer.ToArray();
    }
}

namespace Bus.Tests.Front;

/// <summary>One request that shows whether its sender may do something: how it is asked, and what says no.</summary>
/// <param name="Api">Which request.</param>
/// <param name="Version">In which version.</param>
/// <param name="Body">The request about a topic or group of that name.</param>
/// <param name="Error">The code of Kafka's in the answer.</param>
internal sealed record WireProbe(
    WireApi Api,
    int Version,
    Func<WireWriter, string, WireWriter> Body,
    Func<WireReader, int> Error
);

/// <summary>A request for each thing that one can do to a topic, a group, and the cluster.</summary>
internal static class WireProbes
{
    /// <summary>Kafka's codes for: not authorised for the topic, the group, the cluster.</summary>
    public static readonly int[] Refusals = [29, 30, 31];

    // As much of a batch of records as an embedded broker looks at: that it is of the present layout and has one
    // record. With none at all it would end the process.
    private static readonly byte[] Batch =
    [
        .. Enumerable
            .Range(0, 80)
            .Select(at =>
                (byte)(
                    at == 16 ? 2
                    : at == 60 ? 1
                    : 0
                )
            ),
    ];

    /// <summary>Needs the right to write the topic.</summary>
    public static readonly WireProbe Produce = new(
        WireApi.Produce,
        3,
        (to, name) =>
            to.Text(null).Int16(1).Int32(1000).Int32(1).Text(name).Int32(1).Int32(0).Int32(Batch.Length).Raw(Batch),
        OfPart
    );

    /// <summary>Needs the right to read the topic.</summary>
    public static readonly WireProbe Fetch = new(
        WireApi.Fetch,
        4,
        (to, name) =>
            to.Int32(-1)
                .Int32(0)
                .Int32(1)
                .Int32(1000)
                .Int8(0)
                .Int32(1)
                .Text(name)
                .Int32(1)
                .Int32(0)
                .Int64(0)
                .Int32(1000),
        from =>
        {
            from.Int32();
            return OfPart(from);
        }
    );

    /// <summary>Need any right to the topic, since each includes to see it.</summary>
    public static IReadOnlyList<WireProbe> Sight { get; } =
    [
        new(WireApi.ListOffsets, 1, (to, name) => to.Int32(-1).Int32(1).Text(name).Int32(1).Int32(0).Int64(-1), OfPart),
        new(
            WireApi.Metadata,
            5,
            (to, name) => to.Int32(1).Text(name).Bool(false),
            from =>
            {
                from.Int32();
                from.Array(() => (from.Int32(), from.Text(), from.Int32(), from.NullableText()));
                from.NullableText();
                from.Int32();
                from.Int32();
                return from.Int16();
            }
        ),
    ];

    /// <summary>Need the right to read the group.</summary>
    public static IReadOnlyList<WireProbe> Group { get; } =
    [
        new(WireApi.FindCoordinator, 2, (to, name) => to.Text(name).Int8(0), AfterThrottle),
        new(
            WireApi.JoinGroup,
            5,
            (to, name) =>
                to.Text(name)
                    .Int32(6000)
                    .Int32(6000)
                    .Text("")
                    .Text(null)
                    .Text("consumer")
                    .Int32(1)
                    .Text("range")
                    .Int32(0),
            AfterThrottle
        ),
        new(WireApi.SyncGroup, 3, (to, name) => to.Text(name).Int32(1).Text("m").Text(null).Int32(0), AfterThrottle),
        new(WireApi.Heartbeat, 3, (to, name) => to.Text(name).Int32(1).Text("m").Text(null), AfterThrottle),
        new(WireApi.LeaveGroup, 1, (to, name) => to.Text(name).Text("m"), AfterThrottle),
        new(
            WireApi.OffsetCommit,
            7,
            (to, name) =>
                to.Text(name)
                    .Int32(-1)
                    .Text("")
                    .Text(null)
                    .Int32(1)
                    .Text("mothership.commands")
                    .Int32(1)
                    .Int32(0)
                    .Int64(5)
                    .Int32(-1)
                    .Text(null),
            from =>
            {
                from.Int32();
                return OfPart(from);
            }
        ),
    ];

    /// <summary>Nobody but the administrator may.</summary>
    public static IReadOnlyList<WireProbe> Administration { get; } =
    [
        new(
            WireApi.CreateTopics,
            4,
            (to, name) => to.Int32(1).Text(name).Int32(1).Int16(1).Int32(0).Int32(0).Int32(1000).Bool(false),
            OfNamed
        ),
        new(
            WireApi.CreatePartitions,
            1,
            (to, name) => to.Int32(1).Text(name).Int32(9).Int32(-1).Int32(1000).Bool(false),
            OfNamed
        ),
        new(WireApi.DescribeConfigs, 1, (to, name) => to.Int32(1).Int8(2).Text(name).Int32(-1).Bool(false), OfFirst),
        new(
            WireApi.IncrementalAlterConfigs,
            0,
            (to, name) => to.Int32(1).Int8(2).Text(name).Int32(1).Text("retention.ms").Int8(0).Text("1").Bool(false),
            OfFirst
        ),
        new(
            WireApi.CreateAcls,
            1,
            (to, name) => to.Int32(1).Int8(2).Text(name).Int8(3).Text("User:stranger").Text("*").Int8(2).Int8(3),
            OfFirst
        ),
        new(
            WireApi.DescribeAcls,
            1,
            (to, _) => to.Int8(1).Text(null).Int8(1).Text(null).Text(null).Int8(1).Int8(1),
            AfterThrottle
        ),
    ];

    private static int AfterThrottle(WireReader from)
    {
        from.Int32();
        return from.Int16();
    }

    // Throttle, then the first of a list.
    private static int OfFirst(WireReader from)
    {
        from.Int32();
        from.Int32();
        return from.Int16();
    }

    private static int OfNamed(WireReader from)
    {
        from.Int32();
        from.Int32();
        from.Text();
        return from.Int16();
    }

    // One topic with one partition.
    private static int OfPart(WireReader from)
    {
        from.Int32();
        from.Text();
        from.Int32();
        from.Int32();
        return from.Int16();
    }
}

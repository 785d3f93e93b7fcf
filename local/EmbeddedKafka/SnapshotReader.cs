using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Mothership.Local.EmbeddedKafka;

/// <summary>Reads the lines by which the adapted native library describes a cluster (<c>embedded.c</c>).</summary>
internal sealed class SnapshotReader
{
    private readonly List<BrokerTopic> _topics = [];
    private readonly List<BrokerGroup> _groups = [];
    private readonly Dictionary<string, List<CommittedOffset>> _offsets = new(StringComparer.Ordinal);

    internal static BrokerSnapshot Read(string text)
    {
        var reader = new SnapshotReader();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            reader.Take(line.Split('\t'));
        return reader.Whole();
    }

    private void Take(string[] fields)
    {
        switch (fields[0])
        {
            case "topic":
                _topics.Add(new(Text(fields[1])!, new List<BrokerPartition>()));
                break;
            case "partition":
                Last(_topics.Last().Partitions).Add(Partition(fields));
                break;
            case "offset":
                Commit(Text(fields[2])!, Number(fields[1]));
                break;
            case "group":
                _groups.Add(new(Text(fields[3])!, fields[1], fields[2], Text(fields[4]) ?? "", Members(), []));
                break;
            case "member":
                Last(_groups.Last().Members).Add(Member(fields));
                break;
            case "assigned":
                Last(_groups.Last().Members.Last().Assigned).Add((Text(fields[2])!, (int)Number(fields[1])));
                break;
            default:
                throw new InvalidDataException($"The embedded broker describes itself by '{fields[0]}'.");
        }
    }

    private BrokerSnapshot Whole()
    {
        var known = _groups.ToDictionary(g => g.Id, StringComparer.Ordinal);
        foreach (var (group, offsets) in _offsets)
            known[group] = known.TryGetValue(group, out var found)
                ? found with
                {
                    Offsets = offsets,
                }
                : new(group, "CLASSIC", "EMPTY", "", [], offsets);
        return new(_topics, [.. known.Values.OrderBy(g => g.Id, StringComparer.Ordinal)]);
    }

    private void Commit(string group, long offset)
    {
        if (!_offsets.TryGetValue(group, out var offsets))
            _offsets[group] = offsets = [];
        var topic = _topics.Last();
        offsets.Add(new(topic.Name, topic.Partitions[^1].Id, offset));
    }

    private static BrokerPartition Partition(string[] fields) =>
        new(
            (int)Number(fields[1]),
            Number(fields[2]),
            Number(fields[3]),
            (int)Number(fields[4]),
            [.. fields[5].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(f => (int)Number(f))]
        );

    private static BrokerMember Member(string[] fields) =>
        new(
            Text(fields[1])!,
            Text(fields[2]),
            Text(fields[3]) ?? "",
            new List<(string, int)>(Bytes(fields[4]) is { } assignment ? Assigned(assignment) : [])
        );

    // Version, then an array of topics with an array of partitions each. What ends early or is another protocol's
    // counts as nothing assigned: a member may write there what it likes.
    private static List<(string Topic, int Partition)> Assigned(byte[] assignment)
    {
        var found = new List<(string, int)>();
        try
        {
            ReadOnlySpan<byte> rest = assignment.AsSpan(sizeof(short));
            for (var topics = Int32(ref rest); topics > 0; topics--)
            {
                var length = BinaryPrimitives.ReadInt16BigEndian(rest);
                var topic = Encoding.UTF8.GetString(rest.Slice(sizeof(short), length));
                rest = rest[(sizeof(short) + length)..];
                for (var partitions = Int32(ref rest); partitions > 0; partitions--)
                    found.Add((topic, Int32(ref rest)));
            }
            return found;
        }
        catch (ArgumentOutOfRangeException)
        {
            return [];
        }
    }

    private static int Int32(ref ReadOnlySpan<byte> rest)
    {
        var number = BinaryPrimitives.ReadInt32BigEndian(rest);
        rest = rest[sizeof(int)..];
        return number;
    }

    private static List<BrokerMember> Members() => [];

    private static List<T> Last<T>(IReadOnlyList<T> list) => (List<T>)list;

    private static string? Text(string field) => Bytes(field) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    private static byte[]? Bytes(string field) => field == "-" ? null : Convert.FromHexString(field.AsSpan(1));

    private static long Number(string field) => long.Parse(field, CultureInfo.InvariantCulture);
}

namespace Mothership.DataPlane.Rest;

/// <summary>The cluster itself, and what there is none of here: links, groups that share, groups of Streams.</summary>
internal static class OtherEndpoints
{
    internal static IEnumerable<Endpoint> All =>
        [
            new("GET", "", (call, _) => Task.FromResult(new RestAnswer(200, call.Shapes.Cluster()))),
            Empty("share-groups", "KafkaShareGroupList"),
            Empty("streams-groups", "KafkaStreamsGroupList"),
            Empty("links", "KafkaLinkDataList"),
            Empty("links/-/mirrors", "KafkaMirrorDataList"),
            new("POST", "links", (_, _) => throw NoLinks()),
        ];

    private static Endpoint Empty(string path, string kind) =>
        new("GET", path, (call, _) => Task.FromResult(new RestAnswer(200, call.Shapes.List(kind, "/" + path, []))));

    private static DataPlaneException NoLinks() => new(501, 501, "Cluster links are not to be had.");
}

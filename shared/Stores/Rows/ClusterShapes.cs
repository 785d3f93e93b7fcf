using System.Text.Json.Nodes;

namespace Mothership.Stores.Rows;

/// <summary>Reads clusters that earlier versions stored.</summary>
internal static class ClusterShapes
{
    /// <summary>
    /// In the first shape an event of the outbox was about a cluster alone: it named the cluster, its environment and
    /// region beside everything else, and its kind and size as its config.
    /// </summary>
    public static string FromFirst(string data)
    {
        var cluster = JsonNode.Parse(data)!;
        foreach (var billed in cluster["outbox"]?.AsArray() ?? [])
            Generalize(billed!.AsObject());
        return cluster.ToJsonString();
    }

    private static void Generalize(JsonObject billed)
    {
        var config = billed["config"]!;
        billed["resource"] = new JsonObject
        {
            ["id"] = billed["cluster"]!.DeepClone(),
            ["displayName"] = billed["displayName"]!.DeepClone(),
            ["environment"] = billed["environment"]!.DeepClone(),
            ["region"] = billed["region"]!.DeepClone(),
        };
        billed["meter"] = "ClusterSeconds";
        billed["plan"] = config["kind"]!.DeepClone();
        billed["units"] = config["size"]!.DeepClone();
        foreach (var gone in new[] { "cluster", "displayName", "environment", "region", "config" })
            billed.Remove(gone);
    }
}

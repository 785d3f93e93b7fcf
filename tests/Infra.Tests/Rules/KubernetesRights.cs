using YamlDotNet.RepresentationModel;

namespace Mothership.InfraTests.Rules;

/// <summary>The rights that manifests of Kubernetes give.</summary>
internal static class KubernetesRights
{
    /// <summary>Lines <c>role: resource: verbs</c>, one for each resource of each rule.</summary>
    public static IReadOnlyList<string> Of(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return
        [
            .. stream
                .Documents.Select(d => (YamlMappingNode)d.RootNode)
                .Where(d => Text(d, "kind") is "ClusterRole" or "Role")
                .SelectMany(Rights),
        ];
    }

    private static IEnumerable<string> Rights(YamlMappingNode role) =>
        from rule in ((YamlSequenceNode)role["rules"]).Cast<YamlMappingNode>()
        from resource in Resources(rule)
        let verbs = string.Join(' ', List(rule, "verbs").Order(StringComparer.Ordinal))
        select $"{Text((YamlMappingNode)role["metadata"], "name")}: {resource}: {verbs}";

    private static IEnumerable<string> Resources(YamlMappingNode rule)
    {
        var names = List(rule, "resourceNames").ToList();
        var only = names.Count == 0 ? "" : $" ({string.Join(' ', names)})";
        return List(rule, "nonResourceURLs")
            .Concat(
                from apiGroup in List(rule, "apiGroups")
                from resource in List(rule, "resources")
                select $"{(apiGroup.Length == 0 ? "" : apiGroup + "/")}{resource}{only}"
            );
    }

    private static IEnumerable<string> List(YamlMappingNode node, string name) =>
        node.Children.TryGetValue(name, out var list)
            ? ((YamlSequenceNode)list).Select(item => ((YamlScalarNode)item).Value!)
            : [];

    private static string? Text(YamlMappingNode node, string name) =>
        node.Children.TryGetValue(name, out var value) ? ((YamlScalarNode)value).Value : null;
}

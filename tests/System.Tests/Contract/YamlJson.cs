using System.Globalization;
using Newtonsoft.Json.Linq;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Mothership.SystemTests.Contract;

/// <summary>Reads YAML as the JSON that it stands for.</summary>
internal static class YamlJson
{
    internal static JObject Read(string path)
    {
        using var text = new StreamReader(path);
        var yaml = new YamlStream();
        yaml.Load(text);
        return (JObject)Convert(yaml.Documents[0].RootNode);
    }

    private static JToken Convert(YamlNode node) =>
        node switch
        {
            YamlMappingNode map => new JObject(
                map.Children.Select(c => new JProperty(((YamlScalarNode)c.Key).Value!, Convert(c.Value)))
            ),
            YamlSequenceNode list => new JArray(list.Children.Select(Convert)),
            YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(scalar.Value!),
            YamlScalarNode scalar => new JValue(scalar.Value),
            _ => throw new NotSupportedException($"{node.NodeType} in YAML"),
        };

    private static JValue Plain(string text) =>
        text switch
        {
            "true" => new JValue(true),
            "false" => new JValue(false),
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) =>
                new JValue(whole),
            _ => new JValue(text),
        };
}

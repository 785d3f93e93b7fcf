using System.Globalization;
using System.Text;
using Mothership.Regions.Services;

namespace Mothership.Strimzi.Services.Connect;

/// <summary>
/// The secrets of one connector as a file of properties, which Connect reads where it is mounted. A worker that has not
/// got the file yet refuses the configuration, and never takes a reference for a password.
/// </summary>
internal sealed class ConnectorFile
{
    /// <summary>Where files are in the workers.</summary>
    public const string Folder = "/mnt/connectors";

    private const string Jaas = "jaas";

    private readonly SortedDictionary<string, string> _references = new(StringComparer.Ordinal);

    /// <param name="desired">The connector.</param>
    /// <param name="values">Its secrets, by field.</param>
    /// <param name="access">Who it is to its cluster.</param>
    public ConnectorFile(DesiredService desired, IReadOnlyDictionary<string, string> values, ConnectorAccess access)
    {
        var content = new StringBuilder().Append(Line(Jaas, access.Jaas));
        var named = desired.Spec.Secrets.OrderBy(s => s.Key, StringComparer.Ordinal).ToList();
        Key = ConnectNames.File(desired.Id, named.Select(s => $"{s.Key}={s.Value}"));
        foreach (var (field, _) in named.Where(s => ConnectorFields.IsPlugins(s.Key)))
        {
            var property = string.Create(CultureInfo.InvariantCulture, $"s{_references.Count}");
            _references[field] = Reference(property);
            content.Append(Line(property, values[field]));
        }
        Content = content.ToString();
    }

    /// <summary>Its key in the Secret.</summary>
    public string Key { get; }

    /// <summary>What is in it.</summary>
    public string Content { get; }

    /// <summary>What a configuration has in place of each secret field of its plugin.</summary>
    public IReadOnlyDictionary<string, string> References => _references;

    /// <summary>What it has for who it is.</summary>
    public string Access => Reference(Jaas);

    private string Reference(string property) =>
        $"{Domain.Services.ConnectorRules.SecretReference}{Folder}/{Key}:{property}}}";

    private static string Line(string name, string value) => $"{name}={Escaped(value)}\n";

    // As java.util.Properties reads it, whatever its encoding.
    private static string Escaped(string value)
    {
        var text = new StringBuilder();
        foreach (var c in value)
            if (c == '\\')
                text.Append(@"\\");
            else if (c is > ' ' and <= '~')
                text.Append(c);
            else
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        return text.ToString();
    }
}

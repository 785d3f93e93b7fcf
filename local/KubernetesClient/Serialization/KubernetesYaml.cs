using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace k8s;

/// <summary>Reads YAML, of kubeconfigs first of all. Models of the API are not read from YAML here.</summary>
public static class KubernetesYaml
{
    private static readonly IDeserializer Lenient = Builder().IgnoreUnmatchedProperties().Build();
    private static readonly IDeserializer Strict = Builder().WithDuplicateKeyChecking().Build();

    /// <param name="yaml">One document.</param>
    /// <param name="strict">Refuse what the type does not have, and what is there twice.</param>
    public static TValue Deserialize<TValue>(string yaml, bool strict = false)
    {
        using var reader = new StringReader(yaml);
        return Read<TValue>(reader, strict);
    }

    /// <param name="yaml">One document.</param>
    /// <param name="strict">Refuse what the type does not have, and what is there twice.</param>
    public static TValue Deserialize<TValue>(Stream yaml, bool strict = false)
    {
        using var reader = new StreamReader(yaml);
        return Read<TValue>(reader, strict);
    }

    /// <summary>Reads one document from a stream, which stays open.</summary>
    public static async Task<T> LoadFromStreamAsync<T>(Stream stream, bool strict = false)
    {
        var content = await new StreamReader(stream).ReadToEndAsync().ConfigureAwait(false);
        return Deserialize<T>(content, strict);
    }

    /// <summary>Reads one document from a file.</summary>
    public static async Task<T> LoadFromFileAsync<T>(string file, bool strict = false)
    {
        var content = await File.ReadAllTextAsync(file).ConfigureAwait(false);
        return Deserialize<T>(content, strict);
    }

    private static TValue Read<TValue>(TextReader reader, bool strict)
    {
        if (typeof(TValue).Namespace == "k8s.Models")
            throw new NotSupportedException($"KubernetesYaml does not read {typeof(TValue).Name}.");
        var parser = new MergingParser(new Parser(reader));
        // YamlDotNet's readers are not made to be shared by threads.
        lock (Lenient)
            return (strict ? Strict : Lenient).Deserialize<TValue>(parser);
    }

    private static DeserializerBuilder Builder() =>
        new DeserializerBuilder()
            .WithNamingConvention(CamelCaseNamingConvention.Instance)
            .WithAttemptingUnquotedStringTypeDeserialization();
}

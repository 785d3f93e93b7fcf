using System.Text.Json.Serialization;
using k8s.Models;

namespace k8s
{
    /// <summary>Whatever the server knows by a kind.</summary>
    public interface IKubernetesObject
    {
        [JsonPropertyName("apiVersion")]
        string ApiVersion { get; set; }

        [JsonPropertyName("kind")]
        string Kind { get; set; }
    }

    /// <summary>Whatever the server knows by a kind and a name.</summary>
    public interface IKubernetesObject<TMetadata> : IKubernetesObject, IMetadata<TMetadata>;

    /// <summary>The kind of an object, and nothing else of it.</summary>
    public class KubernetesObject : IKubernetesObject
    {
        [JsonPropertyName("apiVersion")]
        public string ApiVersion { get; set; }

        [JsonPropertyName("kind")]
        public string Kind { get; set; }
    }
}

namespace k8s.Models
{
    /// <summary>It has metadata.</summary>
    public interface IMetadata<T>
    {
        T Metadata { get; set; }
    }

    /// <summary>It has a wanted state.</summary>
    public interface ISpec<T>
    {
        T Spec { get; set; }
    }

    /// <summary>It has an actual state.</summary>
    public interface IStatus<T>
    {
        T Status { get; set; }
    }

    /// <summary>It has items.</summary>
    public interface IItems<T>
    {
        IList<T> Items { get; set; }
    }

    /// <summary>The names by which the server knows a class.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class KubernetesEntityAttribute : Attribute
    {
        public string Kind { get; set; }

        public string Group { get; set; }

        public string ApiVersion { get; set; }

        public string PluralName { get; set; }
    }
}

using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>An object of the same namespace, by name.</summary>
public partial record V1LocalObjectReference
{
    [JsonPropertyName("name")]
    public string Name { get; set; }
}

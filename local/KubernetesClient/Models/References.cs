using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>An object of the same namespace, by name.</summary>
public partial record V1LocalObjectReference
{
    [JsonPropertyName("name")]
    public string Name { get; set; }
}

/// <summary>An object, by everything that tells it from others.</summary>
public partial record V1ObjectReference
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; }

    [JsonPropertyName("fieldPath")]
    public string FieldPath { get; set; }

    [JsonPropertyName("kind")]
    public string Kind { get; set; }

    [JsonPropertyName("name")]
    public string Name { get; set; }

    [JsonPropertyName("namespace")]
    public string NamespaceProperty { get; set; }

    [JsonPropertyName("resourceVersion")]
    public string ResourceVersion { get; set; }

    [JsonPropertyName("uid")]
    public string Uid { get; set; }
}

/// <summary>An object of any kind in the same namespace.</summary>
public partial record V1TypedLocalObjectReference
{
    [JsonPropertyName("apiGroup")]
    public string ApiGroup { get; set; }

    [JsonPropertyName("kind")]
    public string Kind { get; set; }

    [JsonPropertyName("name")]
    public string Name { get; set; }
}

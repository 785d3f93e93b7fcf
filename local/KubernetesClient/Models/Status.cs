using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>What the server says of a request that has no object to answer, or that it refused.</summary>
[KubernetesEntity(Group = KubeGroup, Kind = KubeKind, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public partial record V1Status : IKubernetesObject<V1ListMeta>
{
    public const string KubeApiVersion = "v1";
    public const string KubeKind = "Status";
    public const string KubeGroup = "";
    public const string KubePluralName = "";

    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; }

    [JsonPropertyName("code")]
    public int? Code { get; set; }

    [JsonPropertyName("details")]
    public V1StatusDetails Details { get; set; }

    [JsonPropertyName("kind")]
    public string Kind { get; set; }

    [JsonPropertyName("message")]
    public string Message { get; set; }

    [JsonPropertyName("metadata")]
    public V1ListMeta Metadata { get; set; }

    [JsonPropertyName("reason")]
    public string Reason { get; set; }

    [JsonPropertyName("status")]
    public string Status { get; set; }
}

/// <summary>What a status is about.</summary>
public partial record V1StatusDetails
{
    [JsonPropertyName("causes")]
    public IList<V1StatusCause> Causes { get; set; }

    [JsonPropertyName("group")]
    public string Group { get; set; }

    [JsonPropertyName("kind")]
    public string Kind { get; set; }

    [JsonPropertyName("name")]
    public string Name { get; set; }

    [JsonPropertyName("retryAfterSeconds")]
    public int? RetryAfterSeconds { get; set; }

    [JsonPropertyName("uid")]
    public string Uid { get; set; }
}

/// <summary>One of the reasons of a refusal, with the field that it concerns.</summary>
public partial record V1StatusCause
{
    [JsonPropertyName("field")]
    public string Field { get; set; }

    [JsonPropertyName("message")]
    public string Message { get; set; }

    [JsonPropertyName("reason")]
    public string Reason { get; set; }
}

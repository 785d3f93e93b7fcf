using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>Something that happened to an object.</summary>
[KubernetesEntity(Group = KubeGroup, Kind = KubeKind, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public partial record Corev1Event : IKubernetesObject<V1ObjectMeta>
{
    public const string KubeApiVersion = "v1";
    public const string KubeKind = "Event";
    public const string KubeGroup = "";
    public const string KubePluralName = "events";

    [JsonPropertyName("action")]
    public string Action { get; set; }

    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; }

    [JsonPropertyName("count")]
    public int? Count { get; set; }

    [JsonPropertyName("eventTime")]
    public DateTime? EventTime { get; set; }

    [JsonPropertyName("firstTimestamp")]
    public DateTime? FirstTimestamp { get; set; }

    [JsonPropertyName("involvedObject")]
    public V1ObjectReference InvolvedObject { get; set; }

    [JsonPropertyName("kind")]
    public string Kind { get; set; }

    [JsonPropertyName("lastTimestamp")]
    public DateTime? LastTimestamp { get; set; }

    [JsonPropertyName("message")]
    public string Message { get; set; }

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; }

    [JsonPropertyName("reason")]
    public string Reason { get; set; }

    [JsonPropertyName("related")]
    public V1ObjectReference Related { get; set; }

    [JsonPropertyName("reportingComponent")]
    public string ReportingComponent { get; set; }

    [JsonPropertyName("reportingInstance")]
    public string ReportingInstance { get; set; }

    [JsonPropertyName("series")]
    public Corev1EventSeries Series { get; set; }

    [JsonPropertyName("source")]
    public V1EventSource Source { get; set; }

    [JsonPropertyName("type")]
    public string Type { get; set; }
}

/// <summary>Some of what is there, each a <see cref="Corev1Event" />.</summary>
[KubernetesEntity(Group = KubeGroup, Kind = KubeKind, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public partial record Corev1EventList : IKubernetesObject<V1ListMeta>, IItems<Corev1Event>
{
    public const string KubeApiVersion = "v1";
    public const string KubeKind = "EventList";
    public const string KubeGroup = "";
    public const string KubePluralName = "events";

    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; }

    [JsonPropertyName("items")]
    public IList<Corev1Event> Items { get; set; }

    [JsonPropertyName("kind")]
    public string Kind { get; set; }

    [JsonPropertyName("metadata")]
    public V1ListMeta Metadata { get; set; }
}

/// <summary>Who tells of an event.</summary>
public partial record V1EventSource
{
    [JsonPropertyName("component")]
    public string Component { get; set; }

    [JsonPropertyName("host")]
    public string Host { get; set; }
}

/// <summary>How often an event came again.</summary>
public partial record Corev1EventSeries
{
    [JsonPropertyName("count")]
    public int? Count { get; set; }

    [JsonPropertyName("lastObservedTime")]
    public DateTime? LastObservedTime { get; set; }
}

using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>How to find out whether a container works.</summary>
public partial record V1Probe
{
    [JsonPropertyName("exec")]
    public V1ExecAction Exec { get; set; }

    [JsonPropertyName("failureThreshold")]
    public int? FailureThreshold { get; set; }

    [JsonPropertyName("httpGet")]
    public V1HTTPGetAction HttpGet { get; set; }

    [JsonPropertyName("initialDelaySeconds")]
    public int? InitialDelaySeconds { get; set; }

    [JsonPropertyName("periodSeconds")]
    public int? PeriodSeconds { get; set; }

    [JsonPropertyName("successThreshold")]
    public int? SuccessThreshold { get; set; }

    [JsonPropertyName("tcpSocket")]
    public V1TCPSocketAction TcpSocket { get; set; }

    [JsonPropertyName("terminationGracePeriodSeconds")]
    public long? TerminationGracePeriodSeconds { get; set; }

    [JsonPropertyName("timeoutSeconds")]
    public int? TimeoutSeconds { get; set; }
}

/// <summary>A probe by HTTP.</summary>
public partial record V1HTTPGetAction
{
    [JsonPropertyName("host")]
    public string Host { get; set; }

    [JsonPropertyName("httpHeaders")]
    public IList<V1HTTPHeader> HttpHeaders { get; set; }

    [JsonPropertyName("path")]
    public string Path { get; set; }

    [JsonPropertyName("port")]
    public IntOrString Port { get; set; }

    [JsonPropertyName("scheme")]
    public string Scheme { get; set; }
}

/// <summary>A header of a probe.</summary>
public partial record V1HTTPHeader
{
    [JsonPropertyName("name")]
    public string Name { get; set; }

    [JsonPropertyName("value")]
    public string Value { get; set; }
}

/// <summary>A probe by a connection.</summary>
public partial record V1TCPSocketAction
{
    [JsonPropertyName("host")]
    public string Host { get; set; }

    [JsonPropertyName("port")]
    public IntOrString Port { get; set; }
}

/// <summary>A probe by a command.</summary>
public partial record V1ExecAction
{
    [JsonPropertyName("command")]
    public IList<string> Command { get; set; }
}

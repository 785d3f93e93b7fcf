using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>The release of a server.</summary>
public partial record VersionInfo
{
    [JsonPropertyName("buildDate")]
    public string BuildDate { get; set; }

    [JsonPropertyName("compiler")]
    public string Compiler { get; set; }

    [JsonPropertyName("gitCommit")]
    public string GitCommit { get; set; }

    [JsonPropertyName("gitTreeState")]
    public string GitTreeState { get; set; }

    [JsonPropertyName("gitVersion")]
    public string GitVersion { get; set; }

    [JsonPropertyName("goVersion")]
    public string GoVersion { get; set; }

    [JsonPropertyName("major")]
    public string Major { get; set; }

    [JsonPropertyName("minor")]
    public string Minor { get; set; }

    [JsonPropertyName("platform")]
    public string Platform { get; set; }
}

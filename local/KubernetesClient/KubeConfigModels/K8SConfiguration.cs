using YamlDotNet.Serialization;

namespace k8s.KubeConfigModels;

/// <summary>A kubeconfig.</summary>
public class K8SConfiguration
{
    [YamlMember(Alias = "preferences")]
    public IDictionary<string, object> Preferences { get; set; }

    [YamlMember(Alias = "apiVersion")]
    public string ApiVersion { get; set; }

    [YamlMember(Alias = "kind")]
    public string Kind { get; set; }

    [YamlMember(Alias = "current-context", ApplyNamingConventions = false)]
    public string CurrentContext { get; set; }

    [YamlMember(Alias = "contexts")]
    public IEnumerable<Context> Contexts { get; set; } = [];

    [YamlMember(Alias = "clusters")]
    public IEnumerable<Cluster> Clusters { get; set; } = [];

    [YamlMember(Alias = "users")]
    public IEnumerable<User> Users { get; set; } = [];

    /// <summary>Where it was read from; relative paths in it start there.</summary>
    [YamlIgnore]
    public string FileName { get; set; }
}

/// <summary>A cluster and a user by names.</summary>
public class Context
{
    [YamlMember(Alias = "context")]
    public ContextDetails ContextDetails { get; set; }

    [YamlMember(Alias = "name")]
    public string Name { get; set; }
}

/// <summary>What a context puts together.</summary>
public class ContextDetails
{
    [YamlMember(Alias = "cluster")]
    public string Cluster { get; set; }

    [YamlMember(Alias = "user")]
    public string User { get; set; }

    [YamlMember(Alias = "namespace")]
    public string Namespace { get; set; }
}

/// <summary>A cluster under its name.</summary>
public class Cluster
{
    [YamlMember(Alias = "cluster")]
    public ClusterEndpoint ClusterEndpoint { get; set; }

    [YamlMember(Alias = "name")]
    public string Name { get; set; }
}

/// <summary>How to reach a cluster, and what its certificate has to be signed by.</summary>
public class ClusterEndpoint
{
    [YamlMember(Alias = "certificate-authority", ApplyNamingConventions = false)]
    public string CertificateAuthority { get; set; }

    [YamlMember(Alias = "certificate-authority-data", ApplyNamingConventions = false)]
    public string CertificateAuthorityData { get; set; }

    [YamlMember(Alias = "server")]
    public string Server { get; set; }

    [YamlMember(Alias = "tls-server-name", ApplyNamingConventions = false)]
    public string TlsServerName { get; set; }

    [YamlMember(Alias = "insecure-skip-tls-verify", ApplyNamingConventions = false)]
    public bool SkipTlsVerify { get; set; }
}

/// <summary>A user under its name.</summary>
public class User
{
    [YamlMember(Alias = "user")]
    public UserCredentials UserCredentials { get; set; }

    [YamlMember(Alias = "name")]
    public string Name { get; set; }
}

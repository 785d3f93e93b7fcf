using YamlDotNet.Serialization;

namespace k8s.KubeConfigModels;

/// <summary>How a user proves who it is.</summary>
public class UserCredentials
{
    [YamlMember(Alias = "client-certificate-data", ApplyNamingConventions = false)]
    public string ClientCertificateData { get; set; }

    [YamlMember(Alias = "client-certificate", ApplyNamingConventions = false)]
    public string ClientCertificate { get; set; }

    [YamlMember(Alias = "client-key-data", ApplyNamingConventions = false)]
    public string ClientKeyData { get; set; }

    [YamlMember(Alias = "client-key", ApplyNamingConventions = false)]
    public string ClientKey { get; set; }

    [YamlMember(Alias = "token")]
    public string Token { get; set; }

    [YamlMember(Alias = "username")]
    public string UserName { get; set; }

    [YamlMember(Alias = "password")]
    public string Password { get; set; }

    [YamlMember(Alias = "auth-provider", ApplyNamingConventions = false)]
    public AuthProvider AuthProvider { get; set; }

    [YamlMember(Alias = "exec")]
    public ExternalExecution ExternalExecution { get; set; }
}

/// <summary>A way to get tokens that was built into clients once; this one refuses it.</summary>
public class AuthProvider
{
    [YamlMember(Alias = "name")]
    public string Name { get; set; }

    [YamlMember(Alias = "config")]
    public Dictionary<string, string> Config { get; set; }
}

/// <summary>A program that prints a token or a certificate.</summary>
public class ExternalExecution
{
    [YamlMember(Alias = "apiVersion")]
    public string ApiVersion { get; set; }

    [YamlMember(Alias = "command")]
    public string Command { get; set; }

    [YamlMember(Alias = "env")]
    public IList<Dictionary<string, string>> EnvironmentVariables { get; set; }

    [YamlMember(Alias = "args")]
    public IList<string> Arguments { get; set; }

    [YamlMember(Alias = "installHint")]
    public string InstallHint { get; set; }

    [YamlMember(Alias = "provideClusterInfo")]
    public bool ProvideClusterInfo { get; set; }
}

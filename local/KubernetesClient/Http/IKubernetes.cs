namespace k8s;

/// <summary>A client of one server.</summary>
public partial interface IKubernetes : IDisposable
{
    /// <summary>Where the server is; ends in a slash.</summary>
    Uri BaseUri { get; set; }

    ICoreV1Operations CoreV1 { get; }

    IAppsV1Operations AppsV1 { get; }

    ICustomObjectsOperations CustomObjects { get; }

    IVersionOperations Version { get; }
}

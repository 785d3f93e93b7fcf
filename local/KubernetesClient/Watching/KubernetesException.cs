using k8s.Models;

namespace k8s;

/// <summary>
/// An error that the server told in the course of a watch; a code of 410 means: list again, then watch.
/// </summary>
public class KubernetesException : Exception
{
    public KubernetesException() { }

    public KubernetesException(string message)
        : base(message) { }

    public KubernetesException(string message, Exception innerException)
        : base(message, innerException) { }

    public KubernetesException(V1Status status)
        : base(status?.Message) => Status = status;

    public KubernetesException(V1Status status, Exception innerException)
        : base(status?.Message, innerException) => Status = status;

    /// <summary>What the server said.</summary>
    public V1Status Status { get; private set; }
}

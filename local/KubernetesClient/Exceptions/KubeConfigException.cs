namespace k8s.Exceptions;

/// <summary>A configuration from which no client can be made.</summary>
public class KubeConfigException : Exception
{
    public KubeConfigException() { }

    public KubeConfigException(string message)
        : base(message) { }

    public KubeConfigException(string message, Exception inner)
        : base(message, inner) { }
}

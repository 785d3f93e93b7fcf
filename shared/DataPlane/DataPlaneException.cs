namespace Mothership.DataPlane;

/// <summary>
/// A request on a cluster or a registry that can't be carried out, in the words of Kafka's REST API: an HTTP status, a
/// finer code, a text for the customer.
/// </summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">The <c>error_code</c>.</param>
/// <param name="message">For the customer.</param>
/// <param name="inner">The cause.</param>
public sealed class DataPlaneException(int status, int code, string message, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The <c>error_code</c>.</summary>
    public int Code { get; } = code;
}

/// <summary>The refusals that there are, each with its status and code in one place.</summary>
public static class Refusals
{
    /// <summary>No key, a wrong one, or one for something else.</summary>
    public static DataPlaneException Unauthenticated() => new(401, 40101, "Authentication failed");

    /// <summary>The ACLs do not allow it.</summary>
    public static DataPlaneException Forbidden() => new(403, 40301, "Request is not authorized");

    /// <summary>What the broker would refuse: a bad name, count or configuration.</summary>
    public static DataPlaneException Invalid(string message) => new(400, 40002, message);

    /// <summary>What can't be read.</summary>
    public static DataPlaneException Malformed(string message) => new(400, 400, message);

    /// <summary>No such endpoint, cluster, group, configuration.</summary>
    public static DataPlaneException NotFound(string message) => new(404, 404, message);

    /// <summary>No such topic.</summary>
    public static DataPlaneException UnknownTopic() =>
        new(404, 40403, "This server does not host this topic-partition.");

    /// <summary>A record or a body is too large.</summary>
    public static DataPlaneException TooLarge() =>
        new(413, 413, "The request included a message larger than the maximum message size the server can accept.");

    /// <summary>The body is not JSON.</summary>
    public static DataPlaneException UnsupportedMedia() => new(415, 415, "HTTP 415 Unsupported Media Type");

    /// <summary>The body is well-formed and makes no sense.</summary>
    public static DataPlaneException Unprocessable(string message) => new(422, 422, message);

    /// <summary>The cluster does not do that.</summary>
    public static DataPlaneException NotSupported(string message) => new(400, 40035, message);

    /// <summary>The cluster does not answer; another try may help.</summary>
    public static DataPlaneException Unavailable(string message, Exception? inner = null) =>
        new(503, 50301, message, inner);
}

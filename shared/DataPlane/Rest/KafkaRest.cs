using Microsoft.Extensions.Logging;
using Mothership.DataPlane.Keys;
using Mothership.Regions;

namespace Mothership.DataPlane.Rest;

/// <summary>Something that can be asked for.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Behind the cluster's; what is in braces has a name.</param>
/// <param name="RunAsync">Answers.</param>
internal sealed record Endpoint(string Method, string Path, Func<Call, CancellationToken, Task<RestAnswer>> RunAsync)
{
    private readonly string[] _segments = Path.Length == 0 ? [] : Path.Split('/');

    /// <summary>The values of the path; null when it is another's.</summary>
    internal Dictionary<string, string>? Match(IReadOnlyList<string> path)
    {
        if (path.Count != _segments.Length)
            return null;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < path.Count; i++)
            if (_segments[i].StartsWith('{'))
                values[_segments[i].Trim('{', '}')] = path[i];
            else if (_segments[i] != path[i])
                return null;
        return values;
    }
}

/// <summary>Kafka's REST API, version 3, for the clusters that the region's operator runs.</summary>
public sealed partial class KafkaRest(
    KeyGate gate,
    IEnumerable<IDataPlane> planes,
    RegionSettings settings,
    ILogger<KafkaRest> logger
)
{
    private const string Prefix = "/kafka/v3/clusters/";

    private static readonly IReadOnlyList<Endpoint> Endpoints =
    [
        .. OtherEndpoints.All,
        .. ConfigEndpoints.All,
        .. TopicEndpoints.All,
        .. AclEndpoints.All,
        .. GroupEndpoints.All,
        .. RecordEndpoints.All,
    ];

    private readonly IDataPlane? _plane = planes.FirstOrDefault(p => p.Name == settings.Operator);

    /// <summary>Method and path of everything that can be asked for.</summary>
    public static IReadOnlyList<(string Method, string Path)> Operations { get; } =
    [.. Endpoints.Select(e => (e.Method, $"{Prefix}{{cluster_id}}/{e.Path}".TrimEnd('/')))];

    /// <summary>Answers a request. Nothing is thrown but the cancellation.</summary>
    public async Task<RestAnswer> HandleAsync(RestRequest request, CancellationToken cancellation)
    {
        try
        {
            return await AnswerAsync(request, cancellation).ConfigureAwait(false);
        }
        catch (DataPlaneException e)
        {
            if (e.InnerException is not null)
                LogRefusal(e.InnerException, e.Message);
            return RestAnswer.Of(e);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            LogFailure(e, request.Method, request.Path);
            return RestAnswer.Of(new DataPlaneException(500, 500, "Internal Server Error"));
        }
    }

    private async Task<RestAnswer> AnswerAsync(RestRequest request, CancellationToken cancellation)
    {
        var key = await gate.AuthenticateAsync(request.Authorization, cancellation).ConfigureAwait(false);
        var path = Split(request.Path);
        if (path.Count == 0)
            throw Refusals.NotFound("HTTP 404 Not Found");
        if (path[0] != key.Resource || _plane is null)
            throw Refusals.Unauthenticated();
        var (endpoint, values) = Find(request.Method, [.. path.Skip(1)]);
        var cluster =
            await _plane.FindAsync(key.Resource, cancellation).ConfigureAwait(false)
            ?? throw Refusals.NotFound($"Cluster {key.Resource} cannot be found.");
        if (cluster.Suspended)
            throw Refusals.Unavailable("The cluster is suspended.");
        return await endpoint.RunAsync(new(request, _plane, cluster, key, values), cancellation).ConfigureAwait(false);
    }

    private static (Endpoint Endpoint, Dictionary<string, string> Values) Find(
        string method,
        IReadOnlyList<string> path
    )
    {
        var fitting = Endpoints
            .Select(e => (Endpoint: e, Values: e.Match(path)))
            .Where(m => m.Values is not null)
            .ToList();
        if (fitting.Count == 0)
            throw Refusals.NotFound("HTTP 404 Not Found");
        var found = fitting.FirstOrDefault(m => m.Endpoint.Method == method);
        return found.Endpoint is null
            ? throw new DataPlaneException(405, 405, "HTTP 405 Method Not Allowed")
            : (found.Endpoint, found.Values!);
    }

    // A slash inside a name comes as %2F, which the server leaves alone.
    private static List<string> Split(string path)
    {
        if (!path.StartsWith(Prefix, StringComparison.Ordinal))
            return [];
        var segments = path[Prefix.Length..].TrimEnd('/').Split('/');
        return [.. segments.Select(s => s.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase))];
    }

    [LoggerMessage(LogLevel.Warning, "A request on a cluster was refused: {Refusal}")]
    private partial void LogRefusal(Exception cause, string refusal);

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    private partial void LogFailure(Exception failure, string method, string path);
}

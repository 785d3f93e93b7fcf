using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Mothership.DataPlane.Keys;
using Mothership.DataPlane.Rest;
using Mothership.Domain.Services;

namespace Mothership.DataPlane.Services;

/// <summary>
/// The data plane of the region's ksqlDB clusters: proves the key, which must be the cluster's own, and hands the
/// request on. What nodes say to each other is not served, nor are WebSockets.
/// </summary>
public sealed class KsqldbRest(ServiceDoor door)
{
    private static readonly Rules TheRules = new();

    /// <summary>The path whose body may go on without end.</summary>
    public const string Inserts = "inserts-stream";

    /// <summary>Method and path of everything that can be asked for; a star is any one segment.</summary>
    public static IReadOnlyList<(string Method, string Path)> Operations { get; } =
    [
        ("GET", ""),
        ("GET", "info"),
        ("GET", "healthcheck"),
        ("GET", "clusterStatus"),
        ("GET", "status"),
        ("GET", "status/*/*/*"),
        ("GET", "is_valid_property/*"),
        ("GET", "v1/metadata"),
        ("GET", "v1/metadata/id"),
        ("POST", "ksql"),
        ("POST", "ksql/terminate"),
        ("POST", "query"),
        ("POST", "query-stream"),
        ("POST", "close-query"),
        ("POST", Inserts),
    ];

    /// <summary>Answers a request. Nothing is thrown but the cancellation.</summary>
    public Task<ServiceAnswer> HandleAsync(ServiceRequest request, CancellationToken cancellation) =>
        door.HandleAsync(request, TheRules, cancellation);

    private sealed class Rules : IServiceRules
    {
        public ServiceKind Kind => ServiceKind.Ksqldb;

        public string Subject => "ksqlDB cluster";

        public bool Opens(ResourceKey key, ServiceSite site) => key.Resource == site.Id;

        public void Check(ServiceRequest request, ResourceKey key)
        {
            var fitting = Operations.Where(o => Fits(o.Path, request.Path)).ToList();
            if (fitting.Count == 0)
                throw Refusals.NotFound("There is no such endpoint.");
            if (fitting.All(o => o.Method != request.Method))
                throw new DataPlaneException(405, 405, $"The endpoint does not know the method {request.Method}.");
        }

        // A query ends with its client's connection, and to the server that is ours: hence one of its own for each
        // request, which HTTP/1.1 gives. Inserts are taken by HTTP/2 only.
        public HttpRequestMessage Forward(ServiceRequest request)
        {
            var isEndless = request.Path == Inserts;
            var message = ForwardedRequests.Of(
                request,
                ["Accept"],
                isEndless ? long.MaxValue : DataPlaneLimits.ServiceBodyBytes
            );
            message.Version = isEndless ? HttpVersion.Version20 : HttpVersion.Version11;
            message.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
            return message;
        }

        public void Finish(ServiceRequest request, HttpResponseMessage answer) =>
            answer.Headers.TryAddWithoutValidation("X-Content-Type-Options", "nosniff");

        public HttpResponseMessage Refuse(ServiceRequest request, DataPlaneException refusal)
        {
            var body = new JsonObject
            {
                ["@type"] = "generic_error",
                ["error_code"] = CodeOf(refusal.Status),
                ["message"] = refusal.Message,
            };
            return new((HttpStatusCode)refusal.Status)
            {
                Content = new StringContent(
                    body.ToJsonString(),
                    Encoding.UTF8,
                    new MediaTypeHeaderValue("application/json")
                ),
            };
        }

        // Its codes are the status and two digits more; 02 of 503 is a server that is not ready.
        private static int CodeOf(int status) => status == 503 ? 50302 : status * 100;

        private static bool Fits(string template, string path)
        {
            var (parts, given) = (template.Split('/'), path.TrimEnd('/').Split('/'));
            return parts.Length == given.Length
                && parts.Zip(given).All(p => p.First == p.Second || (p.First == "*" && p.Second.Length > 0));
        }
    }
}

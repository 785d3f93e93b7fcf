using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Mothership.DataPlane.Keys;
using Mothership.Domain.Services;

namespace Mothership.DataPlane.Services;

/// <summary>
/// The region's Control Centers in browsers: proves the key, which must be a person's, and hands the request on. A
/// console may do everything on its cluster, so no service account gets in.
/// </summary>
public sealed class ConsoleRest(ServiceDoor door)
{
    private static readonly Rules TheRules = new();

    /// <summary>Answers a request. Nothing is thrown but the cancellation.</summary>
    public Task<ServiceAnswer> HandleAsync(ServiceRequest request, CancellationToken cancellation) =>
        door.HandleAsync(request, TheRules, cancellation);

    private sealed class Rules : IServiceRules
    {
        private static readonly string[] Passed =
        [
            "Accept",
            "Accept-Language",
            "Cookie",
            "If-Modified-Since",
            "If-None-Match",
            "Range",
        ];

        public ServiceKind Kind => ServiceKind.ControlCenter;

        public string Subject => "Control Center";

        public bool Opens(ResourceKey key, ServiceSite site) => key.Resource == site.Id || key.Resource == site.Cluster;

        public void Check(ServiceRequest request, ResourceKey key)
        {
            if (!key.IsOfUser)
                throw new DataPlaneException(403, 40301, "A Control Center opens with keys that a user owns only.");
            if (!SameOrigin.Allows(request))
                throw new DataPlaneException(403, 40301, "The request does not come from the Control Center's pages.");
            // What it tells of itself is for whoever runs it.
            if (FirstOf(request.Path).Equals("actuator", StringComparison.OrdinalIgnoreCase))
                throw Refusals.NotFound("There is no such page.");
        }

        public HttpRequestMessage Forward(ServiceRequest request) =>
            ForwardedRequests.Of(request, Passed, DataPlaneLimits.ServiceBodyBytes);

        public void Finish(ServiceRequest request, HttpResponseMessage answer)
        {
            var path = DataPlanePaths.Of(ServiceKind.ControlCenter, request.Id)!;
            var isSecure = request.Origin.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
            if (answer.Headers.TryGetValues("Set-Cookie", out var cookies))
            {
                var confined = cookies.Select(c => Cookies.Confine(c, path, isSecure)).ToList();
                answer.Headers.Remove("Set-Cookie");
                answer.Headers.TryAddWithoutValidation("Set-Cookie", confined);
            }
            answer.Headers.TryAddWithoutValidation("X-Content-Type-Options", "nosniff");
            answer.Headers.TryAddWithoutValidation("X-Frame-Options", "DENY");
            answer.Headers.TryAddWithoutValidation("Referrer-Policy", "same-origin");
            answer.Headers.CacheControl ??= new() { Private = true };
        }

        // For its own scripts an object, for people a sentence.
        public HttpResponseMessage Refuse(ServiceRequest request, DataPlaneException refusal) =>
            new((HttpStatusCode)refusal.Status)
            {
                Content = request.Path.StartsWith("api/", StringComparison.Ordinal)
                    ? Text(
                        new JsonObject { ["code"] = refusal.Code, ["message"] = refusal.Message }.ToJsonString(),
                        "application/json"
                    )
                    : Text(refusal.Message, "text/plain"),
            };

        // As the console will read it.
        private static string FirstOf(string path) =>
            Uri.UnescapeDataString(path)
                .Split('/', StringSplitOptions.RemoveEmptyEntries)
                .Select(s => s.Split(';')[0])
                .FirstOrDefault("");

        private static StringContent Text(string text, string type) =>
            new(text, Encoding.UTF8, new MediaTypeHeaderValue(type, "utf-8"));
    }
}

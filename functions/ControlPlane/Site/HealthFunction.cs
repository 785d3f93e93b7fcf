using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.ControlPlane.Routing;

namespace Mothership.ControlPlane.Site;

/// <summary>Whether the control plane can do its work.</summary>
public sealed class HealthFunction(HealthReport report)
{
    /// <summary>200 when the tables and the bus answer, else 503; the body says which do.</summary>
    [Function("Health")]
    [PublicRoute]
    public async Task<IActionResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var health = await report.ReadAsync(cancellation);
        var status = health.IsHealthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        var body = new HealthBody(health.IsHealthy ? "UP" : "DOWN", health.Tables, health.Bus);
        return Answer.Of(status, body, ApiJson.Wire.HealthBody);
    }
}

/// <summary>The answer: UP or DOWN as a whole and for each part.</summary>
internal sealed record HealthBody(string Status, string Tables, string Bus);

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Routing;

namespace Mothership.ControlPlane.Site;

/// <summary>The API's contract, and a page to read it on that needs no other host.</summary>
public sealed class DocumentationFunctions(SiteFiles files)
{
    private const string Policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

    /// <summary>The contract.</summary>
    [Function("OpenApi")]
    [PublicRoute]
    public IActionResult Contract(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi.yaml")] HttpRequest request
    ) => files.Answer("openapi.yaml");

    /// <summary>The page.</summary>
    [Function("Docs")]
    [PublicRoute]
    public IActionResult Page([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "docs")] HttpRequest request) =>
        files.Answer("docs/index.html").With("Content-Security-Policy", Policy);

    /// <summary>What the page is made of.</summary>
    [Function("DocsFile")]
    [PublicRoute]
    public IActionResult File(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "docs/{file}")] HttpRequest request,
        string file
    ) => files.Answer($"docs/{file}");
}

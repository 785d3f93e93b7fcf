using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Mothership.ControlPlane.Http;
using Mothership.Domain.Errors;

namespace Mothership.ControlPlane.Routing;

/// <summary>
/// Serves every route once more under <c>/api</c>, and answers what no route answers in the product's error shape. A
/// function has one route only, so these two find the one that is meant in the route table and call its method. Their
/// names are the last in the order of names, because that is the order in which the Functions host tries routes.
/// </summary>
public sealed class AliasFunctions(RouteTable routes)
{
    /// <summary>The prefix that these routes are repeated under.</summary>
    internal const string Prefix = "/api";

    /// <summary>Everything under <c>/api</c>.</summary>
    [Function("ZApiPrefix")]
    public Task<IActionResult> UnderPrefix(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/{*path}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        FunctionContext context
    ) => Forward(request, durable, context);

    /// <summary>
    /// Whatever has no route of its own: HEAD and OPTIONS of those that have, and paths that there are not.
    /// </summary>
    [Function("ZzAnyOther")]
    public Task<IActionResult> AnyOther(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        FunctionContext context
    ) => Forward(request, durable, context);

    /// <summary>The path of a request as it is without the prefix.</summary>
    internal static PathString WithoutPrefix(PathString path) =>
        path.StartsWithSegments(Prefix, StringComparison.Ordinal, out var rest) ? rest : path;

    private Task<IActionResult> Forward(HttpRequest request, DurableTaskClient durable, FunctionContext context) =>
        request.Scope().Route is { Route.Access: not RouteAccess.Alias } match
            ? RouteInvoker.InvokeAsync(match, request, durable, context)
            : Task.FromResult(Unrouted(request));

    private IActionResult Unrouted(HttpRequest request)
    {
        var methods = routes.MethodsOf(WithoutPrefix(request.Path));
        if (methods.Count == 0)
            throw new MothershipException(
                ErrorKind.NotFound,
                "resource_not_found",
                "There is nothing at this path. GET /openapi.yaml describes what there is."
            );
        var allow = string.Join(", ", methods.Append(HttpMethods.Options));
        if (HttpMethods.IsOptions(request.Method))
            return Answer.Empty(StatusCodes.Status204NoContent).With("Allow", allow);
        var fault = new Fault("method_not_allowed", $"This path takes {allow}.");
        return ErrorAnswer
            .Of(StatusCodes.Status405MethodNotAllowed, [fault], request.Scope().RequestId)
            .With("Allow", allow);
    }
}

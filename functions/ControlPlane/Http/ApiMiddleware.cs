using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using Mothership.ControlPlane.Connect;
using Mothership.ControlPlane.Routing;
using Mothership.Domain.Errors;
using Mothership.Domain.Ids;

namespace Mothership.ControlPlane.Http;

/// <summary>
/// What surrounds every HTTP function: the request's id, who makes it, its allowance, and the translation of errors.
/// </summary>
internal sealed partial class ApiMiddleware(
    RouteTable routes,
    IAuthenticator authenticator,
    RateLimiter limiter,
    IIdSource ids,
    ILogger<ApiMiddleware> logger
) : IFunctionsWorkerMiddleware
{
    private const string RetryAfterSeconds = "1";

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }
        var scope = Open(http);
        try
        {
            await AdmitAsync(context, http, scope);
            await next(context);
        }
        catch (Exception error) when (!http.RequestAborted.IsCancellationRequested)
        {
            context.GetInvocationResult().Value = AnswerTo(error, http, scope);
        }
    }

    private RequestScope Open(HttpContext http)
    {
        var scope = new RequestScope(RequestIds.Of(http.Request, ids));
        http.Open(scope);
        http.Response.Headers["X-Request-Id"] = scope.RequestId;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "no-store";
        return scope;
    }

    private async Task AdmitAsync(FunctionContext context, HttpContext http, RequestScope scope)
    {
        scope.Route = RouteOf(context, http.Request);
        if (scope.Route?.Route.Access != RouteAccess.Customer)
            return;
        var authorization = http.Request.Headers.Authorization.ToString();
        scope.Caller = await authenticator.AuthenticateAsync(authorization, context.CancellationToken);
        Charge(scope.Caller.Organization, http.Response.Headers);
    }

    private RouteMatch? RouteOf(FunctionContext context, HttpRequest request)
    {
        var route = routes.Of(context.FunctionDefinition.Name);
        return route is null || route.Access == RouteAccess.Alias
            ? routes.Find(AliasFunctions.WithoutPrefix(request.Path), request.Method)
            : new RouteMatch(route, request.RouteValues);
    }

    private void Charge(OrganizationId organization, IHeaderDictionary headers)
    {
        var rate = limiter.Take(organization);
        headers["X-RateLimit-Limit"] = rate.Limit.ToString();
        headers["X-RateLimit-Remaining"] = rate.Remaining.ToString();
        headers["X-RateLimit-Reset"] = rate.ResetSeconds.ToString();
        if (rate.Allowed)
            return;
        headers.RetryAfter = rate.RetryAfterSeconds.ToString();
        throw new MothershipException(
            ErrorKind.TooManyRequests,
            "too_many_requests",
            $"More than {rate.Limit} requests per window. Try again in {rate.RetryAfterSeconds} s."
        );
    }

    private Answer AnswerTo(Exception error, HttpContext http, RequestScope scope)
    {
        if (KnownErrors.Of(error) is not { } known)
        {
            LogUnexpected(error, http.Request.Method, http.Request.Path, scope.RequestId);
            return Shaped(ErrorAnswer.Unexpected(scope.RequestId), [ErrorAnswer.Unforeseen(scope.RequestId)], scope);
        }
        if (known.Kind == ErrorKind.Unauthenticated)
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"mothership\", charset=\"UTF-8\"";
        if (known.Kind == ErrorKind.Unavailable)
        {
            http.Response.Headers.RetryAfter = RetryAfterSeconds;
            LogUnavailable(error, scope.RequestId);
        }
        return Shaped(ErrorAnswer.Of(known, scope.RequestId), known.Faults, scope);
    }

    // One group of the API has errors of a shape of its own.
    private static Answer Shaped(Answer answer, IReadOnlyList<Fault> faults, RequestScope scope) =>
        scope.Route?.Route.Template.StartsWith("connect/v1/", StringComparison.Ordinal) is true
            ? ConnectJson.Error(answer.Status, faults)
            : answer;

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed unexpectedly, request {RequestId}.")]
    private partial void LogUnexpected(Exception error, string method, PathString path, string requestId);

    [LoggerMessage(LogLevel.Warning, "A part that request {RequestId} needs does not answer.")]
    private partial void LogUnavailable(Exception error, string requestId);
}

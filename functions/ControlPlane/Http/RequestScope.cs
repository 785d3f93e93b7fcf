using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Routing;
using Mothership.Domain.Tenancy;

namespace Mothership.ControlPlane.Http;

/// <summary>What the pipeline knows of a request: its id, the route that it is for and who makes it.</summary>
public sealed class RequestScope
{
    private Principal? _caller;

    internal RequestScope(string requestId) => RequestId = requestId;

    /// <summary>Echoed as <c>X-Request-Id</c>, and the id of each error.</summary>
    public string RequestId { get; }

    /// <summary>The route that answers; null where nothing does.</summary>
    internal RouteMatch? Route { get; set; }

    /// <summary>Who makes the request.</summary>
    /// <exception cref="InvalidOperationException">The route is open to everybody, so nobody was asked.</exception>
    public Principal Caller
    {
        get => _caller ?? throw new InvalidOperationException("The route is open to everybody; it has no caller.");
        internal set => _caller = value;
    }

    /// <summary>The only data that the caller may reach.</summary>
    public TenantScope Tenant => Caller.Scope;
}

/// <summary>Reaches the scope from a request.</summary>
public static class RequestScopeExtensions
{
    private static readonly object Key = new();

    /// <summary>The scope that the pipeline has opened for this request.</summary>
    public static RequestScope Scope(this HttpRequest request) =>
        request.HttpContext.Items[Key] as RequestScope
        ?? throw new InvalidOperationException("The request did not come through the pipeline.");

    /// <summary>Who makes the request.</summary>
    public static Principal Caller(this HttpRequest request) => request.Scope().Caller;

    internal static void Open(this HttpContext http, RequestScope scope) => http.Items[Key] = scope;
}

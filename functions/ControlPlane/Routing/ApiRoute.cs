using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Mothership.ControlPlane.Routing;

/// <summary>Who may call a route.</summary>
public enum RouteAccess
{
    /// <summary>Everybody.</summary>
    Public,

    /// <summary>Whoever has an API key of an organisation.</summary>
    Customer,

    /// <summary>Whoever has the host's function key; the Functions host checks it.</summary>
    Staff,

    /// <summary>Nobody by itself: the function finds another route.</summary>
    Alias,
}

/// <summary>One route of the app, read from the attributes of its function.</summary>
public sealed class ApiRoute
{
    private readonly TemplateMatcher _matcher;

    internal ApiRoute(
        string function,
        string template,
        IReadOnlyList<string> methods,
        RouteAccess access,
        MethodInfo code
    )
    {
        (Function, Template, Methods, Access, Code) = (function, template, methods, access, code);
        var parsed = TemplateParser.Parse(template);
        _matcher = new TemplateMatcher(parsed, []);
        Precedence = RoutePrecedence.ComputeInbound(parsed);
    }

    /// <summary>The function's name.</summary>
    public string Function { get; }

    /// <summary>Without a leading slash: <c>cmk/v2/clusters/{id}</c>.</summary>
    public string Template { get; }

    /// <summary>In upper case.</summary>
    public IReadOnlyList<string> Methods { get; }

    /// <summary>Who may call it.</summary>
    public RouteAccess Access { get; }

    internal MethodInfo Code { get; }

    internal decimal Precedence { get; }

    internal bool TryMatch(PathString path, RouteValueDictionary values) => _matcher.TryMatch(path, values);

    // HEAD is GET without the body; Kestrel leaves that out.
    internal bool Allows(string method) => Methods.Contains(HttpMethods.IsHead(method) ? HttpMethods.Get : method);
}

/// <summary>A route with the values of its parameters.</summary>
internal sealed record RouteMatch(ApiRoute Route, RouteValueDictionary Values);

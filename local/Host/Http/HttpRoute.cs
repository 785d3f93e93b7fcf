using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;

namespace Mothership.Local.Host;

/// <summary>The route of an HTTP function.</summary>
internal sealed record HttpRoute(FunctionDescriptor Function, HttpTriggerAttribute Trigger, RoutePattern Pattern)
{
    internal IReadOnlyList<string> Methods { get; } =
    [.. (Trigger.Methods ?? []).Select(method => method.ToUpperInvariant())];

    /// <summary>
    /// The routes of an app in the order in which they are tried, which is that of the functions' names.
    /// </summary>
    internal static IReadOnlyList<HttpRoute> Of(AppRuntime app, List<string> problems)
    {
        var prefix = app.HostJson.Text("extensions:http:routePrefix") ?? "api";
        var routes = new List<HttpRoute>();
        foreach (var (function, trigger) in app.With<HttpTriggerAttribute>())
            if (Parse(function, trigger, prefix, problems) is { } pattern)
                routes.Add(new HttpRoute(function, trigger, pattern));
        problems.AddRange(Hidden(routes));
        return routes;
    }

    private static RoutePattern? Parse(
        FunctionDescriptor function,
        HttpTriggerAttribute trigger,
        string prefix,
        List<string> problems
    )
    {
        var route = string.IsNullOrEmpty(trigger.Route) ? function.Name : trigger.Route;
        try
        {
            return RoutePatternFactory.Parse(prefix is "" or "/" ? route : $"{prefix.Trim('/')}/{route}");
        }
        catch (RoutePatternException e)
        {
            problems.Add($"{function.Place}: the route '{route}' is not valid: {e.Message}");
            return null;
        }
    }

    // The Functions host tries routes in the order of the functions' names and takes the first that fits, so a general
    // route may hide a particular one. ASP.NET Core would not, but the application is to behave the same in both.
    private static IEnumerable<string> Hidden(IReadOnlyList<HttpRoute> routes) =>
        from later in Enumerable.Range(0, routes.Count)
        from earlier in Enumerable.Range(0, later)
        where routes[earlier].Hides(routes[later])
        select $"{routes[later].Function.Place} with route '{routes[later].Pattern.RawText}' is never reached: "
            + $"routes are tried in the order of function names, and '{routes[earlier].Function.Name}' with route "
            + $"'{routes[earlier].Pattern.RawText}' takes its requests. Rename one, or constrain the parameter.";

    private bool Hides(HttpRoute later) =>
        (Methods.Count == 0 || later.Methods.Any(Methods.Contains))
        && RoutePrecedence.ComputeInbound(new RouteTemplate(Pattern))
            >= RoutePrecedence.ComputeInbound(new RouteTemplate(later.Pattern))
        && Covers(Pattern.PathSegments, later.Pattern.PathSegments);

    private static bool Covers(
        IReadOnlyList<RoutePatternPathSegment> general,
        IReadOnlyList<RoutePatternPathSegment> particular
    )
    {
        for (var i = 0; i < general.Count; i++)
        {
            var segment = general[i];
            if (Parameter(segment) is { IsCatchAll: true } all)
                return all.ParameterPolicies.Count == 0;
            if (i >= particular.Count)
                return Parameter(segment) is { IsOptional: true };
            if (!Covers(segment, particular[i]))
                return false;
        }
        return general.Count == particular.Count;
    }

    private static bool Covers(RoutePatternPathSegment general, RoutePatternPathSegment particular) =>
        Parameter(general) is { } parameter
            ? parameter.ParameterPolicies.Count == 0
            : Literal(general) is { } text
                && Literal(particular) is { } other
                && string.Equals(text, other, StringComparison.OrdinalIgnoreCase);

    private static RoutePatternParameterPart? Parameter(RoutePatternPathSegment segment) =>
        segment.IsSimple ? segment.Parts[0] as RoutePatternParameterPart : null;

    private static string? Literal(RoutePatternPathSegment segment) =>
        segment.IsSimple ? (segment.Parts[0] as RoutePatternLiteralPart)?.Content : null;
}

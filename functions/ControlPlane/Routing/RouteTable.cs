using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;

namespace Mothership.ControlPlane.Routing;

/// <summary>
/// All HTTP routes of an app, read from its attributes: the same source that the Functions host reads.
/// </summary>
public sealed class RouteTable
{
    private readonly ApiRoute[] _customerRoutes;
    private readonly Dictionary<string, ApiRoute> _byFunction;

    /// <summary>The routes of all functions of an assembly.</summary>
    public RouteTable(Assembly assembly)
    {
        Routes = [.. assembly.GetExportedTypes().SelectMany(t => t.GetMethods()).Select(Read).OfType<ApiRoute>()];
        _byFunction = Routes.ToDictionary(r => r.Function, StringComparer.OrdinalIgnoreCase);
        _customerRoutes =
        [
            .. Routes
                .Where(r => r.Access is RouteAccess.Public or RouteAccess.Customer)
                .OrderBy(r => r.Precedence)
                .ThenBy(r => r.Template, StringComparer.Ordinal),
        ];
    }

    /// <summary>Every route, the two that find others included.</summary>
    public IReadOnlyList<ApiRoute> Routes { get; }

    /// <summary>The route of a function; null when the function has none.</summary>
    public ApiRoute? Of(string function) => _byFunction.GetValueOrDefault(function);

    /// <summary>
    /// The route that a path and method mean. Staff routes are not found: their key is checked per function.
    /// </summary>
    internal RouteMatch? Find(PathString path, string method) =>
        Matching(path).FirstOrDefault(m => m.Route.Allows(method));

    /// <summary>The methods that a path has, in upper case; empty for an unknown path.</summary>
    internal IReadOnlyList<string> MethodsOf(PathString path) =>
        [.. Matching(path).SelectMany(m => m.Route.Methods).Distinct().Order(StringComparer.Ordinal)];

    private IEnumerable<RouteMatch> Matching(PathString path)
    {
        foreach (var route in _customerRoutes)
        {
            var values = new RouteValueDictionary();
            if (route.TryMatch(path, values))
                yield return new RouteMatch(route, values);
        }
    }

    private static ApiRoute? Read(MethodInfo method)
    {
        if (method.GetCustomAttribute<FunctionAttribute>() is not { } function)
            return null;
        var trigger = method
            .GetParameters()
            .Select(p => p.GetCustomAttribute<HttpTriggerAttribute>())
            .FirstOrDefault(a => a is not null);
        if (trigger is null)
            return null;
        var methods = (trigger.Methods ?? []).Select(m => m.ToUpperInvariant()).ToList();
        return new(function.Name, trigger.Route ?? function.Name, methods, AccessOf(method, trigger), method);
    }

    private static RouteAccess AccessOf(MethodInfo method, HttpTriggerAttribute trigger)
    {
        if (trigger.AuthLevel != AuthorizationLevel.Anonymous)
            return RouteAccess.Staff;
        if (method.DeclaringType == typeof(AliasFunctions))
            return RouteAccess.Alias;
        return method.IsDefined(typeof(PublicRouteAttribute)) ? RouteAccess.Public : RouteAccess.Customer;
    }
}

using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Mothership.Local.Worker;

namespace Mothership.Local.Host;

/// <summary>Binds parameters of HTTP functions by name: to route values first, then to the query.</summary>
internal static class HttpValues
{
    private static readonly Dictionary<Type, Func<string, object>> Readers = new()
    {
        [typeof(string)] = static text => text,
        [typeof(Guid)] = static text => Guid.Parse(text),
        [typeof(DateTime)] = static text => DateTime.Parse(text, CultureInfo.InvariantCulture),
        [typeof(DateTimeOffset)] = static text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture),
        [typeof(bool)] = Json<bool>,
        [typeof(int)] = Json<int>,
        [typeof(long)] = Json<long>,
        [typeof(double)] = Json<double>,
        [typeof(decimal)] = Json<decimal>,
    };

    internal static bool CanRead(Type type) => Readers.ContainsKey(Nullable.GetUnderlyingType(type) ?? type);

    /// <summary>The value of a parameter; its default, or null, when the request has none.</summary>
    /// <exception cref="FunctionInputConverterException">The text does not fit, or is missing for a plain value
    /// type.</exception>
    internal static object? Read(InvocationContext context, ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (Text(context.Http!.Request, parameter.Name!) is not { } text)
            return Missing(context, parameter, isNullable: type != parameter.ParameterType || !type.IsValueType);
        try
        {
            return Readers[type](text);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw new FunctionInputConverterException(
                $"Cannot convert input parameter '{parameter.Name}' of function '{context.FunctionDefinition.Name}' "
                    + $"to type '{type.FullName}'.",
                e
            );
        }
    }

    /// <summary>Route values and query parameters under their names, as binding data.</summary>
    internal static IReadOnlyDictionary<string, object?> All(InvocationContext context)
    {
        var request = context.Http!.Request;
        var all = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Query"] = JsonSerializer.Serialize(request.Query.ToDictionary(q => q.Key, q => q.Value.ToString())),
            ["Headers"] = JsonSerializer.Serialize(request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString())),
        };
        foreach (var (name, value) in request.Query)
            all[name] = value.ToString();
        foreach (var (name, value) in request.RouteValues)
            all[name] = value?.ToString();
        return all;
    }

    private static string? Text(HttpRequest request, string name) =>
        request.RouteValues.TryGetValue(name, out var value) && value is not null ? value.ToString()
        : request.Query.TryGetValue(name, out var query) ? query.ToString()
        : null;

    private static object? Missing(InvocationContext context, ParameterInfo parameter, bool isNullable)
    {
        if (parameter.HasDefaultValue)
            return parameter.DefaultValue;
        return isNullable
            ? null
            : throw new FunctionInputConverterException(
                $"Could not populate the value for '{parameter.Name}' parameter of function "
                    + $"'{context.FunctionDefinition.Name}'. Consider adding a default value or making it nullable."
            );
    }

    // The official worker reads numbers and truth values as JSON, so "05", "+5" and "True" do not fit there either.
    private static object Json<T>(string text)
        where T : notnull => JsonSerializer.Deserialize<T>(text)!;
}

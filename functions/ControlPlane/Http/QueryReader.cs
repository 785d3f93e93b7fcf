using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain;
using Mothership.Domain.Ports;

namespace Mothership.ControlPlane.Http;

/// <summary>Reads query parameters and notes what is wrong with them.</summary>
internal sealed class QueryReader(HttpRequest request)
{
    private readonly BodyFaults _faults = new();

    /// <summary>A parameter that may be absent or empty, which is the same.</summary>
    internal string? Optional(string name)
    {
        var values = request.Query[name];
        if (values.Count > 1)
            _faults.WrongParameter(name, $"{name} may be given once; it is there {values.Count} times.");
        var value = values.Count == 1 ? values[0] : null;
        if (value?.Length > Limits.IdLength)
            _faults.WrongParameter(name, $"{name} has at most {Limits.IdLength} characters.");
        return string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>A parameter that must be there.</summary>
    internal string Required(string name)
    {
        var value = Optional(name);
        if (value is null)
            _faults.WrongParameter(name, $"The query parameter {name} is required.");
        return value ?? "";
    }

    /// <summary>A parameter that may be there several times.</summary>
    internal IReadOnlyList<string> Many(string name) =>
        [.. request.Query[name].OfType<string>().Where(v => v.Length > 0)];

    /// <summary>True or false, or absent.</summary>
    internal bool? Flag(string name)
    {
        var value = Optional(name);
        if (value is null || bool.TryParse(value, out _))
            return value is null ? null : bool.Parse(value);
        _faults.WrongParameter(name, $"{name} must be true or false.");
        return null;
    }

    /// <summary>The page that is asked for.</summary>
    internal PageRequest Page(int defaultSize = Limits.DefaultPageSize, int maxSize = Limits.MaxPageSize)
    {
        var size = Optional("page_size") is { } text ? ParseSize(text, maxSize) : defaultSize;
        return new(size, Optional("page_token"));
    }

    /// <summary>Notes a fault that only the caller can find.</summary>
    internal void Wrong(string name, string detail) => _faults.WrongParameter(name, detail);

    /// <summary>Refuses the request when anything is wrong with its query.</summary>
    internal void ThrowIfAny() => _faults.ThrowIfAny();

    private int ParseSize(string text, int maxSize)
    {
        if (int.TryParse(text, out var size) && size >= 1 && size <= maxSize)
            return size;
        _faults.WrongParameter("page_size", $"page_size must be a whole number from 1 to {maxSize}.");
        return 1;
    }
}

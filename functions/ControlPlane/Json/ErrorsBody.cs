namespace Mothership.ControlPlane.Json;

/// <summary>The body of every answer that is not a success.</summary>
internal sealed record ErrorsBody(IReadOnlyList<ErrorBody> Errors);

/// <summary>One thing that is wrong.</summary>
internal sealed record ErrorBody(
    string Id,
    string Status,
    string Code,
    string Title,
    string Detail,
    ErrorSource? Source
);

/// <summary>Where it is wrong: a JSON pointer into the body, or the name of a parameter or header.</summary>
internal sealed record ErrorSource(string? Pointer, string? Parameter);

namespace Mothership.Domain.Errors;

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Code">Stable, for programs: <c>invalid_configuration</c>, <c>quota_exceeded</c>, …</param>
/// <param name="Detail">For people: names the field, what is wrong with it and what would be right.</param>
/// <param name="Pointer">JSON pointer into the body, such as <c>/spec/display_name</c>; null when it is not about the
/// body.</param>
/// <param name="Parameter">Name of the query parameter or header; null when it is not about one.</param>
public sealed record Fault(string Code, string Detail, string? Pointer = null, string? Parameter = null);

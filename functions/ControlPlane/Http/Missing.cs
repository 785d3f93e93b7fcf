using Mothership.Domain;
using Mothership.Domain.Errors;

namespace Mothership.ControlPlane.Http;

/// <summary>
/// The refusals of what does not exist for the caller. One of another organisation and one that never was get the same
/// words. Some groups of the API answer 403 where others answer 404; existing clients count on it.
/// </summary>
internal static class Missing
{
    internal static MothershipException NotFound(string kind, string id) =>
        new(ErrorKind.NotFound, "resource_not_found", $"There is no {kind} {Shown(id)}.");

    internal static MothershipException Forbidden(
        string kind,
        string id,
        string? pointer = null,
        string? parameter = null
    ) =>
        new(
            ErrorKind.Forbidden,
            "user_unauthorized",
            $"There is no {kind} {Shown(id)} that you may use.",
            pointer,
            parameter
        );

    /// <summary>What a look-up finds; none is made for a text that can't be an id.</summary>
    /// <exception cref="MothershipException">NotFound: nothing.</exception>
    internal static async Task<T> OrNotFoundAsync<T>(string kind, string id, Func<Task<T?>> find)
        where T : class => (IsPlausibleId(id) ? await find() : null) ?? throw NotFound(kind, id);

    /// <summary>Whether a text can be an id at all. What can't is missing without a look-up.</summary>
    internal static bool IsPlausibleId(string? id) =>
        id is { Length: > 0 and <= Limits.IdLength }
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private static string Shown(string id) => IsPlausibleId(id) ? id : "with this id";
}

using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Mothership.Domain.Errors;

namespace Mothership.ControlPlane.Http;

/// <summary>A form in which something can be had.</summary>
/// <param name="Name">Of the query parameter <c>format</c>.</param>
/// <param name="MediaType">Of the header Accept.</param>
internal sealed record Format(string Name, string MediaType)
{
    internal string ContentType => this == Formats.Json ? MediaType : MediaType + "; charset=utf-8";
}

/// <summary>Finds out which form a caller wants: <c>?format=</c> first, then Accept, else the first on offer.</summary>
internal static class Formats
{
    internal static readonly Format Json = new("json", Answer.Json);
    internal static readonly Format Csv = new("csv", "text/csv");
    internal static readonly Format Html = new("html", "text/html");
    internal static readonly Format Text = new("text", "text/plain");

    /// <summary>The form that is wanted.</summary>
    /// <param name="request">The request.</param>
    /// <param name="query">Notes an unknown <c>format</c>.</param>
    /// <param name="offered">What there is, the one that is given to those who do not care first.</param>
    /// <exception cref="MothershipException">NotAcceptable: Accept names nothing that there is.</exception>
    internal static Format Wanted(HttpRequest request, QueryReader query, params IReadOnlyList<Format> offered)
    {
        if (query.Optional("format") is { } name)
            return offered.FirstOrDefault(f => f.Name == name) ?? Unknown(query, offered);
        var accepted = request.Headers.Accept;
        if (accepted.Count == 0 || !MediaTypeHeaderValue.TryParseList(accepted, out var ranges) || ranges.Count == 0)
            return offered[0];
        return BestOf(ranges, offered) ?? throw NotAcceptable(offered);
    }

    private static Format? BestOf(IEnumerable<MediaTypeHeaderValue> ranges, IReadOnlyList<Format> offered)
    {
        var byWish = ranges
            .Select((range, place) => (Range: range, Place: place, Quality: range.Quality ?? 1))
            .Where(r => r.Quality > 0)
            .OrderByDescending(r => r.Quality)
            .ThenBy(r =>
                r.Range.MatchesAllTypes ? 2
                : r.Range.MatchesAllSubTypes ? 1
                : 0
            )
            .ThenBy(r => r.Place);
        return byWish
            .Select(wish => offered.FirstOrDefault(f => Fits(wish.Range, f)))
            .FirstOrDefault(f => f is not null);
    }

    // Of a range only the type counts: clients name charsets and the like that make no difference here.
    private static bool Fits(MediaTypeHeaderValue range, Format format)
    {
        var slash = format.MediaType.IndexOf('/', StringComparison.Ordinal);
        return range.MatchesAllTypes
            || range.Type.Equals(format.MediaType.AsSpan(0, slash).ToString(), StringComparison.OrdinalIgnoreCase)
                && (
                    range.MatchesAllSubTypes
                    || range.SubType.Equals(format.MediaType[(slash + 1)..], StringComparison.OrdinalIgnoreCase)
                );
    }

    private static Format Unknown(QueryReader query, IReadOnlyList<Format> offered)
    {
        query.Wrong("format", $"format must be one of {string.Join(", ", offered.Select(f => f.Name))}.");
        return offered[0];
    }

    private static MothershipException NotAcceptable(IReadOnlyList<Format> offered) =>
        new(
            ErrorKind.NotAcceptable,
            "not_acceptable",
            $"This can be had as {string.Join(", ", offered.Select(f => f.MediaType))}, and Accept names none of them.",
            parameter: "Accept"
        );
}

using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Mothership.Domain.Errors;

namespace Mothership.ControlPlane.Http;

/// <summary>ETags, and the conditions that requests make on them.</summary>
internal static class Preconditions
{
    /// <summary>The strong tag of a record's version.</summary>
    internal static string TagOf(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Refuses a request whose If-Match does not name the present version.</summary>
    /// <returns>Whether the request made a condition.</returns>
    /// <exception cref="MothershipException">PreconditionFailed, or Malformed: the header can't be read.</exception>
    internal static bool Check(HttpRequest request, long version)
    {
        var sent = request.Headers.IfMatch;
        if (sent.Count == 0)
            return false;
        if (!EntityTagHeaderValue.TryParseStrictList(sent.OfType<string>().ToList(), out var tags))
            throw new MothershipException(
                ErrorKind.Malformed,
                "invalid_header",
                "If-Match is a list of ETags in double quotes, or *.",
                parameter: "If-Match"
            );
        var current = new EntityTagHeaderValue(TagOf(version));
        if (tags.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(current, useStrongComparison: true)))
            return true;
        throw new MothershipException(
            ErrorKind.PreconditionFailed,
            "precondition_failed",
            $"It was changed meanwhile: its ETag is {current} now. Read it again and decide anew.",
            parameter: "If-Match"
        );
    }

    /// <summary>The same answer with the ETag of a record's version.</summary>
    internal static Answer Tagged(this Answer answer, long version) => answer.With("ETag", TagOf(version));
}

using Microsoft.AspNetCore.Http;
using Mothership.Domain.Ids;

namespace Mothership.ControlPlane.Http;

/// <summary>The id of a request: the caller's own when it is a sane one, else a new one.</summary>
internal static class RequestIds
{
    private const int MaxLength = 128;

    internal static string Of(HttpRequest request, IIdSource ids)
    {
        var sent = request.Headers["X-Request-Id"];
        return sent is [{ } id] && IsSane(id) ? id : New(ids);
    }

    private static bool IsSane(string id) =>
        id.Length is > 0 and <= MaxLength && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':');

    private static string New(IIdSource ids)
    {
        Span<byte> bytes = stackalloc byte[16];
        ids.Fill(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}

using System.Security.Cryptography;
using System.Text;
using Mothership.Domain.Errors;

namespace Mothership.ControlPlane.Http;

/// <summary>
/// Page tokens of lists that are made anew for each page: the name of the last row shown, of any length.
/// </summary>
internal static class PageTokens
{
    /// <summary>The token behind a row.</summary>
    internal static string Of(string row) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(row)).AsSpan(0, 16));

    /// <summary>The refusal of a token that names no row.</summary>
    internal static MothershipException Foreign() =>
        new(
            ErrorKind.Malformed,
            "invalid_page_token",
            "page_token is not one that this list gave out.",
            parameter: "page_token"
        );
}

namespace Mothership.DataPlane.Services;

/// <summary>
/// Whether a browser's request comes from the pages that it is for. Browsers add a key that was once typed in to
/// whatever is sent to us, so another site's page could act in its owner's name; what tells them apart are headers that
/// no page can set.
/// </summary>
internal static class SameOrigin
{
    /// <summary>
    /// What only reads may also be somebody following a link to a page. What changes something needs proof that it
    /// comes from our own pages.
    /// </summary>
    internal static bool Allows(ServiceRequest request)
    {
        var site = request.Header("Sec-Fetch-Site");
        if (request.Method is "GET" or "HEAD")
            return site is null or "same-origin" or "none" || IsLink(request);
        return site is not null
            ? site == "same-origin"
            : string.Equals(request.Header("Origin"), request.Origin, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsLink(ServiceRequest request) =>
        request.Header("Sec-Fetch-Mode") == "navigate" && request.Header("Sec-Fetch-Dest") == "document";
}
